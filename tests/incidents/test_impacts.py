import functools
from datetime import datetime, timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.impacts import add_impact, edit_impact, end_impact, remove_impact
from afterword.incidents.kinds import ImpactAdded, ImpactChanged, ImpactEnded, ImpactRemoved
from afterword.people.actor import Actor
from tests.world import an_incident


def before_now(minutes: int) -> datetime:
    return clock.now() - timedelta(minutes=minutes)


def test_an_impact_from_earlier_moves_an_estimated_start(ada: Actor) -> None:
    incident, began = an_incident(commander=ada), before_now(15)

    impact = add_impact(ada, incident, "No payments", started_at=began)

    incident.refresh_from_db()
    assert (incident.started_at, incident.start_is_estimated) == (began, True)
    assert impact.ended_at is None
    assert impact.seconds(began + timedelta(minutes=5)) == 300
    assert incident.timeline.of_kind(ImpactAdded).get().occurred_at == began


def test_ending_it_once_is_enough(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    impact = add_impact(ada, incident, "No payments", started_at=before_now(15))

    ended = end_impact(ada, impact, at=before_now(5))
    again = end_impact(ada, impact, at=before_now(1))

    assert again.ended_at == ended.ended_at
    assert incident.timeline.of_kind(ImpactEnded).count() == 1


def test_correcting_it_is_told(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    impact = add_impact(ada, incident, "No payments", started_at=before_now(15), ended_at=before_now(5))
    same = functools.partial(edit_impact, ada, impact, started_at=impact.started_at, is_downtime=True)

    same(description="No payments", ended_at=impact.ended_at)
    assert not incident.timeline.of_kind(ImpactChanged).exists()

    same(description="Few payments", ended_at=None)
    assert (incident.impacts.get().description, incident.impacts.get().ended_at) == ("Few payments", None)
    assert incident.timeline.of_kind(ImpactChanged).count() == 1


def test_two_who_correct_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    impact = add_impact(ada, incident, "No payments", started_at=before_now(15))
    incident.refresh_from_db()
    end_impact(bo, impact)

    with pytest.raises(Conflict) as refused:
        edit_impact(ada, impact, description="Few", started_at=impact.started_at, ended_at=None, is_downtime=True,
                    since=incident.timeline_head)  # fmt: skip

    assert refused.value.code == "changed_meanwhile"
    assert incident.impacts.get().ended_at


def test_what_was_none_is_taken_back_and_remembered(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    impact = add_impact(ada, incident, "No payments")

    remove_impact(ada, impact)

    assert not incident.impacts.exists()
    assert "No payments" in incident.timeline.of_kind(ImpactRemoved).get().sentence()
    with pytest.raises(NotFound):
        end_impact(ada, impact)


def test_times_and_texts_that_can_not_be_are_refused(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid):
        add_impact(ada, incident, " ")
    with pytest.raises(Invalid):
        add_impact(ada, incident, "x" * 2001)
    with pytest.raises(Invalid):
        add_impact(ada, incident, "Later", started_at=before_now(-60))
    with pytest.raises(Invalid):
        add_impact(ada, incident, "Backwards", started_at=before_now(5), ended_at=before_now(15))
    assert not incident.impacts.exists()


def test_an_outsider_may_not(ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    impact = add_impact(ada, incident, "No payments")

    for attempt in (
        lambda: add_impact(cy, incident, "None"),
        lambda: end_impact(cy, impact),
        lambda: remove_impact(cy, impact),
    ):
        with pytest.raises(NotAllowed):
            attempt()
