from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.incidents.kinds import EntryFlagged
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.record import record


@transaction.atomic
def flag_entry(actor: Actor, incident: Incident, number: int, *, is_important: bool) -> TimelineEntry:
    """Mark an entry as important, or take the mark off: important ones go into the postmortem."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    entry = incident.timeline.filter(number=number).first()
    if entry is None:
        raise NotFound(_("There is no such entry on this timeline."))
    if entry.is_important == is_important:
        return entry
    entry.is_important = is_important
    entry.save(update_fields=["is_important"])
    record(incident, actor, EntryFlagged(entry=number, is_important=is_important))
    return entry
