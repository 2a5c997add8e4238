"""Moving between the open statuses. Ending an incident is `resolve`, opening it again `reopen`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.catalog import OPEN_CATEGORIES
from afterword.incidents.kinds import Reopened, StatusChanged
from afterword.incidents.models import Category, Incident, Status, StatusChange
from afterword.incidents.validation import check_not_future, clean_reason
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def set_status(
    actor: Actor, incident: Incident, status: Status, *, at: datetime | None = None, reason: str = ""
) -> Incident:
    """Say where the incident stands since `at`; back is allowed, and reopens what was resolved.

    Becoming stable sets the mitigated time when nobody has yet; reopening clears the resolved time. What a
    merge has copied stays where it is.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.status_id == status.pk:
        return incident
    at = at or clock.now()
    check_not_future({"at": at})
    _check(status)
    reason = clean_reason(reason)
    was_open, before = incident.is_open, incident.status
    incident.status = status
    if status.category == Category.STABLE and incident.mitigated_at is None:
        incident.mitigated_at = at
    if not was_open:
        incident.resolved_at, incident.outcome, incident.duplicate_of = None, "", None
        incident.no_postmortem_because, incident.merged_into = "", None
    incident.save(
        update_fields=[
            "status",
            "mitigated_at",
            "resolved_at",
            "outcome",
            "duplicate_of",
            "merged_into",
            "no_postmortem_because",
        ]
    )
    StatusChange.objects.create(incident=incident, status=status, changed_at=at, actor_label=actor.label)
    what = (
        StatusChanged(before=Label.of(before), after=Label.of(status), category=status.category, reason=reason)
        if was_open
        else Reopened(after=Label.of(status), reason=reason)
    )
    record(incident, actor, what, occurred_at=at, is_important=True)
    return incident


def _check(status: Status) -> None:
    if status.category not in OPEN_CATEGORIES:
        raise Conflict(_("Use Resolve to end the incident: it asks when the impact ended."), code="use_resolve")
    if status.retired_at:
        raise Invalid({"status": _("The status %(name)s is no longer used.") % {"name": status.label}})
