"""Tables as files: made row by row in memory that does not grow with them, and safe to open in a spreadsheet.

A spreadsheet runs a cell that begins like a formula, whoever wrote it, so such text gets a quote mark in front.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

PIECE_CHARACTERS = 32 * 1024
# Line ends and spaces before the sign are dropped by some programs; the wide signs are the same to others.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANK = ("\t", "\r", "\n")


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download in UTF-8 without a byte order mark. `rows` is read while it is sent: pass a generator."""
    return _download(filename, "text/csv; charset=utf-8", csv_pieces(header, rows))


def json_response(filename: str, rows: Iterable[Mapping[str, object]]) -> StreamingHttpResponse:
    """A download of one JSON array with a row in each line. `rows` is read while it is sent: pass a generator."""
    return _download(filename, "application/json", json_pieces(rows))


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The table as RFC 4180 has it, some rows at a time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([cell(name) for name in header])
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if text.tell() >= PIECE_CHARACTERS:
            yield _taken(text)
    yield _taken(text)


def json_pieces(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder(enc_hook=str)
    before = b"[\n"
    for row in rows:
        yield before + encoder.encode(dict(row))
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def cell(value: object) -> str:
    """A value as a cell: times in ISO 8601, lists with semicolons, and no text that would run."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case list() | tuple():
            return cell("; ".join(str(each) for each in value))
    words = str(value)
    return f"'{words}" if words.lstrip().startswith(_FORMULA) or words.startswith(_BLANK) else words


def _taken(text: io.StringIO) -> bytes:
    piece = text.getvalue().encode("utf-8", "replace")
    text.seek(0)
    text.truncate()
    return piece


def _download(filename: str, content_type: str, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, filename) or "attachment"}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)
