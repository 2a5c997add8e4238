import pytest

from afterword.core.errors import NotFound
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.kinds import EntryFlagged
from afterword.people.actor import Actor
from tests.world import a_note, an_incident


def test_the_mark_is_set_and_taken_off_and_followers_hear_of_it(cy: Actor) -> None:
    incident = an_incident()
    note = a_note(incident)

    assert flag_entry(cy, incident, note.number, is_important=True).is_important
    flag_entry(cy, incident, note.number, is_important=True)
    assert not flag_entry(cy, incident, note.number, is_important=False).is_important

    assert incident.timeline.of_kind(EntryFlagged).count() == 2
    assert not incident.timeline.shown().of_kind(EntryFlagged).exists()


def test_what_the_system_wrote_may_be_marked_too(ada: Actor) -> None:
    assert not flag_entry(ada, an_incident(commander=ada), 1, is_important=False).is_important


def test_an_entry_that_is_not_there_is_not_found(ada: Actor) -> None:
    with pytest.raises(NotFound):
        flag_entry(ada, an_incident(commander=ada), 99, is_important=True)


def test_nobody_marks_what_they_can_not_see(bo: Actor) -> None:
    with pytest.raises(NotFound):
        flag_entry(bo, an_incident(is_private=True), 1, is_important=False)
