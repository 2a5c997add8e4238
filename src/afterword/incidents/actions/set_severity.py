from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.kinds import SeverityChanged
from afterword.incidents.models import Incident, Severity
from afterword.incidents.validation import check_not_future, clean_reason
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def set_severity(
    actor: Actor, incident: Incident, severity: Severity, *, at: datetime | None = None, reason: str = ""
) -> Incident:
    """Change how bad we say it is, since `at`; nothing happens when it already is. The highest is remembered."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.severity_id == severity.pk:
        return incident
    if severity.retired_at:
        raise Invalid({"severity": _("The severity %(name)s is no longer used.") % {"name": severity.label}})
    check_not_future({"at": at})
    reason = clean_reason(reason)
    before, incident.severity = incident.severity, severity
    if severity.is_worse_than(incident.highest_severity):
        incident.highest_severity = severity
    incident.save(update_fields=["severity", "highest_severity"])
    what = SeverityChanged(before=Label.of(before), after=Label.of(severity), reason=reason)
    record(incident, actor, what, occurred_at=at, is_important=True)
    return incident
