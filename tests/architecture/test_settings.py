"""A setting that is read from the environment is one that people can look up."""

import ast
import re

from tests.architecture import tree

PAGE = "docs/admin/settings.md"


def read_by_the_server() -> set[str]:
    """First arguments of env.str("NAME"), env.int("NAME") and their like."""
    return {
        node.args[0].value
        for name in tree.modules("src/")
        for node in ast.walk(tree.syntax(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_env(node.func.value)
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def is_env(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "env"


def documented() -> set[str]:
    """Names in the first column of the page's tables."""
    return set(re.findall(r"^\| `([A-Z_]+)`", tree.text(PAGE), flags=re.MULTILINE))


def test_every_setting_is_on_the_page():
    assert "DATABASE_URL" in read_by_the_server()
    assert not read_by_the_server() - documented()


def test_everything_on_the_page_is_a_setting():
    code = "".join(tree.text(name) for name in tree.modules("src/", "clients/", "tests/services/"))
    assert not {name for name in documented() if f'"{name}"' not in code}


def test_nothing_below_the_site_reads_the_environment_by_itself():
    below = [name for name in tree.modules("src/") if not name.startswith("src/afterword/site/")]
    assert not [name for name in below if re.search(r"os\.(environ|getenv)", tree.text(name))]
