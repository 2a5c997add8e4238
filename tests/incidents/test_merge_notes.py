from datetime import timedelta

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.actions.merge_notes import merge_notes, take_notes_apart
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.kinds import NoteAdded, NotesMerged, NotesTakenApart
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.world import a_note, an_incident


def told(incident: Incident) -> list[str]:
    return [each.data["text"] for each in incident.timeline.shown().of_kind(NoteAdded)]


def test_the_earliest_is_kept_and_the_others_can_come_back(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    late = a_note(incident, "Late", by=ada)
    early = a_note(incident, "Early", by=bo, at=late.occurred_at - timedelta(minutes=5))
    flag_entry(ada, incident, late.number, is_important=True)

    kept = merge_notes(ada, incident, [late.number, early.number])
    assert merge_notes(bo, incident, [late.number, early.number]) == kept, "the second who merges finds it done"

    assert (kept.number, kept.is_important) == (early.number, True)
    assert told(incident) == ["Early"]
    assert incident.timeline.of_kind(NotesMerged).count() == 1
    take_notes_apart(ada, incident, kept.number)
    take_notes_apart(ada, incident, kept.number)
    assert told(incident) == ["Early", "Late"]
    assert incident.timeline.of_kind(NotesTakenApart).count() == 1


def test_what_was_merged_goes_along_when_its_note_is_merged(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    first, second, third = (a_note(incident, str(each), by=ada) for each in range(3))
    merge_notes(ada, incident, [second.number, third.number])

    merge_notes(ada, incident, [first.number, second.number])

    assert {each.number for each in first.duplicates.all()} == {second.number, third.number}


def test_a_note_that_somebody_merged_elsewhere_is_not_torn_from_there(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    first, second, third = (a_note(incident, str(each), by=ada) for each in range(3))
    merge_notes(bo, incident, [first.number, second.number])

    with pytest.raises(Conflict):
        merge_notes(ada, incident, [second.number, third.number])
    with pytest.raises(Conflict) as refused:
        edit_note(ada, incident, second.number, text="Different")

    assert refused.value.code == "merged"
    assert told(incident) == ["0", "2"]


def test_only_notes_of_one_incident_are_merged(ada: Actor) -> None:
    incident, other = an_incident(commander=ada), an_incident("Another", commander=ada)
    note = a_note(incident, by=ada)
    for text in ("one", "two"):
        foreign = a_note(other, text, by=ada)

    with pytest.raises(Conflict):
        merge_notes(ada, incident, [1, note.number])
    with pytest.raises(NotFound):
        merge_notes(ada, incident, [note.number, foreign.number])
    with pytest.raises(Invalid):
        merge_notes(ada, incident, [note.number, note.number])
    assert not incident.timeline.of_kind(NotesMerged).exists()


def test_an_outsider_merges_only_their_own(cy: Actor, bo: Actor) -> None:
    incident = an_incident()
    own, again, foreign = a_note(incident, "a", by=cy), a_note(incident, "b", by=cy), a_note(incident, "c", by=bo)

    merge_notes(cy, incident, [own.number, again.number])
    with pytest.raises(NotAllowed):
        merge_notes(cy, incident, [own.number, foreign.number])
    merge_notes(bo, incident, [own.number, foreign.number])
    with pytest.raises(NotAllowed):
        take_notes_apart(cy, incident, own.number)


def test_a_milestone_moves_to_the_note_that_is_kept_and_back(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    late = a_note(incident, "It is the cache", by=ada)
    early = a_note(incident, "The cache, I think", by=ada, at=late.occurred_at - timedelta(minutes=5))
    milestone = mark_milestone(ada, incident, "cause_found", note=late.number)

    merge_notes(ada, incident, [late.number, early.number])
    milestone.refresh_from_db()
    assert (milestone.entry, milestone.occurred_at) == (early, early.occurred_at)

    take_notes_apart(ada, incident, early.number)
    milestone.refresh_from_db()
    assert (milestone.entry, milestone.occurred_at) == (late, late.occurred_at)


def test_two_milestones_are_not_one(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    one, other = a_note(incident, "Found", by=ada), a_note(incident, "Deployed", by=ada)
    mark_milestone(ada, incident, "cause_found", note=one.number)
    mark_milestone(ada, incident, "deployed", note=other.number)

    with pytest.raises(Conflict) as refused:
        merge_notes(ada, incident, [one.number, other.number])

    assert refused.value.code == "two_milestones"
    assert told(incident) == ["Found", "Deployed"]
