"""Imports of reports that somebody looks at first: corrected, confirmed, done in the background."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.core.jobs.models import Job
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem, State
from afterword.transfer.actions.bring_reports import bring
from afterword.transfer.actions.confirm_import import confirm_import
from afterword.transfer.actions.correct_file import Correction, correct_file
from afterword.transfer.actions.discard_import import discard_import
from afterword.transfer.jobs import import_reports
from afterword.transfer.models import FileState, ImportedFile, ReportImport, Whereto
from afterword.transfer.report_files import FoundFile
from tests import installation
from tests.core.waiting import until
from tests.world import a_resolved_incident, utc

REPORT = "# Search was slow\n\n## Timeline\n\n- 2024-03-02 10:36 UTC: alert fires\n- 11:10 UTC: outage resolved\n"


def an_import(di: Actor, *texts: str) -> ReportImport:
    return bring(di, [FoundFile(f"{at}.md", text) for at, text in enumerate(texts or (REPORT,))], source="wiki")


def done(run: ReportImport) -> list[ImportedFile]:
    import_reports(str(run.pk))
    return list(run.files.all())


def test_what_was_corrected_is_what_comes_in(di: Actor) -> None:
    run = an_import(di)
    times = {"started": "2024-03-02 10:30 CET", "resolved": "2024-03-02 12:00 CET"}
    said = Correction("Search was very slow", severity="SEV-2", services=("Search", " "), times=times)
    correct_file(di, run.files.get(), said)

    (file,) = done(confirm_import(di, run))

    incident = Incident.objects.get()
    assert file.postmortem
    assert file.postmortem.title == incident.title == "Search was very slow"
    assert (incident.started_at, incident.resolved_at) == (utc("2024-03-02 09:30"), utc("2024-03-02 11:00"))
    assert (incident.severity.name, [each.name for each in incident.services.all()]) == ("SEV-2", ["Search"])


def test_a_report_goes_to_an_incident_that_is_here_or_to_none_or_stays_out(ada: Actor, di: Actor) -> None:
    here = a_resolved_incident(by=ada)
    run = an_import(di, REPORT, REPORT, REPORT)
    first, second, third = run.files.all()
    correct_file(di, first, Correction("One", whereto=Whereto.EXISTING, incident=here))
    correct_file(di, second, Correction("Two", whereto=Whereto.NONE, is_published=True))
    correct_file(di, third, Correction("Three", is_left_out=True))

    files = done(confirm_import(di, run))

    assert [each.state for each in files] == [FileState.IMPORTED, FileState.IMPORTED, FileState.LEFT_OUT]
    assert files[0].postmortem
    assert list(files[0].postmortem.incidents.all()) == [here]
    assert files[1].postmortem
    assert files[1].postmortem.state == State.PUBLISHED
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Correction(""), "title"),
        (Correction("Search", times={"started": "when the sun rose"}), "started_at"),
        (Correction("Search", zone="Mars/Olympus"), "timezone"),
        (Correction("Search", whereto=Whereto.EXISTING), "incident"),
    ],
)
def test_what_the_import_would_refuse_is_refused_when_it_is_said(di: Actor, said: Correction, field: str) -> None:
    run = an_import(di)

    with pytest.raises(Invalid) as refusal:
        correct_file(di, run.files.get(), said)

    assert list(refusal.value.fields) == [field]
    assert run.files.get().title == "Search was slow"


def test_a_refused_file_is_corrected_and_imported_then(di: Actor) -> None:
    run = an_import(di, REPORT.replace("2024-03-02", "2099-03-02"), REPORT)
    bad, good = done(confirm_import(di, run))
    assert (bad.state, good.state) == (FileState.REFUSED, FileState.IMPORTED)

    correct_file(di, bad, Correction("Search", whereto=Whereto.NONE))
    again = done(confirm_import(di, run))

    assert [each.state for each in again] == [FileState.IMPORTED, FileState.IMPORTED]
    assert Postmortem.objects.count() == 2


def test_nothing_is_changed_confirmed_or_forgotten_at_the_wrong_time(di: Actor) -> None:
    run = an_import(di)
    confirm_import(di, run)
    confirm_import(di, run)
    assert Job.objects.filter(task="transfer.reports").count() == 1

    with pytest.raises(Conflict):
        correct_file(di, run.files.get(), Correction("Other"))
    with pytest.raises(Conflict):
        discard_import(di, run)
    done(run)
    with pytest.raises(Conflict, match="No file"):
        confirm_import(di, run)
    with pytest.raises(Conflict):
        discard_import(di, run)
    assert AuditEntry.objects.filter(action="reports.imported").count() == 1


def test_an_import_that_was_only_looked_at_is_forgotten(di: Actor) -> None:
    run = an_import(di)

    discard_import(di, run)

    assert not ReportImport.objects.exists()
    assert not ImportedFile.objects.exists()


def test_only_administrators_do_any_of_it(ada: Actor, di: Actor) -> None:
    run = an_import(di)

    with pytest.raises(NotAllowed):
        correct_file(ada, run.files.get(), Correction("Other"))
    with pytest.raises(NotAllowed):
        confirm_import(ada, run)
    with pytest.raises(NotAllowed):
        discard_import(ada, run)


@pytest.fixture
def workers() -> Iterator[list["subprocess.Popen[bytes]"]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for each in started:
        each.kill()
        each.communicate()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_s_import_goes_on_with_every_file_once(
    di: Actor, workers: list["subprocess.Popen[bytes]"]
) -> None:
    count = 40
    run = bring(di, [FoundFile(f"{at}.md", REPORT * 3) for at in range(count)], source="wiki")

    def a_worker() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.core.worker_process", "1"]
        workers.append(subprocess.Popen(command, stdin=subprocess.PIPE, env=installation.environment()))
        return workers[-1]

    first = a_worker()
    confirm_import(di, run)
    until(lambda: run.files.filter(state=FileState.IMPORTED).exists(), 30)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert run.files.filter(state=FileState.WAITING).exists()
    a_worker()

    until(lambda: ReportImport.objects.exclude(finished_at=None).exists(), 60)
    assert run.files.filter(state=FileState.IMPORTED).count() == Postmortem.objects.count() == count
    assert Incident.objects.count() == count
