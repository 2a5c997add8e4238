from datetime import datetime

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.incidents.kinds import Acknowledged
from afterword.incidents.models import Incident
from afterword.incidents.validation import check_not_future
from afterword.people.actor import Actor
from afterword.timeline.record import record


@transaction.atomic
def acknowledge(actor: Actor, incident: Incident, *, at: datetime | None = None) -> Incident:
    """Say that somebody has taken it on; the first one counts."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.acknowledged_at:
        return incident
    incident.acknowledged_at = at or clock.now()
    check_not_future({"at": incident.acknowledged_at})
    incident.save(update_fields=["acknowledged_at"])
    record(incident, actor, Acknowledged(), occurred_at=incident.acknowledged_at, is_important=True)
    return incident
