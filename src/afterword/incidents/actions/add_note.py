from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.actions.note_words import clean_note
from afterword.incidents.models import Incident
from afterword.incidents.validation import clean_moment
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.pictures import StoredPicture, attach
from afterword.timeline.record import record


@transaction.atomic
def add_note(
    actor: Actor,
    incident: Incident,
    text: str,
    *,
    occurred_at: datetime | None = None,
    is_important: bool = False,
    author: str = "",
    link: str = "",
    pictures: Sequence[StoredPicture] = (),
) -> TimelineEntry:
    """Write a Markdown note on the timeline, now or at an earlier time; with `author` it quotes somebody."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    note = clean_note(text, author=author, link=link, has_pictures=bool(pictures))
    if occurred_at:
        clean_moment(occurred_at, field="occurred_at")
    entry = record(incident, actor, note, occurred_at=occurred_at, is_important=is_important)
    attach(actor, entry, pictures)
    return entry
