"""Tables for people: at a terminal of any width, and in a pipe."""

import pytest
from rich.console import Console

from aw import printing

ROW = ("INC-142", "2026-03-02 14:05 CET", "Checkout answers with errors for about every third customer")


def test_a_pipe_gets_each_row_whole_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    printing.table(["NUMBER", "DECLARED", "TITLE"], [ROW])

    assert capsys.readouterr().out.splitlines()[1].split("  ") == list(ROW)


def test_a_narrow_terminal_wraps_the_last_column_and_cuts_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "console", Console(highlight=False, width=50, force_terminal=True, color_system=None))

    printing.table(["NUMBER", "DECLARED", "TITLE"], [ROW])

    shown = capsys.readouterr().out
    assert "INC-142" in shown
    assert "2026-03-02 14:05 CET" in shown
    assert "customer" in shown
    assert "\u2026" not in shown
