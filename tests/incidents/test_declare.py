from datetime import timedelta

import pytest

from afterword.access.policy import see
from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.kinds import Declared, ImpactAdded, Resolved
from afterword.incidents.models import Category, Incident
from afterword.people.actor import Actor, ActorKind
from tests.world import a_service, a_team, sev, user_of, utc

NOON = utc("2026-03-02 12:00")


def test_two_facts_open_an_incident_that_the_declarer_commands(ada: Actor) -> None:
    with clock.at(NOON):
        incident = declare(ada, title="Checkout  fails\n", severity=sev(1))

    assert (incident.title, incident.number, incident.reference) == ("Checkout fails", 1, "INC-1")
    assert incident.status.category == Category.ACTIVE
    assert incident.commander == user_of(ada)
    assert incident.started_at == incident.detected_at == incident.acknowledged_at == NOON
    assert incident.start_is_estimated
    entry = incident.timeline.of_kind(Declared).get()
    assert (entry.number, entry.is_important, incident.timeline_head) == (1, True, 1)


def test_without_a_severity_it_is_unknown_and_outranks_nothing(ada: Actor) -> None:
    incident = declare(ada, title="Something is odd")

    assert incident.severity.is_unknown
    assert incident.highest_severity == incident.severity


def test_an_outsider_may_declare_and_work_on_it(cy: Actor) -> None:
    assert declare(cy, title="The shop does not load").has_responder(cy)


@pytest.mark.django_db
def test_the_system_declares_for_nobody() -> None:
    incident = declare(Actor.system(), title="Disk is full")

    assert incident.commander is None
    assert incident.acknowledged_at is None


def test_what_is_already_over_is_declared_as_resolved(ada: Actor) -> None:
    times = Times(started_at=utc("2026-03-01 10:00"), resolved_at=utc("2026-03-01 11:00"))
    with clock.at(NOON):
        incident = declare(ada, title="Search was down", times=times, impact=ImpactDraft("No results"))

    assert incident.status.category == Category.RESOLVED
    assert incident.outcome == "resolved"
    assert not incident.start_is_estimated
    assert incident.detected_at is None
    impact = incident.impacts.get()
    assert (impact.started_at, impact.ended_at) == (times.started_at, times.resolved_at)
    ended = incident.timeline.of_kind(Resolved).get()
    assert (ended.occurred_at, ended.is_important) == (times.resolved_at, True)


def test_an_impact_that_began_earlier_is_the_estimated_start(ada: Actor) -> None:
    began = NOON - timedelta(minutes=15)
    with clock.at(NOON):
        incident = declare(ada, title="Slow", impact=ImpactDraft("Pages take a minute", started_at=began))

    assert (incident.started_at, incident.start_is_estimated) == (began, True)
    assert incident.timeline.of_kind(ImpactAdded).get().occurred_at == began


def test_a_title_that_begins_with_test_makes_a_test(ada: Actor) -> None:
    assert declare(ada, title="[test] Fire drill").is_test


def test_a_private_incident_is_seen_by_those_named(ada: Actor, bo: Actor, cy: Actor, di: Actor) -> None:
    incident = declare(ada, title="Leaked key", is_private=True, members=[user_of(bo), a_team("Security", cy)])

    for allowed in (ada, bo, cy):
        assert see(allowed, Incident.objects.filter(pk=incident.pk)) == incident
    with pytest.raises(NotFound):
        see(di, Incident.objects.filter(pk=incident.pk))


@pytest.mark.parametrize(
    ("title", "words"), [("", "Give it a title"), (" \n\x00 ", "Give it a title"), ("x" * 257, "257 characters")]
)
def test_a_title_that_is_none_is_refused(ada: Actor, title: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        declare(ada, title=title)

    assert words in refused.value.fields["title"]
    assert not Incident.objects.exists()


def test_resolved_before_started_is_refused(ada: Actor) -> None:
    times = Times(started_at=utc("2026-03-01 11:00"), resolved_at=utc("2026-03-01 10:00"))

    with pytest.raises(Invalid) as refused:
        declare(ada, title="Search was down", times=times)

    assert "before it started" in refused.value.fields["resolved_at"]


@pytest.mark.parametrize("field", ["started_at", "detected_at", "declared_at", "mitigated_at", "resolved_at"])
def test_a_time_in_the_future_is_refused(ada: Actor, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        declare(ada, title="Search is down", times=Times(**{field: clock.now() + timedelta(hours=1)}))

    assert refused.value.fields == {field: "This time is in the future."}


def test_an_impact_that_began_after_the_end_is_refused(ada: Actor) -> None:
    times = Times(resolved_at=utc("2026-03-01 10:00"))

    with pytest.raises(Invalid) as refused:
        declare(ada, title="Over", times=times, impact=ImpactDraft("None", started_at=utc("2026-03-01 11:00")))

    assert "impact_ended_at" in refused.value.fields


def test_an_unknown_zone_is_refused(ada: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        declare(ada, title="Search is down", zone="Mars/Base")

    assert "Mars/Base" in refused.value.fields["zone"]


def test_what_is_no_longer_used_is_refused(ada: Actor, bo: Actor) -> None:
    level, service, gone = sev(4), a_service("Fax"), user_of(bo)
    level.retired_at = service.retired_at = clock.now()
    gone.is_active = False

    with pytest.raises(Invalid, match="severity SEV-4 is no longer used"):
        declare(ada, title="Search is down", severity=level)
    with pytest.raises(Invalid, match="service Fax is no longer used"):
        declare(ada, title="Search is down", services=[service])
    with pytest.raises(Invalid, match="Bo can no longer sign in"):
        declare(ada, title="Search is down", commander=gone)


@pytest.mark.django_db
def test_nobody_declares_nothing() -> None:
    with pytest.raises(NotAllowed):
        declare(Actor(ActorKind.PERSON, "nobody"), title="Search is down")
