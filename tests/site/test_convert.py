import io
import json
from pathlib import Path

import pytest

from afterword.site.cli import main

REPORT = "+++\ntitle = 'Outage'  # short\n+++\n\n# Outage\n\n> [!NOTE]\n> It **broke**.\n"


def _file(folder: Path, words: str, name: str = "in.md") -> Path:
    path = folder / name
    path.write_text(words)
    return path


def test_markdown_goes_to_json_and_back(tmp_path: Path):
    source, between, back = _file(tmp_path, REPORT), tmp_path / "a.json", tmp_path / "b.md"

    assert main(["convert", str(source), str(between)]) == 0
    assert main(["convert", str(between), str(back)]) == 0

    assert json.loads(between.read_text())["meta"] == {"title": "Outage"}
    assert back.read_text() == REPORT.replace("+++\ntitle = 'Outage'  # short\n+++", "---\ntitle: Outage\n---")


def test_markdown_written_anew_keeps_its_head(tmp_path: Path):
    assert main(["convert", str(_file(tmp_path, REPORT)), str(tmp_path / "b.md")]) == 0
    assert (tmp_path / "b.md").read_text() == REPORT


def test_one_html_file_holds_style_and_no_script(tmp_path: Path):
    source = _file(tmp_path, "# A\n\n## B\n\n## C\n\n<script>alert(1)</script>\n")
    assert main(["convert", str(source), str(tmp_path / "a.html")]) == 0
    page = (tmp_path / "a.html").read_text()
    assert "<style>" in page
    assert 'href="#b"' in page
    assert "<script" not in page


def test_a_folder_is_converted_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "in/deep").mkdir(parents=True)
    _file(tmp_path / "in", "# A\n", "a.md")
    _file(tmp_path / "in/deep", "# B\n", "b.md")
    _file(tmp_path / "in", "---\na: [1\n---\n", "c.md")

    assert main(["convert", str(tmp_path / "in"), str(tmp_path / "out"), "--to", "txt"]) == 1

    assert (tmp_path / "out/deep/b.txt").read_text() == "B\n"
    assert "c.md: line" in capsys.readouterr().err


def test_standard_input_and_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("‚úÖ *fixed*".encode())))
    assert main(["convert", "-", "-"]) == 0
    said = capsys.readouterr()
    assert said.out == "✅ *fixed*\n"
    assert "mended: 1" in said.err


def test_what_can_not_be_read_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for words, name in (("{}", "a.json"), ('{"schema": 1, "document": {"type": "x"}}', "b.json"), ("x", "c.docx")):
        assert main(["convert", str(_file(tmp_path, words, name)), "-"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3
