import pytest

from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.cover import add_incident, remove_incident
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.kinds import IncidentAdded, IncidentRemoved
from afterword.postmortems.models import Postmortem
from tests.postmortems.reporting import a_report
from tests.world import a_resolved_incident, an_incident


def test_a_report_without_incident_gets_one_later(ada: Actor) -> None:
    report = create_report(ada, "Launch of the new checkout")
    incident = a_resolved_incident(by=ada)

    add_incident(ada, report, incident)
    add_incident(ada, report, incident)

    assert list(report.incidents.all()) == [incident]
    assert incident.timeline.of_kind(IncidentAdded).count() == 1
    remove_incident(ada, report, incident)
    assert not report.incidents.exists()
    assert incident.timeline.of_kind(IncidentRemoved).count() == 1


def test_it_takes_the_right_to_see_the_incident(ada: Actor, bo: Actor) -> None:
    report = create_report(bo, "Launch")
    hidden = a_resolved_incident(by=ada)
    set_privacy(ada, hidden, is_private=True)

    with pytest.raises(NotFound):
        add_incident(bo, report, hidden)


def test_with_a_private_incident_in_it_others_see_the_report_no_more(ada: Actor, bo: Actor) -> None:
    report = create_report(ada, "Launch")
    hidden = a_resolved_incident(by=ada)
    set_privacy(ada, hidden, is_private=True)

    before = Incident.objects.get(pk=hidden.pk).access_version
    add_incident(ada, report, hidden)

    assert Incident.objects.get(pk=hidden.pk).access_version > before  # open pages ask again whether they may
    assert not Postmortem.objects.visible_to(bo).exists()
    with pytest.raises(Conflict, match="is private"):
        remove_incident(ada, report, hidden)


def test_an_open_one_and_one_with_another_report_are_refused(ada: Actor) -> None:
    report, other = a_report(by=ada), a_report(by=ada)

    with pytest.raises(Conflict, match="still open"):
        add_incident(ada, report, an_incident(commander=ada))
    with pytest.raises(Conflict, match="another report"):
        add_incident(ada, report, other.incidents.get())


def test_ten_are_enough(ada: Actor) -> None:
    report = create_report(ada, "A bad quarter")
    for _ in range(10):
        add_incident(ada, report, a_resolved_incident(by=ada))

    with pytest.raises(Invalid, match="at most 10"):
        add_incident(ada, report, a_resolved_incident(by=ada))
