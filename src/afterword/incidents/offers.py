"""Offers of a role that nobody has answered yet, and what ends them besides an answer."""

from django.db.models import QuerySet

from afterword.core import clock
from afterword.incidents.models import Handover, HandoverState, Incident, Role
from afterword.people.models import User


def end_offers(incident: Incident, role: Role, successor: User | None) -> None:
    """The role went elsewhere, or to this successor directly. The caller holds the lock and tells the timeline."""
    offers = _open(incident, role)
    _end(offers if successor is None else offers.filter(successor=successor))


def end_offers_by(incident: Incident, role: Role, giver: User) -> None:
    """The giver no longer has what was offered."""
    _end(_open(incident, role).filter(giver=giver))


def _open(incident: Incident, role: Role) -> QuerySet[Handover]:
    return Handover.objects.filter(incident=incident, role=role, state=HandoverState.OFFERED)


def _end(offers: QuerySet[Handover]) -> None:
    offers.update(state=HandoverState.WITHDRAWN, answered_at=clock.now())
