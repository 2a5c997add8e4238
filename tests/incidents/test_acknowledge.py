from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.acknowledge import acknowledge
from afterword.incidents.actions.declare import declare
from afterword.incidents.kinds import Acknowledged
from afterword.incidents.models import Incident
from afterword.people.actor import Actor


@pytest.fixture
def unheard(db: None) -> Incident:
    """Declared by a machine; nobody has taken it on."""
    return declare(Actor.system(), title="Disk is full")


def test_the_first_to_acknowledge_counts(unheard: Incident, ada: Actor, bo: Actor) -> None:
    at = clock.now()
    first = acknowledge(bo, unheard, at=at)
    acknowledge(ada, first)

    unheard.refresh_from_db()
    assert unheard.acknowledged_at == at
    entry = unheard.timeline.of_kind(Acknowledged).get()
    assert (entry.actor_label, entry.occurred_at) == ("Bo", at)


def test_the_future_is_refused(unheard: Incident, bo: Actor) -> None:
    with pytest.raises(Invalid):
        acknowledge(bo, unheard, at=clock.now() + timedelta(hours=1))

    unheard.refresh_from_db()
    assert unheard.acknowledged_at is None


def test_an_outsider_may_not(unheard: Incident, cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        acknowledge(cy, unheard)
