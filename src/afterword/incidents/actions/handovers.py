"""Handing a role over: offered with what the successor needs to know, and theirs once they accept."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed
from afterword.incidents.kinds import HandedOver, HandoverDeclined, HandoverOffered, HandoverWithdrawn
from afterword.incidents.members import follow_access
from afterword.incidents.models import Handover, HandoverState, Incident, Responder, Role
from afterword.incidents.validation import clean_long_text, clean_reason
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.timeline.record import record
from afterword.timeline.registry import Label

SUMMARY_LENGTH = 10_000


@transaction.atomic
def offer_handover(
    actor: Actor, incident: Incident, successor: User, *, role: Role | None = None, summary: str = ""
) -> Handover:
    """Offer a role that one has, the command unless said otherwise. It stays until the successor accepts.

    Raises Conflict when the role is offered to somebody already, Invalid when the successor can't take it.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    role = role or Role.objects.get(is_commander=True)
    summary = clean_long_text(summary, field="summary", limit=SUMMARY_LENGTH)
    _refuse_when_over(incident)
    _check_giver(actor, incident, role)
    waiting = incident.handovers.filter(role=role, state=HandoverState.OFFERED).select_related("giver", "successor")
    for before in waiting:
        if (before.giver_id, before.successor_id, before.summary) == (actor.user_id, successor.pk, summary):
            return before
        words = _("This role is offered to %(name)s already. Withdraw that offer first.")
        raise Conflict(words % {"name": before.successor}, code="offered_already")
    _check_successor(actor, incident, role, successor)
    handover = Handover.objects.create(
        incident=incident, role=role, giver=actor.user, successor=successor, summary=summary
    )
    record(incident, actor, HandoverOffered(role=Label.of(role), successor=Label.of(successor), text=summary))
    return handover


@transaction.atomic
def accept_handover(actor: Actor, handover: Handover) -> Incident:
    """Take the role over; only the successor can. The giver's time in it ends at the same moment."""
    incident, handover = _to_answer(actor, handover)
    if handover.state == HandoverState.ACCEPTED:
        return incident
    _refuse_when_answered(handover)
    _refuse_when_over(incident)
    role, giver, successor = handover.role, handover.giver, handover.successor
    given = incident.responders.filter(role=role, user=giver, left_at=None)
    now = clock.now()
    if giver is None or not given.update(left_at=now):
        words = _("%(name)s is no longer %(role)s, so there is nothing to take over.")
        raise Conflict(words % {"name": giver or "–", "role": role.label}, code="role_lost")
    if role.is_commander:
        incident.commander = successor
        incident.save(update_fields=["commander"])
    if not incident.responders.filter(role=role, user=successor, left_at=None).exists():
        Responder.objects.create(incident=incident, user=successor, role=role, joined_at=now)
    _answer(handover, HandoverState.ACCEPTED)
    follow_access(incident)
    what = HandedOver(role=Label.of(role), giver=Label.of(giver), successor=Label.of(successor), text=handover.summary)
    record(incident, actor, what, is_important=True)
    return incident


@transaction.atomic
def decline_handover(actor: Actor, handover: Handover, *, reason: str = "") -> Incident:
    """Leave the role where it is; only the successor can."""
    incident, handover = _to_answer(actor, handover)
    if handover.state == HandoverState.DECLINED:
        return incident
    _refuse_when_answered(handover)
    _answer(handover, HandoverState.DECLINED)
    giver = Label.of(handover.giver) if handover.giver else Label("", "–")
    what = HandoverDeclined(role=Label.of(handover.role), giver=giver, reason=clean_reason(reason))
    record(incident, actor, what)
    return incident


@transaction.atomic
def withdraw_handover(actor: Actor, handover: Handover) -> Incident:
    """Take an offer back: whoever may work on the incident, for the giver may be gone."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, handover.incident)
    handover = _fresh(incident, handover)
    if handover.state == HandoverState.WITHDRAWN:
        return incident
    _refuse_when_answered(handover)
    _answer(handover, HandoverState.WITHDRAWN)
    record(incident, actor, HandoverWithdrawn(Label.of(handover.role), Label.of(handover.successor)))
    return incident


def _to_answer(actor: Actor, handover: Handover) -> tuple[Incident, Handover]:
    incident = lock(actor, Verb.INCIDENT_COMMENT, handover.incident)
    if actor.user_id != handover.successor_id:
        raise NotAllowed(_("Only %(name)s can answer this.") % {"name": handover.successor})
    return incident, _fresh(incident, handover)


def _fresh(incident: Incident, handover: Handover) -> Handover:
    return incident.handovers.select_related("role", "giver", "successor").get(pk=handover.pk)


def _answer(handover: Handover, state: HandoverState) -> None:
    handover.state, handover.answered_at = state, clock.now()
    handover.save(update_fields=["state", "answered_at"])


def _refuse_when_over(incident: Incident) -> None:
    if not incident.is_open:
        raise Conflict(_("This incident is over; there is nothing left to hand over."), code="already_over")


def _refuse_when_answered(handover: Handover) -> None:
    said = {
        HandoverState.ACCEPTED: _("This offer was accepted already."),
        HandoverState.DECLINED: _("This offer was declined already."),
        HandoverState.WITHDRAWN: _("This offer no longer stands. Ask who commands now."),
    }
    if words := said.get(HandoverState(handover.state)):
        raise Conflict(words, code="answered_already")


def _check_giver(actor: Actor, incident: Incident, role: Role) -> None:
    if not incident.responders.filter(role=role, user=actor.user_id, left_at=None).exists():
        words = _("You can only hand over a role that you have. You are not %(role)s here.")
        raise Invalid({"role": words % {"role": role.label}})


def _check_successor(actor: Actor, incident: Incident, role: Role, successor: User) -> None:
    problem = ""
    if not successor.is_active:
        problem = _("%(name)s can no longer sign in.")
    elif successor.pk == actor.user_id:
        problem = _("You are %(role)s already. Choose somebody else.")
    elif incident.responders.filter(role=role, user=successor, left_at=None).exists():
        problem = _("%(name)s is %(role)s already.")
    elif not Incident.objects.visible_to(Actor.person(successor)).filter(pk=incident.pk).exists():
        problem = _("%(name)s can't see this private incident. Share it first, under “Who may see it”.")
    if problem:
        raise Invalid({"successor": problem % {"name": successor, "role": role.label}})
