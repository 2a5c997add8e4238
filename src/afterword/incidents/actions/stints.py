"""Correcting when somebody worked on an incident, and taking back a stint that never was."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.kinds import StintCorrected, StintRemoved
from afterword.incidents.members import follow_access
from afterword.incidents.models import Incident, Responder
from afterword.incidents.offers import end_offers_by
from afterword.incidents.validation import check_not_future, check_order
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def correct_stint(
    actor: Actor, stint: Responder, *, joined_at: datetime, left_at: datetime | None, since: int | None = None
) -> Responder:
    """Say when somebody really came and left; one's own may always be corrected.

    Giving a running one its end ends it. One that has ended does not run again: the role is taken anew instead.
    """
    incident, stint = _locked(actor, stint)
    joined_before, left_before = stint.joined_at, stint.left_at
    if (joined_at, left_at) == (joined_before, left_before):
        return stint
    refuse_if_changed(incident, actor, since, StintCorrected, stint=str(stint.pk))
    if left_before and left_at is None:
        raise Invalid({"left_at": _("Say when it ended. Who is back takes the role again.")})
    check_not_future({"joined_at": joined_at, "left_at": left_at})
    check_order(joined_at, left_at, field="left_at")
    _check_overlap(incident, stint, joined_at, left_at)
    stint.joined_at, stint.left_at = joined_at, left_at
    stint.save(update_fields=["joined_at", "left_at"])
    if left_before is None and left_at:
        _end_role(incident, stint)
    what = StintCorrected(
        stint=str(stint.pk),
        role=Label.of(stint.role),
        person=Label.of(stint.user),
        joined_at=joined_at,
        left_at=left_at,
        joined_before=joined_before,
        left_before=left_before,
    )
    record(incident, actor, what)
    return stint


@transaction.atomic
def remove_stint(actor: Actor, stint: Responder) -> None:
    """Take back that somebody was on it at all; the timeline remembers it."""
    incident, stint = _locked(actor, stint)
    if stint.left_at is None:
        _end_role(incident, stint)
    what = StintRemoved(
        stint=str(stint.pk),
        role=Label.of(stint.role),
        person=Label.of(stint.user),
        joined_at=stint.joined_at,
        left_at=stint.left_at,
    )
    stint.delete()
    record(incident, actor, what)


def _locked(actor: Actor, stint: Responder) -> tuple[Incident, Responder]:
    verb = Verb.INCIDENT_COMMENT if actor.user_id == stint.user_id else Verb.INCIDENT_UPDATE
    incident = lock(actor, verb, stint.incident)
    fresh = incident.responders.filter(pk=stint.pk).select_related("role", "user").first()
    if fresh is None:
        raise NotFound(_("This time was removed by somebody else."))
    return incident, fresh


def _check_overlap(incident: Incident, stint: Responder, joined_at: datetime, left_at: datetime | None) -> None:
    others = incident.responders.filter(user=stint.user_id, role=stint.role_id).exclude(pk=stint.pk)
    others = others.filter(Q(left_at=None) | Q(left_at__gt=joined_at))
    other = (others.filter(joined_at__lt=left_at) if left_at else others).first()
    if other:
        words = _("%(name)s was %(role)s at this time already. Correct that one, or keep them apart.")
        raise Invalid({"joined_at": words % {"name": stint.user, "role": stint.role.label}})


def _end_role(incident: Incident, stint: Responder) -> None:
    if stint.role.is_commander and incident.commander_id == stint.user_id:
        incident.commander = None
        incident.save(update_fields=["commander"])
    end_offers_by(incident, stint.role, stint.user)
    follow_access(incident)
