"""Ending an incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock, see
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.actions.set_fields import complete_fields
from afterword.incidents.field_rules import NOTHING, TO_RESOLVE
from afterword.incidents.kinds import ImpactEnded, Resolved
from afterword.incidents.models import Category, Field, Incident, Outcome, Status, StatusChange
from afterword.incidents.validation import check_not_future, check_order, clean_reason
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@dataclass(frozen=True)
class Ending:
    """How and when it ended. Without a time it ended now, and running impacts ended with it.

    `fields` are filled in on the way, as `set_fields` takes them.
    """

    at: datetime | None = None
    outcome: str = Outcome.RESOLVED
    impact_ended_at: datetime | None = None
    duplicate_of: Incident | None = None
    reason: str = ""
    fields: Mapping[Field, object] = field(default_factory=dict)


RESOLVED_NOW = Ending()


@transaction.atomic
def resolve(actor: Actor, incident: Incident, ending: Ending = RESOLVED_NOW) -> Incident:
    """End the incident and the impacts that still run; somebody who resolves it a moment later changes nothing.

    Raises Conflict when it is over already with another outcome, Invalid for times that can't be, and for fields that
    its type asks for and nobody has filled in; what was no incident or is told elsewhere needs none.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if not incident.is_open:
        if incident.outcome == ending.outcome:
            return incident
        raise Conflict(_("This incident is over already. Reopen it to end it in another way."), code="already_over")
    at = ending.at or clock.now()
    _check(actor, incident, ending, at)
    reason = clean_reason(ending.reason)
    complete_fields(actor, incident, ending.fields, TO_RESOLVE if ending.outcome == Outcome.RESOLVED else NOTHING)
    incident.status = Status.first_of(Category.RESOLVED)
    incident.resolved_at, incident.outcome, incident.duplicate_of = at, ending.outcome, ending.duplicate_of
    incident.mitigated_at = incident.mitigated_at or at
    incident.update_due_at = None
    incident.save(update_fields=["status", "resolved_at", "outcome", "duplicate_of", "mitigated_at", "update_due_at"])
    StatusChange.objects.create(incident=incident, status=incident.status, changed_at=at, actor_label=actor.label)
    _end_impacts(actor, incident, ending.impact_ended_at or at)
    other = Label(str(ending.duplicate_of.pk), ending.duplicate_of.reference) if ending.duplicate_of else None
    what = Resolved(outcome=ending.outcome, duplicate_of=other, reason=reason)
    record(incident, actor, what, occurred_at=at, is_important=True)
    return incident


def _check(actor: Actor, incident: Incident, ending: Ending, at: datetime) -> None:
    check_not_future({"at": at, "impact_ended_at": ending.impact_ended_at})
    check_order(incident.started_at, at, field="at")
    if ending.outcome not in Outcome.values:
        raise Invalid({"outcome": _("Choose one of the listed ways it ended.")})
    if ending.outcome == Outcome.MERGED:
        raise Invalid({"outcome": _("Merge it instead: that takes its timeline along.")})
    if (ending.outcome == Outcome.DUPLICATE) != (ending.duplicate_of is not None):
        raise Invalid({"duplicate_of": _("Say which incident this one is a duplicate of.")})
    if ending.duplicate_of:
        if ending.duplicate_of.pk == incident.pk:
            raise Invalid({"duplicate_of": _("An incident can't be a duplicate of itself.")})
        other = see(actor, Incident.objects.filter(pk=ending.duplicate_of.pk))
        if other.duplicate_of_id == incident.pk:
            words = _("%(other)s is closed as a duplicate of this one already.")
            raise Invalid({"duplicate_of": words % {"other": other.reference}})


def _end_impacts(actor: Actor, incident: Incident, at: datetime) -> None:
    for impact in incident.impacts.filter(ended_at=None):
        check_order(impact.started_at, at, field="impact_ended_at")
        impact.ended_at = at
        impact.save(update_fields=["ended_at"])
        what = ImpactEnded(impact=Label.of(impact), ended_at=at)
        record(incident, actor, what, occurred_at=at, is_important=True)
