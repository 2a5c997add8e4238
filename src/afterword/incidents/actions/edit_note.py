from datetime import datetime

import msgspec
from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.incidents.actions.note_words import clean_note, note_to_change
from afterword.incidents.kinds import NoteEdited
from afterword.incidents.models import Incident
from afterword.incidents.validation import clean_moment
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.models import EntryEdit, TimelineEntry
from afterword.timeline.record import record


@transaction.atomic
def edit_note(
    actor: Actor,
    incident: Incident,
    number: int,
    *,
    text: str | None = None,
    author: str | None = None,
    link: str | None = None,
    occurred_at: datetime | None = None,
    since: int | None = None,
) -> TimelineEntry:
    """Change what a note says or when it happened; what it said before is kept. Only notes can be edited.

    What is None stays. Raises Conflict when somebody else has edited it since entry number `since`.
    """
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    entry, before = note_to_change(actor, incident, number)
    after = clean_note(
        before.text if text is None else text,
        author=before.author if author is None else author,
        link=before.link if link is None else link,
        has_pictures=entry.attachments.exists(),
    )
    occurred_at = clean_moment(occurred_at, field="occurred_at") if occurred_at else entry.occurred_at
    if after == before and entry.occurred_at == occurred_at:
        return entry
    refuse_if_changed(incident, actor, since, NoteEdited, entry=number)
    now = clock.now()
    EntryEdit.keep(entry, actor, now)
    entry.data, entry.occurred_at, entry.edited_at = msgspec.to_builtins(after), occurred_at, now
    entry.save(update_fields=["data", "occurred_at", "edited_at"])
    incident.milestones.filter(entry=entry).update(occurred_at=occurred_at)
    record(incident, actor, NoteEdited(entry=number))
    return entry


def retime_note(
    actor: Actor, incident: Incident, number: int, occurred_at: datetime, *, since: int | None = None
) -> TimelineEntry:
    """Say that what a note tells happened at another time; its words stay, and when it claimed to be is kept."""
    return edit_note(actor, incident, number, occurred_at=occurred_at, since=since)
