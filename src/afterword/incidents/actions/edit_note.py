from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import can, lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, NotAllowed, NotFound
from afterword.incidents.kinds import NoteAdded, NoteEdited
from afterword.incidents.models import Incident
from afterword.incidents.validation import NOTE_LENGTH, check_not_future, clean_long_text
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
    text: str,
    occurred_at: datetime | None = None,
    since: int | None = None,
) -> TimelineEntry:
    """Change what a note says or when it happened; what it said before is kept. Only notes can be edited.

    Raises Conflict when somebody else has edited it since entry number `since`.
    """
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    entry = incident.timeline.filter(number=number).first()
    if entry is None:
        raise NotFound(_("There is no such entry on this timeline."))
    if not isinstance(entry.particulars, NoteAdded):
        raise Conflict(_("Only notes can be edited; what the system wrote stays as it was."), code="not_a_note")
    if entry.actor_user_id != actor.user_id and not can(actor, Verb.INCIDENT_UPDATE, incident):
        raise NotAllowed(_("This is somebody else's note. Ask a responder to change it."))
    text = clean_long_text(text, field="text", limit=NOTE_LENGTH, is_required=True)
    check_not_future({"occurred_at": occurred_at})
    occurred_at = occurred_at or entry.occurred_at
    if entry.data == {"text": text} and entry.occurred_at == occurred_at:
        return entry
    refuse_if_changed(incident, actor, since, NoteEdited, entry=number)
    now = clock.now()
    EntryEdit.keep(entry, actor, now)
    entry.data, entry.occurred_at, entry.edited_at = {"text": text}, occurred_at, now
    entry.save(update_fields=["data", "occurred_at", "edited_at"])
    incident.milestones.filter(entry=entry).update(occurred_at=occurred_at)
    record(incident, actor, NoteEdited(entry=number))
    return entry
