import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.complete import complete_without_postmortem
from afterword.incidents.kinds import Completed
from afterword.incidents.models import Category
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, an_incident


def test_closing_without_a_report_keeps_the_reason(ada: Actor) -> None:
    incident = complete_without_postmortem(ada, a_resolved_incident(by=ada), because="A drill")
    complete_without_postmortem(ada, incident, because="Another reason")

    assert incident.status.category == Category.COMPLETED
    assert incident.no_postmortem_because == "A drill"
    assert incident.timeline.of_kind(Completed).count() == 1


def test_an_open_incident_is_resolved_first(ada: Actor) -> None:
    with pytest.raises(Conflict) as refused:
        complete_without_postmortem(ada, an_incident(commander=ada), because="A drill")

    assert refused.value.code == "not_resolved"


def test_a_reason_is_needed(ada: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        complete_without_postmortem(ada, a_resolved_incident(by=ada), because="  ")

    assert list(refused.value.fields) == ["because"]


def test_an_outsider_may_not(cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        complete_without_postmortem(cy, a_resolved_incident(), because="A drill")
