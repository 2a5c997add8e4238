from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.kinds import TimestampCorrected
from afterword.incidents.models import Incident
from afterword.incidents.moments import MOMENTS
from afterword.incidents.validation import check_not_future, check_order, clean_reason
from afterword.people.actor import Actor
from afterword.timeline.record import record

ALWAYS_KNOWN = ("started_at", "declared_at")


@transaction.atomic
def correct_timestamp(
    actor: Actor,
    incident: Incident,
    which: str,
    at: datetime | None,
    *,
    reason: str = "",
    milestone: str = "",
) -> Incident:
    """Set, correct or clear one of the six times; setting the start also confirms an estimate.

    Only "resolved before started" and the future are refused; metrics say which other orders they leave out.
    `milestone` is the kind of milestone that brought it.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    _check(incident, which, at)
    before = getattr(incident, which)
    is_confirmed = which == "started_at" and incident.start_is_estimated
    if before == at and not is_confirmed:
        return incident
    reason = clean_reason(reason)
    setattr(incident, which, at)
    if which == "started_at":
        incident.start_is_estimated = False
    incident.save(update_fields=[which, "start_is_estimated"])
    what = TimestampCorrected(which=which, before=before, after=at, reason=reason, milestone=milestone)
    record(incident, actor, what)
    return incident


def _check(incident: Incident, which: str, at: datetime | None) -> None:
    if which not in MOMENTS:
        raise Invalid({"which": _("Choose one of: %(names)s.") % {"names": ", ".join(MOMENTS)}})
    if at is None and which in ALWAYS_KNOWN:
        raise Invalid({"at": _("This time can be corrected but not cleared.")})
    if which == "resolved_at" and incident.is_open and at is not None:
        raise Conflict(_("The incident is still open. Resolve it first."), code="still_open")
    if which == "resolved_at" and not incident.is_open and at is None:
        raise Conflict(_("Reopen the incident to clear when it was resolved."), code="use_reopen")
    check_not_future({"at": at})
    times = {"started_at": incident.started_at, "resolved_at": incident.resolved_at, which: at}
    check_order(times["started_at"], times["resolved_at"], field="at")
