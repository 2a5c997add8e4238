from datetime import datetime

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import Incident
from afterword.incidents.validation import NOTE_LENGTH, check_not_future, clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.record import record


@transaction.atomic
def add_note(
    actor: Actor, incident: Incident, text: str, *, occurred_at: datetime | None = None, is_important: bool = False
) -> TimelineEntry:
    """Write a Markdown note on the timeline, now or at an earlier time."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    text = clean_long_text(text, field="text", limit=NOTE_LENGTH, is_required=True)
    check_not_future({"occurred_at": occurred_at})
    return record(incident, actor, NoteAdded(text=text), occurred_at=occurred_at, is_important=is_important)
