"""Twenty people at once. `make soak` repeats it for longer, on both databases."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.declare import declare
from afterword.incidents.actions.flag_entry import flag_entry
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from tests.world import an_incident

PEOPLE = 20
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "2"))


def work(actor: Actor, person: int, shared: Incident) -> list[int]:
    """Declare, note on one's own and on the shared incident, flag the note; the numbers that were given out."""
    try:
        return [one_round(actor, f"{person}/{turn}", shared) for turn in range(ROUNDS)]
    finally:
        connection.close()


def one_round(actor: Actor, text: str, shared: Incident) -> int:
    own = declare(actor, title=text)
    add_note(actor, own, text)
    note = add_note(actor, shared, text)
    flag_entry(actor, shared, note.number, is_important=True)
    return own.number


@pytest.mark.django_db(transaction=True)
def test_a_storm_of_declarations_and_notes_leaves_no_gap_and_loses_nothing(ada):
    shared = an_incident("Everything is down", commander=ada)
    last = shared.number

    with ThreadPoolExecutor(PEOPLE) as crowd:
        given = [
            number for some in crowd.map(lambda person: work(ada, person, shared), range(PEOPLE)) for number in some
        ]

    total = PEOPLE * ROUNDS
    texts = {f"{person}/{turn}" for person in range(PEOPLE) for turn in range(ROUNDS)}
    assert sorted(given) == list(range(last + 1, last + total + 1))
    assert set(Incident.objects.filter(number__gt=last).values_list("title", flat=True)) == texts
    assert_whole(shared, texts)
    assert shared.timeline.of_kind(NoteAdded).important().count() == total
    for own in Incident.objects.filter(number__gt=last):
        assert_whole(own, {own.title})


def assert_whole(incident: Incident, texts: set[str]) -> None:
    """Every note is there once, and the entries are numbered from 1 to the head."""
    incident.refresh_from_db()
    entries = list(incident.timeline.order_by("number"))
    notes = [entry.particulars.text for entry in entries if isinstance(entry.particulars, NoteAdded)]
    assert [entry.number for entry in entries] == list(range(1, incident.timeline_head + 1))
    assert sorted(notes) == sorted(texts)
