"""What the page says of the figures."""

from benchmarks.figures import Figures, Row
from benchmarks.report import MEBIBYTE, page, table


def a_row(name: str, ratio: float, aim: float = 3) -> Row:
    return Row(
        name=name, aim=aim, samples=100, statements=5, answer_bytes=2048, hello_p50=0.1, raw_p50=0.2, p50=1.0, p99=2.0,
        cpu=0.5, ratio=ratio, p99_ratio=1.5, cpu_ratio=2.5,
    )  # fmt: skip


def test_a_missed_aim_is_bold_in_the_table_and_named_below_it():
    figures = Figures(
        "SQLite 3", [a_row("read", 2.9), a_row("write", 4.1, aim=4)], 0.5, *(size * MEBIBYTE for size in (90, 110, 160))
    )

    text = page([figures], load=0.2)

    assert "| read | 2.9 | 3 |" in text
    assert "| write | **4.1** | 4 |" in text
    assert "Aims missed: write." in text
    assert "110 MiB after the load (aim 130, met)" in text


def test_every_row_has_a_cell_for_every_heading():
    assert len({line.count("|") for line in table([a_row("read", 1)])}) == 1
