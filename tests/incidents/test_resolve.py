from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.kinds import ImpactEnded, Resolved
from afterword.incidents.models import Category, Outcome
from afterword.people.actor import Actor
from tests.world import an_incident


def test_resolving_ends_the_incident_and_what_users_felt(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    began = clock.now() - timedelta(hours=1)
    add_impact(ada, incident, "No payments", started_at=began)
    incident.refresh_from_db()
    ended = clock.now() - timedelta(minutes=10)

    incident = resolve(ada, incident, Ending(impact_ended_at=ended))

    assert incident.status.category == Category.RESOLVED
    assert incident.resolved_at == incident.mitigated_at
    assert incident.impacts.get().ended_at == ended
    assert incident.timeline.of_kind(ImpactEnded).get().occurred_at == ended
    assert incident.timeline.of_kind(Resolved).get().is_important


def test_the_next_update_is_no_longer_due(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    incident.update_due_at = clock.now()
    incident.save()

    assert resolve(ada, incident).update_due_at is None


def test_who_resolves_it_a_moment_later_changes_nothing(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    first = resolve(ada, incident)

    second = resolve(bo, incident)

    assert second.resolved_at == first.resolved_at
    assert incident.timeline.of_kind(Resolved).get().actor_label == "Ada"


def test_another_ending_is_refused_once_it_is_over(ada: Actor, bo: Actor) -> None:
    incident = resolve(ada, an_incident(commander=ada))

    with pytest.raises(Conflict) as refused:
        resolve(bo, incident, Ending(outcome=Outcome.FALSE_ALARM))

    assert refused.value.code == "already_over"


@pytest.mark.django_db(transaction=True)
def test_two_people_resolving_at_once_make_one_ending(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)

    def end(actor: Actor) -> None:
        try:
            resolve(actor, incident)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(end, [ada, bo]))

    assert incident.timeline.of_kind(Resolved).count() == 1
    assert incident.status_changes.filter(status__category=Category.RESOLVED).count() == 1


def test_a_duplicate_names_the_other_one(ada: Actor) -> None:
    other, incident = an_incident("The same", commander=ada), an_incident(commander=ada)

    incident = resolve(ada, incident, Ending(outcome=Outcome.DUPLICATE, duplicate_of=other))

    assert incident.duplicate_of == other
    assert other.reference in incident.timeline.of_kind(Resolved).get().sentence()


def test_a_duplicate_of_nothing_itself_or_the_unseen_is_refused(ada: Actor, bo: Actor) -> None:
    incident, hidden = an_incident(commander=ada), an_incident(commander=bo, is_private=True)

    for other in (None, incident):
        with pytest.raises(Invalid) as refused:
            resolve(ada, incident, Ending(outcome=Outcome.DUPLICATE, duplicate_of=other))
        assert "duplicate_of" in refused.value.fields
    with pytest.raises(NotFound):
        resolve(ada, incident, Ending(outcome=Outcome.DUPLICATE, duplicate_of=hidden))


@pytest.mark.parametrize(
    ("ending", "field"),
    [
        (Ending(at=clock.now() - timedelta(days=400)), "at"),
        (Ending(at=clock.now() + timedelta(days=400)), "at"),
        (Ending(impact_ended_at=clock.now() + timedelta(days=400)), "impact_ended_at"),
        (Ending(impact_ended_at=clock.now() - timedelta(days=400)), "impact_ended_at"),
        (Ending(outcome="forgotten"), "outcome"),
        (Ending(reason="x" * 2001), "reason"),
    ],
)
def test_an_ending_that_can_not_be_changes_nothing(ada: Actor, ending: Ending, field: str) -> None:
    incident = an_incident(commander=ada)
    add_impact(ada, incident, "No payments")
    incident.refresh_from_db()

    with pytest.raises(Invalid) as refused:
        resolve(ada, incident, ending)

    assert list(refused.value.fields) == [field]
    incident.refresh_from_db()
    assert incident.is_open
    assert incident.impacts.get().ended_at is None


def test_an_outsider_may_not(cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        resolve(cy, an_incident())
