"""Files of rows, good and bad."""

from pathlib import Path

import pytest

from afterword.transfer import reading
from afterword.transfer.reading import Line, Unreadable, read_rows


def file(folder: Path, content: str | bytes, name: str = "incidents.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        list(read_rows(path))
    assert "\n" not in refused.value.message
    return refused.value.message


def test_json_lines_come_with_their_numbers(tmp_path: Path) -> None:
    lines = list(read_rows(file(tmp_path, '{"id": 1}\n\n{"id": "zwei", "title": "ü"}')))

    assert lines == [Line(1, {"id": 1}), Line(3, {"id": "zwei", "title": "ü"})]


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    assert list(read_rows(file(tmp_path, b'\xef\xbb\xbf{"id": 1}'))) == [Line(1, {"id": 1})]
    assert list(read_rows(file(tmp_path, b"\xef\xbb\xbftitle\nOutage\n", "a.csv"))) == [Line(2, {"title": "Outage"})]


def test_one_bad_line_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    content = b'{"id": 1}\n{"id": 2,\n[3]\n{"id": "\xe9"}\n{"id": 5}\n'
    lines = list(read_rows(file(tmp_path, content)))

    assert [line.number for line in lines if line.row] == [1, 5]
    assert [line.problem.partition(":")[0] for line in lines if not line.row] == [
        "Not JSON",
        "Not a JSON object.",
        "The line is not UTF-8 text.",
    ]


def test_csv_has_named_columns_and_leaves_out_empty_cells(tmp_path: Path) -> None:
    content = 'ID,Title,services,summary\r\n7,Outage,"a;b","two\nlines"\r\n8,Other,,\r\n'
    lines = list(read_rows(file(tmp_path, content, "export.csv")))

    assert lines == [
        Line(3, {"id": "7", "title": "Outage", "services": "a;b", "summary": "two\nlines"}),
        Line(4, {"id": "8", "title": "Other"}),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_as_spreadsheets_in_other_countries_write_it(tmp_path: Path, delimiter: str) -> None:
    content = delimiter.join(("id", "title")) + "\n" + delimiter.join(("7", "Outage, twice"))

    assert list(read_rows(file(tmp_path, content, "a.csv"))) == [Line(2, {"id": "7", "title": "Outage, twice"})]


def test_a_csv_row_with_more_values_than_columns_is_told(tmp_path: Path) -> None:
    lines = list(read_rows(file(tmp_path, "id,title\n1,a,b\n2,c\n", "a.csv")))

    assert [(line.number, bool(line.row)) for line in lines] == [(2, False), (3, True)]
    assert "more values than columns" in lines[0].problem


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.jsonl", "", "none.jsonl has no rows."),
        ("blank.jsonl", "\n \n", "blank.jsonl has no rows."),
        ("none.csv", "", "none.csv has no rows."),
        ("head.csv", "id,title\n", "head.csv has no rows."),
        ("nameless.csv", "7,Outage\n8,Other\n", "names its columns"),
        ("list.jsonl", '[\n{"id": 1}\n]', "neither CSV nor JSON Lines: line 1"),
        ("prose.txt", "It broke.\n", "neither CSV nor JSON Lines: line 1"),
        ("latin.csv", "id,título\n".encode("latin-1"), "not UTF-8"),
        ("wide.jsonl", '{"id": 1}'.encode("utf-16"), "not UTF-8"),
        ("picture.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        ("picture.csv", b"PK\x03\x04\x00\x00", "not UTF-8"),
    ],
)
def test_what_is_no_file_of_rows_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    assert words in refusal(file(tmp_path, content, name))


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "gone.jsonl")
    assert "directory" in refusal(tmp_path)


def test_a_line_without_end_costs_one_refusal_and_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("w") as out:
        out.write('{"id": 1}\n{"id": "')
        for _ in range(12):
            out.write("x" * 1_000_000)
        out.write('"}\n{"id": 3}\n')

    lines = list(read_rows(path))

    assert [(line.number, bool(line.row)) for line in lines] == [(1, True), (2, False), (3, True)]
    assert f"longer than {reading.LONGEST_LINE} characters" in lines[1].problem


def test_csv_that_breaks_off_says_where(tmp_path: Path) -> None:
    quote_left_open = 'id,title\n1,Outage\n2,"' + "x\n" * (reading.LONGEST_LINE // 2 + 10)
    rows = read_rows(file(tmp_path, quote_left_open, "a.csv"))

    assert next(rows).row == {"id": "1", "title": "Outage"}
    with pytest.raises(Unreadable, match=r"a\.csv stops being CSV at line"):
        next(rows)
    endless = "id,title\n1,Outage\n2," + "x" * (reading.LONGEST_LINE + 10)
    assert "line 3" in refusal(file(tmp_path, endless, "b.csv"))
