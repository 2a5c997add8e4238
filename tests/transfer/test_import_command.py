"""`afterword import incidents`, as typed: repeated, interrupted, and given nonsense."""

import io
import json
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.site.cli import main
from afterword.timeline.models import TimelineEntry
from tests.cast import person
from tests.core.waiting import until
from tests.processes import AFTERWORD, Program
from tests.world import user_of

pytestmark = pytest.mark.django_db(transaction=True)
LINES_EACH = 3


def importing(path: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """As typed, but in this process: starting one takes longer than all the rest."""
    arguments, out, err = ["import", "incidents", str(path), *options], io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def json_lines(folder: Path, count: int, *more: str) -> Path:
    path = folder / "export.jsonl"
    rows = [
        json.dumps(
            {
                "id": number,
                "title": f"Outage {number}",
                "started_at": "2026-03-02T10:00Z",
                "resolved_at": "2026-03-02T11:00Z",
                "timeline": [{"at": f"10:{minute}", "text": f"Step {minute}"} for minute in (10, 20, 30)],
            }
        )
        for number in range(1, count + 1)
    ]
    path.write_text("\n".join([*rows, *more]) + "\n")
    return path


def test_importing_twice_adds_nothing_twice(tmp_path: Path) -> None:
    path = json_lines(tmp_path, 3)

    first, second = importing(path), importing(path)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert first.stdout.startswith("Imported: 3 (with a warning: 0). Already there: 0. Refused: 0.")
    assert second.stdout.startswith("Imported: 0 (with a warning: 0). Already there: 3. Refused: 0.")
    assert Incident.objects.count() == 3


def test_csv_goes_in_like_json(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "id,title,started_at,resolved_at,services\n7,Outage,2026-03-02 10:00,2026-03-02 11:00,Checkout;Mail\n"
    )

    assert importing(path).returncode == 0
    incident = Incident.objects.get(source_key="export:7")
    assert {service.name for service in incident.services.all()} == {"Checkout", "Mail"}


def test_a_killed_import_goes_on_where_it_was(tmp_path: Path) -> None:
    path = json_lines(tmp_path, 300)
    cut_off = Program(AFTERWORD, "import", "incidents", str(path))
    until(Incident.objects.exists, seconds=60)
    cut_off.kill()

    done = Incident.objects.count()
    assert 0 < done < 300
    assert TimelineEntry.objects.of_kind(NoteAdded).count() == done * LINES_EACH

    again = importing(path)
    assert again.returncode == 0, again.stderr
    assert f"Imported: {300 - done} " in again.stdout
    assert f"Already there: {done}." in again.stdout
    assert Incident.objects.count() == 300
    assert TimelineEntry.objects.of_kind(NoteAdded).count() == 300 * LINES_EACH
    assert sorted(Incident.objects.values_list("number", flat=True)) == list(range(1, 301))


def test_refused_rows_are_told_and_reported_and_the_rest_goes_in(tmp_path: Path) -> None:
    bad = json.dumps({"id": "x", "title": "", "started_at": "2026-03-02T10:00Z"})
    path, report = json_lines(tmp_path, 2, bad, "{broken"), tmp_path / "refused.json"

    ended = importing(path, "--report", str(report))

    assert ended.returncode == 1
    assert Incident.objects.count() == 2
    assert "Refused: 2." in ended.stdout
    assert "Refused, line 3: title: " in ended.stderr
    assert "Refused, line 4: Not JSON" in ended.stderr
    assert ended.stderr.splitlines()[-1] == "Rows that are not in: 2. Mend them and import the file again."
    refused = json.loads(report.read_text())
    assert [(each["line"], bool(each["row"])) for each in refused] == [(3, True), (4, False)]
    assert refused[0]["reason"].startswith("title: ")
    assert refused[0]["row"]["id"] == "x"


def test_a_report_of_nothing_is_an_empty_list(tmp_path: Path) -> None:
    report = tmp_path / "refused.json"
    importing(json_lines(tmp_path, 1), "--report", str(report))

    assert json.loads(report.read_text()) == []


def test_rows_before_the_point_where_a_file_breaks_off_are_in(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("id,title,started_at,resolved_at\n1,Outage,2026-03-02 10:00,2026-03-02 11:00\n2," + "x" * 2_000_100)

    ended = importing(path)

    assert ended.returncode == 1
    assert "Imported: 1 " in ended.stdout
    assert "can't be read further than line 3" in ended.stderr.splitlines()[-1]
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gone.jsonl", None),
        ("empty.jsonl", b""),
        ("picture.jsonl", b"\x89PNG\r\n\x1a\n"),
        ("nameless.csv", b"7,Outage\n"),
    ],
)
def test_an_unreadable_file_is_refused_in_one_sentence(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ended = importing(tmp_path / name)

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_administrator_can_stand_for_the_import(tmp_path: Path, di: Actor) -> None:
    assert importing(json_lines(tmp_path, 1), "--as", "DI@example.com").returncode == 0
    assert Incident.objects.get().declared_by == user_of(di)


def test_others_can_not(tmp_path: Path) -> None:
    path = json_lines(tmp_path, 1)
    person("Bo")
    for who, words in (("bo@example.com", "your role does not"), ("nobody@example.com", "nobody@example.com")):
        ended = importing(path, "--as", who)
        assert ended.returncode == 1
        assert words in ended.stderr
    assert not Incident.objects.exists()


def test_a_report_that_can_not_be_written_stops_it_before_the_first_row(tmp_path: Path) -> None:
    ended = importing(json_lines(tmp_path, 1), "--report", str(tmp_path / "no" / "refused.json"))

    assert ended.returncode == 1
    assert "Can't write to" in ended.stderr
    assert not Incident.objects.exists()
