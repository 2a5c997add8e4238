"""Reading files of rows: JSON Lines and CSV, a line at a time, so that their size doesn't matter."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from afterword.core.errors import DomainError
from afterword.core.rows import JSON

LONGEST_LINE = 2_000_000  # characters; a longer one is not a row but a mistake
_UNDECODED = re.compile("[\udc80-\udcff]")


class Unreadable(DomainError):
    """The file can't be read, or not further than this."""

    code = "unreadable"


@dataclass(frozen=True)
class Line:
    """One row with its line number in the file, or why it is none."""

    number: int
    row: JSON | None
    problem: str = ""


def read_rows(path: Path) -> Iterator[Line]:
    """Every row of a .csv or JSON Lines file. Unreadable when it is neither, has no rows, or isn't UTF-8."""
    try:
        # What is not UTF-8 becomes half characters, so that one bad line doesn't take the others with it.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            seen = False
            for line in _csv(file, path) if path.suffix.lower() == ".csv" else _json_lines(file, path):
                seen = True
                yield line
    except OSError as error:
        raise Unreadable(_("Can't read %(file)s: %(why)s.") % {"file": path, "why": error.strerror}) from error
    if not seen:
        raise Unreadable(_("%(file)s has no rows.") % {"file": path.name})


def _lines(file: TextIO) -> Iterator[str]:
    """Lines that fit; of one that doesn't, as much as shows that, and the rest is passed over."""
    while text := file.readline(LONGEST_LINE):
        yield text
        while len(text) == LONGEST_LINE and not text.endswith("\n"):
            text = file.readline(LONGEST_LINE)


def _is_too_long(text: str) -> bool:
    return len(text) == LONGEST_LINE and not text.endswith("\n")


def _too_long() -> str:
    return _("The line is longer than %(limit)s characters.") % {"limit": LONGEST_LINE}


def _check_start(text: str, path: Path) -> None:
    if _UNDECODED.search(text) or "\0" in text:
        raise Unreadable(_("%(file)s is not UTF-8 text. Save it as UTF-8 and try again.") % {"file": path.name})


def _json_lines(file: TextIO, path: Path) -> Iterator[Line]:
    is_first = True
    for number, text in enumerate(_lines(file), start=1):
        if not text.strip():
            continue
        line = _json_row(number, text)
        if is_first:
            _check_start(text, path)
        if is_first and line.row is None and not _is_too_long(text):
            words = _("%(file)s is neither CSV nor JSON Lines: line %(line)s is not one JSON object.")
            raise Unreadable(words % {"file": path.name, "line": number})
        is_first = False
        yield line


def _json_row(number: int, text: str) -> Line:
    if _is_too_long(text):
        return Line(number, None, _too_long())
    if _UNDECODED.search(text):
        return Line(number, None, _("The line is not UTF-8 text."))
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Line(number, None, _("Not JSON: %(why)s") % {"why": error})
    return Line(number, row) if isinstance(row, dict) else Line(number, None, _("Not a JSON object."))


def _csv(file: TextIO, path: Path) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_LINE)
    lines = _within_limit(file, path)
    head = next(lines, "")
    if not head:
        return
    _check_start(head, path)
    delimiter = max(",;\t", key=head.count)
    columns = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter))]
    if "title" not in columns:
        words = _("%(file)s needs a first line that names its columns, “title” among them.")
        raise Unreadable(words % {"file": path.name})
    reader = csv.DictReader(lines, fieldnames=columns, delimiter=delimiter)
    try:
        for row in reader:
            yield _csv_row(reader.line_num + 1, row)
    except csv.Error as error:
        words = _("%(file)s stops being CSV at line %(line)s: %(why)s.")
        raise Unreadable(words % {"file": path.name, "line": reader.line_num + 1, "why": error}) from error


def _within_limit(file: TextIO, path: Path) -> Iterator[str]:
    for number, text in enumerate(_lines(file), start=1):
        if _is_too_long(text):  # nobody can tell where its row ends
            words = _("%(file)s can't be read further than line %(line)s. %(why)s")
            raise Unreadable(words % {"file": path.name, "line": number, "why": _too_long()})
        yield text


def _csv_row(number: int, row: dict[str | None, str | list[str] | None]) -> Line:
    if None in row:
        return Line(number, None, _("There are more values than columns."))
    if any(_UNDECODED.search(str(value)) for value in row.values()):
        return Line(number, None, _("The line is not UTF-8 text."))
    return Line(number, {str(name): value for name, value in row.items() if value})
