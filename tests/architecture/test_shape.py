"""STYLE of the house, section 1: small files, small functions, names that say something, imports at the top."""

import ast
from pathlib import PurePath

from tests.architecture import tree

FILE_LINES, FUNCTION_LINES = 400, 50
EMPTY_NAMES = {"utils", "helpers", "services", "manager", "managers", "common", "misc", "util", "helper"}
SIGNALS = ("django.db.models.signals", "django.dispatch")
NETWORK = ("httpx", "requests", "aiohttp", "urllib.request", "urllib3", "http.client", "smtplib", "ftplib")
CLOCK = "src/afterword/core/clock.py"


def test_files_stay_small():
    lines = {name: tree.text(name).count("\n") for name in [*tree.modules(), *tree.templates()]}
    assert not {name: count for name, count in lines.items() if count > FILE_LINES}, "split it by what it is about"


def test_functions_stay_small():
    """Their bodies: a verb that names a dozen options in its signature is not longer for that."""
    lines = {
        f"{name}: {function.name}": (function.end_lineno or 0) - function.body[0].lineno + 1
        for name in tree.modules()
        for function in tree.functions(name)
    }
    assert not {name: count for name, count in lines.items() if count > FUNCTION_LINES}


def test_files_are_named_for_what_is_in_them():
    names = tree.modules("src/", "clients/")
    assert not [name for name in names if EMPTY_NAMES & {PurePath(name).stem, *PurePath(name).parts}]


def test_imports_stand_at_the_top():
    inside = [
        f"{name}:{node.lineno}"
        for name in tree.modules("src/", "clients/")
        for function in tree.functions(name)
        if not (function.name == "ready" and name.endswith("/apps.py"))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside


def test_nothing_watches_models():
    assert not importers_of(SIGNALS, tree.modules("src/"))


def test_only_core_http_talks_to_the_world():
    """Its guard against private addresses, its time limits and its size caps hold for every outbound call."""
    assert not importers_of(NETWORK, [name for name in tree.modules("src/") if "/core/http" not in name])


def importers_of(forbidden: tuple[str, ...], names: list[str]) -> list[str]:
    starts = tuple(f"{module}." for module in forbidden)
    return [
        f"{name} imports {module}"
        for name in names
        for module in tree.imported(name)
        if f"{module}.".startswith(starts)
    ]


def test_only_core_clock_asks_the_machine_for_the_time():
    asked = [
        f"{name}:{node.lineno}"
        for name in tree.modules("src/")
        if name != CLOCK
        for node in ast.walk(tree.syntax(name))
        if isinstance(node, ast.Attribute)
        and (node.attr in ("utcnow", "today") or (node.attr == "now" and named(node.value) in ("datetime", "timezone")))
    ]
    assert not asked


def named(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
