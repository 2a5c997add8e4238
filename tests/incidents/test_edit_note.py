from datetime import datetime, timedelta

import pytest

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.edit_note import edit_note, retime_note
from afterword.incidents.kinds import NoteAdded, NoteEdited
from afterword.people.actor import Actor
from tests.world import a_note, an_incident, utc


def test_an_edit_keeps_what_it_said_and_when(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Rolled back to 4.1", by=bo)
    was = note.occurred_at

    note = edit_note(bo, incident, note.number, text="Rolled back to 4.2", occurred_at=was - timedelta(minutes=10))

    assert note.data["text"] == "Rolled back to 4.2"
    kept = note.edits.get()
    assert (kept.data_before["text"], kept.occurred_at_before, kept.actor_label) == ("Rolled back to 4.1", was, "Bo")
    assert incident.timeline.of_kind(NoteEdited).count() == 1


def test_the_same_words_change_nothing(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Rolled back", by=ada)

    assert edit_note(ada, incident, note.number, text="Rolled back").edited_at is None
    assert not incident.timeline.of_kind(NoteEdited).exists()


def test_an_outsider_edits_only_their_own(cy: Actor, bo: Actor) -> None:
    incident = an_incident()
    own, foreign = a_note(incident, "Customers call", by=cy), a_note(incident, "Looking", by=bo)

    edit_note(cy, incident, own.number, text="Customers write")
    with pytest.raises(NotAllowed):
        edit_note(cy, incident, foreign.number, text="Sleeping")


def test_what_the_system_wrote_stays(ada: Actor) -> None:
    with pytest.raises(Conflict) as refused:
        edit_note(ada, an_incident(commander=ada), 1, text="Never happened")

    assert refused.value.code == "not_a_note"


def test_two_who_edit_at_once_notice_each_other(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Looking", by=bo)
    incident.refresh_from_db()
    seen = incident.timeline_head
    edit_note(bo, incident, note.number, text="Found it", since=seen)

    with pytest.raises(Conflict) as refused:
        edit_note(ada, incident, note.number, text="Still looking", since=seen)

    assert refused.value.code == "changed_meanwhile"
    assert "Bo" in refused.value.message
    note.refresh_from_db()
    assert note.data["text"] == "Found it"


def test_an_edit_of_another_note_is_no_reason_to_stop(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    one, other = a_note(incident, "One", by=ada), a_note(incident, "Two", by=ada)
    edit_note(bo, incident, other.number, text="Two and a half")

    assert edit_note(ada, incident, one.number, text="One and a half", since=3).edited_at


def test_nothing_is_no_note_and_nowhere_is_none(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, by=ada)

    with pytest.raises(Invalid):
        edit_note(ada, incident, note.number, text=" ")
    with pytest.raises(NotFound):
        edit_note(ada, incident, 99, text="Hello")


def test_a_note_is_moved_in_time_and_keeps_its_words(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Rolled back", by=bo)
    was = note.occurred_at

    retime_note(ada, incident, note.number, was - timedelta(minutes=5))
    note = retime_note(ada, incident, note.number, was - timedelta(minutes=5))

    assert (note.data["text"], note.occurred_at) == ("Rolled back", was - timedelta(minutes=5))
    assert note.edits.get().occurred_at_before == was
    assert incident.timeline.of_kind(NoteEdited).count() == 1


@pytest.mark.parametrize("at", [utc("1969-12-31 23:59"), utc("2999-01-01 00:00")], ids=["before 1970", "in the future"])
def test_a_note_is_not_moved_where_no_clock_was(ada: Actor, at: datetime) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid) as refused:
        retime_note(ada, incident, a_note(incident, by=ada).number, at)

    assert "occurred_at" in refused.value.fields


def test_what_the_system_wrote_is_not_moved(ada: Actor) -> None:
    with pytest.raises(Conflict):
        retime_note(ada, an_incident(commander=ada), 1, utc("2026-01-01 00:00"))


def test_a_quotation_names_who_said_it_and_where(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    quote = add_note(ada, incident, "We see errors too", author=" Acme  support ", link="https://status.example.com/1")

    assert quote.particulars == NoteAdded("We see errors too", "Acme support", "https://status.example.com/1")
    assert edit_note(ada, incident, quote.number, text="We see errors too", author="Acme support").edited_at is None
    with pytest.raises(Invalid):
        edit_note(ada, incident, quote.number, author="x" * 121)
    with pytest.raises(Invalid):
        edit_note(ada, incident, quote.number, link="javascript:alert(1)")


def test_a_note_of_before_there_were_quotations_is_read_and_left_alone(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    note = a_note(incident, "Looking", by=ada)
    incident.timeline.filter(pk=note.pk).update(data={"text": "Looking"})

    assert edit_note(ada, incident, note.number, text="Looking").edited_at is None
