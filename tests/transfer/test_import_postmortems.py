"""`afterword import postmortems`: a look first, then the reports, their incidents and follow-ups, each file once."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from afterword.core.errors import NotAllowed
from afterword.documents.tree import tree_of
from afterword.followups.models import FollowUp, FollowUpState
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem, State
from afterword.site.cli import main
from afterword.transfer.actions.bring_reports import bring, import_waiting
from afterword.transfer.models import FileState, ImportedFile
from afterword.transfer.report_files import FoundFile, of_folder
from afterword_text.markdown import parse
from afterword_text.plain import write
from tests.world import utc

pytestmark = pytest.mark.django_db
REPORT = """\
---
title: Search was slow
severity: SEV-2
services: Search
status: published
---

# Search was slow

## What happened

The indexer fell behind.

## Timeline

All times in CET.

- 2024-03-02 10:36: alert fires
- 11:10: outage resolved

## Action items

- [x] Raise the limit
- Write the runbook (owner: Nobody Known)

## Odds and ends

| a | b |
| --- | --- |
| 1 | 2 |
"""


def a_folder(at: Path, **files: str) -> Path:
    for name, text in files.items():
        (at / f"{name}.md").write_text(text, encoding="utf-8")
    return at


def importing(folder: Path, *options: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["import", "postmortems", str(folder), "--source", "wiki", *options])
    return code, out.getvalue(), err.getvalue()


def test_without_yes_it_is_only_shown(tmp_path: Path) -> None:
    code, out, err = importing(a_folder(tmp_path, search=REPORT))

    assert code == 0, err
    assert "Search was slow" in out
    assert "lines of the timeline: 2; action items: 2" in out
    assert not (Postmortem.objects.exists())
    assert not (Incident.objects.exists())
    assert not (ImportedFile.objects.exists())


def test_report_incident_and_follow_ups_come_in_once(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, search=REPORT)

    first, second = importing(folder, "--yes"), importing(folder, "--yes")

    assert "Imported: 1. Already there: 0. Refused: 0." in first[1]
    assert "Imported: 0. Already there: 1. Refused: 0." in second[1]
    report, incident = Postmortem.objects.get(), Incident.objects.get()
    assert (report.state, report.title, report.zone) == (State.PUBLISHED, "Search was slow", "Europe/Berlin")
    assert (incident.started_at, incident.resolved_at) == (utc("2024-03-02 09:36"), utc("2024-03-02 10:10"))
    assert (incident.severity.name, incident.source_key) == ("SEV-2", "wiki:search.md")
    assert incident.timeline.of_kind(NoteAdded).count() == 2
    states = dict(FollowUp.objects.values_list("title", "state"))
    assert states["Raise the limit"] == FollowUpState.COMPLETE
    assert FollowUp.objects.get(state=FollowUpState.NOT_STARTED).description.endswith("Nobody Known")
    assert "Odds and ends" in first[1]


def test_the_whole_text_is_kept(tmp_path: Path) -> None:
    importing(a_folder(tmp_path, search=REPORT), "--yes")

    body = REPORT.split("# Search was slow\n\n", 1)[1]
    assert write(tree_of(Postmortem.objects.get().document)) == write(parse(body))


def test_what_cannot_come_in_is_refused_whole_and_stops_nothing(tmp_path: Path) -> None:
    bad = REPORT.replace("2024-03-02", "2099-03-02")
    code, out, _err = importing(a_folder(tmp_path, a_bad=bad, search=REPORT), "--yes")

    assert code == 1
    assert "Imported: 1. Already there: 0. Refused: 1." in out
    assert (Postmortem.objects.count(), Incident.objects.count()) == (1, 1)


def test_a_text_without_any_time_becomes_a_report_alone(tmp_path: Path) -> None:
    importing(a_folder(tmp_path, launch="# The launch\n\n## Actions\n\n- Rest\n"), "--yes")

    report = Postmortem.objects.get()
    assert (report.state, report.incidents.count()) == (State.DRAFT, 0)
    followup = FollowUp.objects.get()
    assert (followup.title, followup.postmortem, followup.incident) == ("Rest", report, None)


def test_an_import_that_was_cut_off_goes_on_where_it_stood(di: Actor) -> None:
    run = bring(di, [FoundFile(f"{at}.md", REPORT) for at in range(3)], source="wiki")

    def cut_off(_file: ImportedFile) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_waiting(di, run, on_done=cut_off)
    assert run.files.filter(state=FileState.WAITING).count() == 2
    import_waiting(di, run)

    assert Postmortem.objects.count() == run.files.filter(state=FileState.IMPORTED).count() == 3


def test_only_administrators_import(ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        bring(ada, [FoundFile("a.md", REPORT)], source="wiki")


def test_a_folder_gives_its_markdown_and_leaves_the_rest(tmp_path: Path) -> None:
    a_folder(tmp_path, README="# Read me", one=REPORT)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    assert [each.name for each in of_folder(tmp_path)] == ["one.md"]
