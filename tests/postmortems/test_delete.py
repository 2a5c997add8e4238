import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import NotAllowed
from afterword.documents.models import Document, Revision
from afterword.incidents.models import Category, Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.approve import approve
from afterword.postmortems.actions.delete import delete_postmortem
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.kinds import PostmortemDeleted
from afterword.postmortems.models import Postmortem
from afterword.runbooks.actions.start import start_runbook
from tests.postmortems.reporting import a_report, a_report_in_review


def test_it_goes_with_all_that_hangs_on_it_and_the_incident_is_free(ada: Actor, bo: Actor) -> None:
    report = a_report_in_review("Search was down", by=ada, reader=bo)
    approve(bo, report, "technical")
    publish(ada, report)
    incident = report.incidents.get()
    runbook = start_runbook(ada, "Restart", started_from=report)
    documents = Document.objects.count()

    delete_postmortem(ada, report)

    assert not Postmortem.objects.exists()
    assert not Revision.objects.exists()
    assert Document.objects.count() == documents - 1
    runbook.refresh_from_db()
    assert runbook.started_from_id is None
    incident = Incident.objects.select_related("status").get(pk=incident.pk)
    assert incident.status.category == Category.RESOLVED
    assert incident.timeline.of_kind(PostmortemDeleted).count() == 1
    assert start(ada, [incident]).number == report.number + 1


def test_the_trail_remembers_it_by_its_number(ada: Actor) -> None:
    report = a_report("Payroll was readable", by=ada)

    delete_postmortem(ada, report)

    entry = AuditEntry.objects.get(action="postmortem.deleted")
    assert (entry.object_label, entry.object_id) == (f"PM-{report.number}", report.pk)


def test_only_its_people_and_administrators_delete_it(ada: Actor, bo: Actor, di: Actor) -> None:
    with pytest.raises(NotAllowed):
        delete_postmortem(bo, a_report(by=ada))
    delete_postmortem(di, Postmortem.objects.get())
