"""Turn a document into another kind of file: afterword convert IN OUT."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from afterword.core.errors import DomainError
from afterword.documents.html_file import to_html_file
from afterword.documents.html_in import read_html
from afterword_text import formats
from afterword_text.front_matter import FrontMatterError
from afterword_text.tree import TreeError

_WRITES: dict[str, Callable[[formats.File], str]] = {
    "md": formats.to_markdown,
    "json": formats.to_json,
    "txt": formats.to_text,
    "html": to_html_file,
}
_READS = (*formats.READ, "html")
_SAME = {"markdown": "md", "htm": "html", "text": "txt"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "The ends of the names say the kinds; - is standard input or output. See docs/guide/convert.md."
    )
    parser.add_argument("source", metavar="IN", help="a file, a folder with Markdown, or -")
    parser.add_argument("target", metavar="OUT", help="a file, a folder, or -")
    parser.add_argument("--from", dest="read", choices=_READS, help="what IN is, when its name does not say it")
    parser.add_argument(
        "--to", dest="write", choices=sorted(_WRITES), help="what OUT is, when its name does not say it"
    )


def run(arguments: argparse.Namespace) -> None:
    source, target = Path(arguments.source), Path(arguments.target)
    if not source.is_dir():
        _convert(source, target, arguments.read or _kind(source, "md"), arguments.write or _kind(target, "md"))
        return
    if arguments.target == "-" or target.is_file():
        raise DomainError("A folder is converted into a folder.")
    refused = [words for file in sorted(source.rglob("*.md")) if (words := _one(file, source, target, arguments.write))]
    if refused:
        raise DomainError(" ".join(refused))


def _one(file: Path, source: Path, target: Path, kind: str | None) -> str:
    """Convert one file of a folder; why not, if it can't be, so that the others still are."""
    kind = kind or "html"
    made = (target / file.relative_to(source)).with_suffix(f".{kind}")
    try:
        _convert(file, made, "md", kind)
    except DomainError as error:
        return error.message
    return ""


def _convert(source: Path, target: Path, reads: str, writes: str) -> None:
    if reads not in _READS or writes not in _WRITES:
        raise DomainError(f"Afterword reads {', '.join(_READS)} and writes {', '.join(sorted(_WRITES))} files.")
    try:
        data = _bytes(source)
        file = read_html(data) if reads == "html" else formats.read(data, reads)
        made = _WRITES[writes](file)
    except (TreeError, FrontMatterError) as error:
        raise DomainError(f"{source}: {error}.") from error
    for note in file.notes:
        print(f"{source}: {note}", file=sys.stderr)
    _put(target, made)


def _bytes(source: Path) -> bytes:
    if str(source) == "-":
        return sys.stdin.buffer.read(formats.LARGEST + 1)
    try:
        with source.open("rb") as file:
            return file.read(formats.LARGEST + 1)
    except OSError as error:
        raise DomainError(f"Can't read {source}: {error.strerror}.") from error


def _put(target: Path, made: str) -> None:
    if str(target) == "-":
        sys.stdout.write(made)
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(made, encoding="utf-8", newline="\n")
    except OSError as error:
        raise DomainError(f"Can't write to {target}: {error.strerror}.") from error


def _kind(path: Path, otherwise: str) -> str:
    end = path.suffix.removeprefix(".").lower()
    return _SAME.get(end, end) or otherwise
