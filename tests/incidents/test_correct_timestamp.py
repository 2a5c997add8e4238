from datetime import datetime, timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.actions.correct_timestamp import correct_timestamp
from afterword.incidents.kinds import TimestampCorrected
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, an_incident


def before_now(minutes: int) -> datetime:
    return clock.now() - timedelta(minutes=minutes)


def test_correcting_a_time_keeps_what_it_was_and_why(ada: Actor) -> None:
    incident, at = an_incident(commander=ada), before_now(15)
    was = incident.detected_at

    incident = correct_timestamp(ada, incident, "detected_at", at, reason="The alert came earlier")
    incident = correct_timestamp(ada, incident, "detected_at", at)

    assert incident.detected_at == at
    what = incident.timeline.of_kind(TimestampCorrected).get().particulars
    assert isinstance(what, TimestampCorrected)
    assert (what.before, what.after, what.reason) == (was, at, "The alert came earlier")


def test_the_start_is_confirmed_by_saying_it_again(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    incident = correct_timestamp(ada, incident, "started_at", incident.started_at)

    assert not incident.start_is_estimated
    assert "confirmed" in incident.timeline.of_kind(TimestampCorrected).get().sentence()


def test_a_time_that_is_not_always_known_can_be_cleared(ada: Actor) -> None:
    incident = correct_timestamp(ada, an_incident(commander=ada), "acknowledged_at", None)

    assert incident.acknowledged_at is None


def test_other_surprising_orders_are_taken(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    assert correct_timestamp(ada, incident, "detected_at", before_now(90)).detected_at


def test_what_can_not_be_is_refused(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)

    for which, at in (
        ("started_at", None),
        ("declared_at", None),
        ("mitigated_at", before_now(-60)),
        ("resolved_at", before_now(600)),
        ("started_at", before_now(-60)),
        ("forgotten_at", before_now(1)),
    ):
        with pytest.raises(Invalid):
            correct_timestamp(ada, incident, which, at)
    assert not incident.timeline.of_kind(TimestampCorrected).exists()


def test_resolving_and_reopening_are_other_verbs(ada: Actor) -> None:
    with pytest.raises(Conflict) as still_open:
        correct_timestamp(ada, an_incident(commander=ada), "resolved_at", before_now(0))
    with pytest.raises(Conflict) as is_over:
        correct_timestamp(ada, a_resolved_incident(by=ada), "resolved_at", None)

    assert (still_open.value.code, is_over.value.code) == ("still_open", "use_reopen")


def test_an_outsider_may_not(cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        correct_timestamp(cy, an_incident(), "detected_at", before_now(1))
