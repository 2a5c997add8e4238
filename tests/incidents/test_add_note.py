from datetime import timedelta

import pytest

from afterword.core import clock
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.people.actor import Actor
from tests.world import an_incident


def test_a_note_may_tell_of_an_earlier_time(ada: Actor) -> None:
    incident, at = an_incident(commander=ada), clock.now() - timedelta(minutes=10)

    entry = add_note(ada, incident, "Rolled back\r\nto 4.2", occurred_at=at, is_important=True)

    assert entry.data["text"] == "Rolled back\nto 4.2"
    assert (entry.occurred_at, entry.is_important) == (at, True)
    assert entry.recorded_at > at


def test_an_outsider_may_add_what_they_know(cy: Actor) -> None:
    assert add_note(cy, an_incident(), "Customers call").actor_label == "Cy"


def test_nobody_adds_to_what_they_can_not_see(bo: Actor) -> None:
    with pytest.raises(NotFound):
        add_note(bo, an_incident(is_private=True), "Hello?")


@pytest.mark.parametrize("text", ["", " \n\x00", "x" * 50_001, "x" * 5_000_000])
def test_nothing_and_far_too_much_are_refused(ada: Actor, text: str) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refused:
        add_note(ada, incident, text)

    assert list(refused.value.fields) == ["text"]
    assert incident.timeline.count() == 1


def test_the_future_is_refused(ada: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        add_note(ada, an_incident(commander=ada), "Soon", occurred_at=clock.now() + timedelta(hours=1))

    assert list(refused.value.fields) == ["occurred_at"]
