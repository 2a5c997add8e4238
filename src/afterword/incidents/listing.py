"""Finding incidents: filters, order and keyset pages, the same for page, API and command line."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from afterword.core.keyset import Order, Page, page_of
from afterword.core.search import matching
from afterword.incidents.models import Incident
from afterword.people.actor import Actor

PAGE_SIZE = 25
LABELS = ("severity", "status", "commander")  # what a row shows, without further statements

ORDERS = {
    "newest": Order("declared_at"),
    "oldest": Order("declared_at", is_falling=False, tie_is_falling=False),
    "updated": Order("updated_at"),
    "severity": Order("severity__position", is_falling=False),
}


@dataclass(frozen=True)
class IncidentFilter:
    """What is looked for. Empty means any; several values of one kind mean any of them."""

    statuses: tuple[str, ...] = ()  # categories
    severities: tuple[UUID, ...] = ()
    services: tuple[UUID, ...] = ()
    teams: tuple[UUID, ...] = ()
    commanders: tuple[UUID, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    tests: str = ""  # "", "only" or "without"
    sort: str = "newest"

    def without(self, name: str) -> "IncidentFilter":
        return replace(self, **{name: getattr(NO_FILTER, name)})

    @property
    def is_empty(self) -> bool:
        return replace(self, sort="newest") == NO_FILTER


NO_FILTER = IncidentFilter()


def find_incidents(actor: Actor, wanted: IncidentFilter) -> QuerySet[Incident]:
    """Every visible incident that matches, in order. Slice it; it may be long."""
    found = Incident.objects.visible_to(actor)
    if wanted.statuses:
        found = found.filter(status__category__in=wanted.statuses)
    if wanted.severities:
        found = found.filter(severity__in=wanted.severities)
    if wanted.commanders:
        found = found.filter(commander__in=wanted.commanders)
    if wanted.services:
        found = found.filter(
            pk__in=Incident.services.through.objects.filter(service__in=wanted.services).values("incident")
        )
    if wanted.teams:
        found = found.filter(pk__in=Incident.teams.through.objects.filter(team__in=wanted.teams).values("incident"))
    if wanted.since:
        found = found.filter(declared_at__gte=wanted.since)
    if wanted.until:
        found = found.filter(declared_at__lt=wanted.until)
    if wanted.tests:
        found = found.filter(is_test=wanted.tests == "only")
    if wanted.words.strip():
        found = found.filter(matching("incident", wanted.words))
    return found.order_by(*ORDERS[wanted.sort].terms)


def page_of_incidents(
    actor: Actor, wanted: IncidentFilter, *, cursor: str = "", size: int = PAGE_SIZE, values: tuple[str, ...] = ()
) -> Page[Any]:
    """One page after `cursor`, without counting the rest. With `values`, plain rows instead of objects."""
    found: QuerySet[Any] = find_incidents(actor, wanted)
    if not values:
        found = found.select_related(*LABELS)
    return page_of(found, ORDERS[wanted.sort], cursor=cursor, size=size, values=values)
