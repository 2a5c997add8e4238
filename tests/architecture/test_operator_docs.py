"""Pages name commands that exist, every command is on one of them, and their links lead somewhere."""

import re

from tests.architecture import tree

COMMANDS = "src/afterword/site/commands/"


def pages() -> dict[str, str]:
    names = [name for name in tree.files() if name.endswith(".md") and name.startswith(("docs/", "README"))]
    return {name: tree.text(name) for name in names}


def commands() -> set[str]:
    files = [name.removeprefix(COMMANDS) for name in tree.modules(COMMANDS)]
    return {name.removesuffix(".py").rstrip("_").replace("_", "-") for name in files if not name.startswith("__")}


def named_in(text: str) -> set[str]:
    """What follows `afterword` in code: at the beginning of a line or span, or after a path or a setting."""
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`|^    .*$", text, flags=re.DOTALL | re.MULTILINE))
    return set(re.findall(r"(?:^|[`/]|[A-Z_]+=\S* )afterword ([a-z]+)\b(?!:)", code, flags=re.MULTILINE))


def test_every_named_command_exists():
    assert "backup" in named_in(pages()["docs/admin/backup.md"])
    assert not {page: odd for page, text in pages().items() if (odd := named_in(text) - commands() - {"afterword"})}


def test_every_command_is_described():
    described = set[str]().union(*map(named_in, pages().values()))
    assert not commands() - described


def test_links_between_pages_lead_somewhere():
    broken = [
        f"{page}: {target}"
        for page, text in pages().items()
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (tree.ROOT / page).parent.joinpath(target).exists()
    ]
    assert not broken
