from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.kinds import Reopened, StatusChanged
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, an_incident, status


def test_becoming_stable_at_an_earlier_time_sets_when_it_was_mitigated(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    at = clock.now() - timedelta(minutes=10)

    incident = set_status(ada, incident, status("Stable"), at=at)

    assert (incident.status.name, incident.mitigated_at) == ("Stable", at)
    assert incident.timeline.of_kind(StatusChanged).get().occurred_at == at
    assert incident.status_changes.get(status__name="Stable").changed_at == at


def test_the_same_status_again_changes_nothing(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    set_status(ada, incident, status("Active"))

    assert not incident.timeline.of_kind(StatusChanged).exists()
    assert incident.status_changes.count() == 1


def test_it_may_go_back_and_keeps_when_it_was_mitigated_first(ada: Actor) -> None:
    incident = set_status(ada, an_incident(commander=ada), status("Stable"))
    first = incident.mitigated_at

    incident = set_status(ada, incident, status("Active"))
    incident = set_status(ada, incident, status("Stable"))

    assert incident.mitigated_at == first
    assert [each.status.name for each in incident.status_changes.all()] == ["Active", "Stable", "Active", "Stable"]


def test_reopening_clears_how_it_ended(ada: Actor) -> None:
    incident = set_status(ada, a_resolved_incident(by=ada), status("Active"), reason="It came back")

    assert incident.is_open
    assert (incident.resolved_at, incident.outcome) == (None, "")
    what = incident.timeline.of_kind(Reopened).get().particulars
    assert isinstance(what, Reopened)
    assert what.reason == "It came back"


def test_resolving_is_another_verb(ada: Actor) -> None:
    with pytest.raises(Conflict) as refused:
        set_status(ada, an_incident(commander=ada), status("Resolved"))

    assert refused.value.code == "use_resolve"


def test_the_future_is_refused(ada: Actor) -> None:
    with pytest.raises(Invalid):
        set_status(ada, an_incident(commander=ada), status("Stable"), at=clock.now() + timedelta(hours=1))


def test_a_retired_status_is_refused(ada: Actor) -> None:
    stable = status("Stable")
    stable.retired_at = clock.now()

    with pytest.raises(Invalid, match="no longer used"):
        set_status(ada, an_incident(commander=ada), stable)


def test_an_outsider_may_not(cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_status(cy, an_incident(), status("Stable"))
