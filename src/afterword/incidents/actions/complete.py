from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.incidents.kinds import Completed
from afterword.incidents.models import Category, Incident, Status, StatusChange
from afterword.incidents.validation import clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.record import record


@transaction.atomic
def complete_without_postmortem(actor: Actor, incident: Incident, *, because: str) -> Incident:
    """Close a resolved incident for good, with the reason why no postmortem is needed."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.status.category == Category.COMPLETED:
        return incident
    if incident.status.category != Category.RESOLVED:
        raise Conflict(_("Resolve the incident first."), code="not_resolved")
    because = clean_long_text(because, field="because", limit=2000, is_required=True)
    now = clock.now()
    incident.status = Status.first_of(Category.COMPLETED)
    incident.no_postmortem_because = because
    incident.save(update_fields=["status", "no_postmortem_because"])
    StatusChange.objects.create(incident=incident, status=incident.status, changed_at=now, actor_label=actor.label)
    record(incident, actor, Completed(reason=because))
    return incident
