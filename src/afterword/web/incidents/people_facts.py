"""Who is on an incident: roles, empty ones, who watches, everybody who had a part, and offers that wait."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, prefetch_related_objects

from afterword.incidents.engineering_hours import engineering_time
from afterword.incidents.models import (
    GlassBreak,
    HandoverState,
    Incident,
    IncidentLink,
    LinkKind,
    Responder,
    Role,
    Watcher,
)
from afterword.people.actor import Actor
from afterword.people.models import User


def people_facts(actor: Actor, incident: Incident, now: datetime) -> dict[str, Any]:
    """Context of `_facts_people.html` and `_notices.html`, in four statements however many people there are."""
    stints = list(with_stints(incident).responders.all())
    here = [each for each in stints if each.left_at is None]
    held = {each.role_id for each in here}
    around = _around(incident)
    watchers = [each for each in around if each.watches]
    had_part = {each.user_id: each.user for each in stints} | {each.pk: each for each in around if each.has_told}
    return {
        "responders": here,
        "asked_roles": [role for role in _asked(incident) if role.pk not in held],
        "has_role": any(each.user_id == actor.user_id for each in here),
        "is_commander": incident.commander_id == actor.user_id,
        "had_stints": bool(stints),
        "engineering": engineering_time(stints, now=now, resolved_at=incident.resolved_at),
        "watchers": watchers,
        "is_watching": any(each.pk == actor.user_id for each in watchers),
        "participants": sorted(had_part.values(), key=str),
        "tellers": [each for each in around if each.has_told],
        "handovers": _waiting(incident),
        "glass": _glass(actor, incident),
    }


def with_stints(incident: Incident) -> Incident:
    """The incident with everybody's time on it, asked for once; who may do what is read from it too."""
    stints = Responder.objects.select_related("user", "role").order_by("role__position", "joined_at")
    prefetch_related_objects([incident], Prefetch("responders", stints))
    return incident


def rooms_of(links: list[IncidentLink]) -> dict[str, Any]:
    """Where people talk: the chat and the call, for buttons that are always in reach."""
    return {"rooms": [each for each in links if each.kind in (LinkKind.CHAT, LinkKind.CALL)]}


def _asked(incident: Incident) -> list[Role]:
    """The roles that an incident of this type wants filled while it is open."""
    return list(Role.objects.filter(types=incident.type_id, retired_at=None)) if incident.is_open else []


def _around(incident: Incident) -> list[Any]:
    """Everybody who is on the timeline or watches, each with which of the two it is."""
    told = Q(pk__in=incident.timeline.order_by().values("actor_user"))
    watches = Exists(Watcher.objects.filter(incident=incident, user=OuterRef("pk")))
    people = User.objects.annotate(has_told=ExpressionWrapper(told, BooleanField()), watches=watches)
    return list(people.filter(told | Q(watches=True)).order_by("name", "pk"))


def _waiting(incident: Incident) -> list[Any]:
    if not incident.is_open:
        return []
    offers = incident.handovers.filter(state=HandoverState.OFFERED).select_related("role", "giver", "successor")
    return list(offers.order_by("offered_at"))


def _glass(actor: Actor, incident: Incident) -> GlassBreak | None:
    """How an administrator came to see this private incident, if not otherwise."""
    if not (incident.is_private and actor.is_administrator):
        return None
    return incident.glass_breaks.filter(user=actor.user_id, incident__members__user=actor.user_id).first()
