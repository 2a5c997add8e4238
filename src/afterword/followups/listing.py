"""Finding follow-ups: filters, order and keyset pages, the same for page, export and API."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from afterword.core.keyset import Order, Page, page_of
from afterword.core.search import matching
from afterword.followups.models import FollowUp, FollowUpQuerySet, reports_seen_by
from afterword.followups.searching import KIND
from afterword.incidents.models import Incident
from afterword.people.actor import Actor

PAGE_SIZE = 50
LABELS = ("incident", "postmortem", "owner", "owner_team")
NO_DAY = date(9999, 12, 31)  # those without a day come last
SOON = timedelta(days=7)

ORDERS = {
    "due": Order("due_key", is_falling=False, tie_is_falling=False),
    "priority": Order("priority", is_falling=False, tie_is_falling=False),
    "newest": Order("created_at"),
}


@dataclass(frozen=True)
class FollowUpFilter:
    """What is looked for. Empty means any; several values of one kind mean any of them."""

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    horizons: tuple[str, ...] = ()
    owners: tuple[UUID, ...] = ()
    has_no_owner: bool = False
    teams: tuple[UUID, ...] = ()
    services: tuple[UUID, ...] = ()
    tags: tuple[str, ...] = ()
    due: str = ""  # "", "overdue", "soon" or "none"
    incident: int | None = None
    postmortem: int | None = None  # what its page shows: its own, and those of its incidents
    words: str = ""
    sort: str = "due"


def find_followups(actor: Actor, wanted: FollowUpFilter, today: date) -> QuerySet[FollowUp]:
    """Every visible one that matches, in order. Slice it; it may be long."""
    found = FollowUp.objects.visible_to(actor)
    columns = (
        ("state__in", wanted.states),
        ("kind__in", wanted.kinds),
        ("priority__in", wanted.priorities),
        ("horizon__in", wanted.horizons),
        ("owner_team__in", wanted.teams),
    )
    found = found.filter(**{name: values for name, values in columns if values})
    if wanted.owners or wanted.has_no_owner:
        nobody = Q(owner=None, owner_team=None) if wanted.has_no_owner else Q(pk__in=())
        found = found.filter(nobody | Q(owner__in=wanted.owners))
    if wanted.services:
        hit = Incident.services.through.objects.filter(service__in=wanted.services).values("incident")
        found = found.filter(incident__in=hit)
    if wanted.tags:
        found = found.filter(pk__in=FollowUp.tags.through.objects.filter(tag__name__in=wanted.tags).values("followup"))
    if wanted.incident is not None:
        found = found.filter(incident__number=wanted.incident)
    if wanted.postmortem is not None:
        report = reports_seen_by(actor).filter(number=wanted.postmortem)
        found = found.filter(Q(postmortem__in=report) | Q(incident__coverage__postmortem__in=report))
    if wanted.words.strip():
        found = found.filter(matching(KIND, wanted.words))
    found = _due(found, wanted.due, today)
    far = Value(NO_DAY, output_field=DateField())
    return found.annotate(due_key=Coalesce("due_on", far)).order_by(*ORDERS[wanted.sort].terms)


def page_of_followups(
    actor: Actor,
    wanted: FollowUpFilter,
    today: date,
    *,
    cursor: str = "",
    size: int = PAGE_SIZE,
    with_tags: bool = False,
) -> Page[Any]:
    """One page after `cursor`, without counting the rest."""
    found = find_followups(actor, wanted, today).select_related(*LABELS)
    if with_tags:
        found = found.prefetch_related("tags")
    return page_of(found, ORDERS[wanted.sort], cursor=cursor, size=size)


def _due(found: FollowUpQuerySet, due: str, today: date) -> FollowUpQuerySet:
    match due:
        case "overdue":
            return found.overdue(today)
        case "soon":
            return found.open().filter(due_on__range=(today, today + SOON))
        case "none":
            return found.filter(due_on=None)
    return found
