import pytest

from afterword.core.errors import Invalid, NotFound
from afterword.incidents.actions.flag_entries import flag_entries
from afterword.incidents.kinds import EntriesFlagged
from afterword.people.actor import Actor
from tests.world import a_note, an_incident


def test_many_are_marked_at_once_and_followers_hear_of_it_once(cy: Actor) -> None:
    incident = an_incident()
    numbers = [1, *(a_note(incident, str(each)).number for each in range(3))]

    assert flag_entries(cy, incident, numbers, is_important=True) == 3, "the first was important already"
    assert flag_entries(cy, incident, numbers, is_important=True) == 0
    assert flag_entries(cy, incident, numbers[:2], is_important=False) == 2

    assert incident.timeline.important().count() == 2
    assert [each.data["entries"] for each in incident.timeline.of_kind(EntriesFlagged)] == [[2, 3, 4], [1, 2]]
    assert not incident.timeline.shown().of_kind(EntriesFlagged).exists()


def test_none_or_too_many_or_one_that_is_not_there_changes_nothing(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid):
        flag_entries(ada, incident, [], is_important=True)
    with pytest.raises(Invalid) as refused:
        flag_entries(ada, incident, range(1, 502), is_important=True)
    with pytest.raises(NotFound):
        flag_entries(ada, incident, [1, 99], is_important=False)

    assert "501" in refused.value.message
    assert incident.timeline.important().count() == 1


def test_nobody_marks_what_they_can_not_see(bo: Actor) -> None:
    with pytest.raises(NotFound):
        flag_entries(bo, an_incident(is_private=True), [1], is_important=True)
