"""Tables as files."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from afterword.core.tables import PIECE_CHARACTERS, cell, csv_pieces, csv_response, json_response


@pytest.mark.parametrize(
    "text",
    ["=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n@x", "＝1", "\u00a0=1"],
)
def test_text_that_a_spreadsheet_would_run_gets_a_mark_in_front(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_values_read_as_what_they_are() -> None:
    moment = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
    row = [None, True, -5, 1.5, moment, date(2026, 3, 2), ["a", "b"], ["=a"], "a=b", ""]

    shown = ["", "true", "-5", "1.5", "2026-03-02T14:05:00+00:00", "2026-03-02", "a; b", "'=a", "a=b", ""]
    assert [cell(each) for each in row] == shown


def test_a_csv_file_reads_back_as_it_was_with_lines_quotes_and_any_script() -> None:
    rows = [("line one\nline two", 'say "hi", then go'), ("数据库", "ü\ud800")]

    whole = b"".join(csv_pieces(("=name", "words"), rows))

    assert not whole.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(whole.decode(), newline="")))
    assert read == [["'=name", "words"], ["line one\nline two", 'say "hi", then go'], ["数据库", "ü?"]]


def test_a_table_is_made_while_it_is_sent_and_never_held_whole() -> None:
    asked = 0

    def rows() -> Iterator[tuple[str]]:
        nonlocal asked
        for asked in range(1, 10_001):  # noqa: B007 - counts for the test
            yield ("x" * 100,)

    pieces = iter(csv_response("incidents.csv", ("word",), rows()))

    assert asked == 0
    assert len(next(pieces)) < PIECE_CHARACTERS + 200
    assert asked < 500


def test_a_json_file_is_one_array_of_rows_also_of_none() -> None:
    moment = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)

    assert json.loads(b"".join(json_response("a.json", iter([])))) == []
    some = json.loads(b"".join(json_response("a.json", [{"at": moment, "n": 1}, {"at": None, "n": 2}])))
    assert some == [{"at": "2026-03-02T14:05:00Z", "n": 1}, {"at": None, "n": 2}]


def test_a_download_has_its_name_in_any_script() -> None:
    answer = csv_response('事件 "1".csv', ("a",), [])

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
