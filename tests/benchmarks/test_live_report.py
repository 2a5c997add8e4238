"""What is said of the figures of live editing, and that each command keeps the other's part of the page."""

from pathlib import Path

import pytest

from benchmarks import page_file
from benchmarks.live.__main__ import turned
from benchmarks.live.measure import Found, Run, RunFailed, p99, run_of
from benchmarks.live.report import last_lines, section
from benchmarks.live.scenes import SCENES
from benchmarks.live.servers import LIVE_ONLY, OURS, REFERENCE, Running

LIGHT, ROOM, _FLOOD = SCENES


def a_run(cpu: float, p50: float = 1.0, memory: int = 100) -> Run:
    return Run(delivered=2000, cpu=cpu, p50=p50, p99=5, memory=memory * 2**20)


def test_a_ratio_is_the_median_of_the_rounds_each_against_its_own() -> None:
    found = Found(LIGHT, {REFERENCE: [a_run(100), a_run(200), a_run(100)], OURS: [a_run(50), a_run(180), a_run(80)]})

    assert found.ratio(OURS, REFERENCE, "cpu") == 0.8


def test_the_last_lines_are_one_ratio_for_each_scene_and_say_what_missed() -> None:
    runs = {REFERENCE: [a_run(100)], OURS: [a_run(80)], LIVE_ONLY: [a_run(70)]}

    assert last_lines([Found(LIGHT, runs), Found(ROOM, {REFERENCE: [a_run(100)], OURS: [a_run(91)]})]) == [
        "light, Afterword: CPU 0.80 of Hocuspocus (aim 0.85, met)",
        "light, Afterword, sockets only: CPU 0.70 of Hocuspocus (aim 0.65, missed)",
        "room, Afterword: CPU 0.91 of Hocuspocus (aim 0.9, missed)",
    ]


def test_the_section_shows_what_missed_in_bold() -> None:
    runs = {REFERENCE: [a_run(100, p50=1, memory=100)], OURS: [a_run(80, p50=1.6, memory=40)]}

    text = section([Found(ROOM, runs)], pages=[2.4], load=0.1, rounds=1)

    assert "| Afterword | 0.80 | 0.9 | **1.60** | 1.5 | 0.40 | 0.5 |" in text
    assert "2.4 times that without (aim: at most 2, missed)" in text
    assert "Every aim is met." in text


def test_every_server_begins_a_round_in_turn() -> None:
    assert [turned(["a", "b", "c"], number) for number in range(4)] == [
        ["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"], ["a", "b", "c"],
    ]  # fmt: skip


def test_the_slowest_of_a_hundred() -> None:
    assert p99([float(each) for each in range(1, 101)]) == 99


@pytest.mark.parametrize("said", ['{"missing": 1, "closed": 0, "server_missing": 0}', ""])
def test_a_run_that_lost_something_does_not_count(tmp_path: Path, said: str) -> None:
    generator = tmp_path / "loadgen"
    generator.write_text(f"#!/bin/sh\necho '{said}'\n" if said else "#!/bin/sh\necho broken >&2\n")
    generator.chmod(0o755)

    with pytest.raises(RunFailed, match="lost something" if said else "broken"):
        run_of(LIGHT, OURS, Running(1, 1, ()), generator)


def test_each_command_keeps_the_others_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_file, "PAGE", tmp_path / "page.md")
    page_file.keep_page("# All\n\nold\n")
    page_file.keep_section(page_file.LIVE, f"{page_file.LIVE}\n\nlive\n")
    page_file.keep_page("# All\n\nnew\n")
    page_file.keep_section(page_file.LIVE, f"{page_file.LIVE}\n\nlively\n")

    assert page_file.PAGE.read_text() == "# All\n\nnew\n\n## Live editing\n\nlively\n"
