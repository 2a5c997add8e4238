from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.kinds import UpdatePosted
from afterword.incidents.models import Incident, Severity, Status
from afterword.incidents.validation import clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def post_update(
    actor: Actor,
    incident: Incident,
    message: str,
    *,
    status: Status | None = None,
    severity: Severity | None = None,
    next_due_at: datetime | None = None,
) -> Incident:
    """Say where things stand; the newest update is the incident's current state until the next one.

    A changed status or severity is its own entry, as if it had been changed by hand.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    message = clean_long_text(message, field="message", limit=5000, is_required=True)
    now = clock.now()
    if next_due_at and next_due_at <= now:
        raise Invalid({"next_due_at": _("The next update can't be due in the past.")})
    if severity:
        incident = set_severity(actor, incident, severity)
    if status:
        incident = set_status(actor, incident, status)
    incident.update_message, incident.update_posted_at = message, now
    incident.update_posted_by, incident.update_due_at = actor.label, next_due_at
    incident.save(update_fields=["update_message", "update_posted_at", "update_posted_by", "update_due_at"])
    what = UpdatePosted(
        text=message,
        status=Label.of(incident.status),
        severity=Label.of(incident.severity),
        next_due_at=next_due_at,
    )
    record(incident, actor, what, is_important=True)
    return incident
