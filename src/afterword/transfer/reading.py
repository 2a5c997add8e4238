"""Reading files of rows: JSON Lines and CSV, a line at a time, so that their size doesn't matter."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from afterword.core.errors import DomainError
from afterword.core.rows import JSON

LONGEST_LINE = 5_000_000  # characters; a longer one is not a row but a mistake


class Unreadable(DomainError):
    """The file as a whole can't be read."""

    code = "unreadable"


@dataclass(frozen=True)
class Line:
    """One row with its line number in the file, or why it is none."""

    number: int
    row: JSON | None
    problem: str = ""


def read_rows(path: Path) -> Iterator[Line]:
    """Every row of a .csv or JSON Lines file. Unreadable when it is neither, empty, or not UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.read(1)
            if not first:
                raise Unreadable(_("%(file)s is empty.") % {"file": path.name})
            file.seek(0)
            yield from _csv(file, path) if path.suffix.lower() == ".csv" else _json_lines(file, path)
    except UnicodeDecodeError as error:
        words = _("%(file)s is not UTF-8 text. Save it as UTF-8 and try again.")
        raise Unreadable(words % {"file": path.name}) from error
    except OSError as error:
        raise Unreadable(_("Can't read %(file)s: %(why)s.") % {"file": path, "why": error.strerror}) from error


def _json_lines(file: TextIO, path: Path) -> Iterator[Line]:
    seen = False
    for number, text in enumerate(_lines(file), start=1):
        if text.strip():
            line = _json_row(number, text)
            if not seen and line.row is None:
                words = _("%(file)s is neither CSV nor JSON Lines: its first line is not a JSON object.")
                raise Unreadable(words % {"file": path.name})
            seen = True
            yield line
    if not seen:
        raise Unreadable(_("%(file)s has no rows.") % {"file": path.name})


def _lines(file: TextIO) -> Iterator[str]:
    while text := file.readline(LONGEST_LINE):
        yield text


def _json_row(number: int, text: str) -> Line:
    if len(text) >= LONGEST_LINE:
        return Line(number, None, _("The line is longer than %(limit)s characters.") % {"limit": LONGEST_LINE})
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Line(number, None, _("Not JSON: %(why)s") % {"why": error})
    return Line(number, row) if isinstance(row, dict) else Line(number, None, _("Not a JSON object."))


def _csv(file: TextIO, path: Path) -> Iterator[Line]:
    reader = csv.DictReader(file)
    try:
        if "title" not in (reader.fieldnames or ()):
            words = _("%(file)s needs a first line that names its columns, “title” among them.")
            raise Unreadable(words % {"file": path.name})
        for row in reader:
            if None in row:
                yield Line(reader.line_num, None, _("More values than columns."))
            else:
                yield Line(reader.line_num, {name: value for name, value in row.items() if value})
    except csv.Error as error:
        words = _("%(file)s stops being CSV at line %(line)s: %(why)s.")
        raise Unreadable(words % {"file": path.name, "line": reader.line_num, "why": error}) from error
