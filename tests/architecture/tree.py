"""The files of this repository, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("src/", "clients/", "tests/", "scripts/", "benchmarks/")
IGNORED = {".git", ".venv", ".tools", "var", "build", "node_modules", "__pycache__"} | {
    f".{tool}_cache" for tool in ("mypy", "ruff", "pytest", "import_linter")
}
GENERATED = ("/migrations/", "/static/dist/")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[str, ...]:
    """Every file that is, or is about to be, under version control; paths from the root."""
    # A checkout that belongs to somebody else, as in a container, is still only read.
    listing = ("git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard")
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        listed = list(unpacked())
    return tuple(sorted(name for name in listed if (ROOT / name).is_file()))


def unpacked() -> Iterator[str]:
    """The same from an unpacked archive, where git knows nothing."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if not IGNORED.intersection(parts) and path.is_file():
            yield "/".join(parts)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def modules(*folders: str) -> list[str]:
    """Python files that people wrote, below these folders or all of ours."""
    return [
        name
        for name in files()
        if name.endswith(".py") and name.startswith(folders or OURS) and not any(part in name for part in GENERATED)
    ]


def templates(suffix: str = ".html") -> list[str]:
    return [name for name in files() if "/templates/" in name and name.startswith("src/") and name.endswith(suffix)]


@cache
def syntax(name: str) -> ast.Module:
    return ast.parse(text(name), name)


def functions(name: str) -> Iterator[FunctionNode]:
    yield from (node for node in ast.walk(syntax(name)) if isinstance(node, FunctionNode))


def imported(name: str) -> Iterator[str]:
    """Full names of what a module imports, at its top or inside."""
    for node in ast.walk(syntax(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
