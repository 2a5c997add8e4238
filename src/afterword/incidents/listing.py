"""Finding incidents: filters, order and keyset pages, the same for page, API and command line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from afterword.core.keyset import Order, Page, page_of
from afterword.core.search import matching
from afterword.incidents.models import Incident, Responder, Watcher
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
    types: tuple[UUID, ...] = ()
    services: tuple[UUID, ...] = ()
    teams: tuple[UUID, ...] = ()
    commanders: tuple[UUID, ...] = ()
    is_uncommanded: bool = False  # nobody commands; beside commanders it means either
    tags: tuple[UUID, ...] = ()
    outcomes: tuple[str, ...] = ()
    on: UUID | None = None  # a person who commands, declared, works on or watches it
    report: str = ""  # one of the names given to `narrow`
    during: tuple[datetime, datetime] | None = None  # lasted at some time between the two
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
Narrowing = Callable[[QuerySet[Incident]], QuerySet[Incident]]
_narrowings: dict[str, Narrowing] = {}


def narrow(name: str, by: Narrowing) -> None:
    """Let a higher layer name a set of incidents that only it can tell. Called in `ready()`."""
    _narrowings[name] = by


def narrowings() -> tuple[str, ...]:
    return tuple(_narrowings)


def find_incidents(actor: Actor, wanted: IncidentFilter) -> QuerySet[Incident]:
    """Every visible incident that matches, in order. Slice it; it may be long."""
    found: QuerySet[Incident] = Incident.objects.visible_to(actor).filter(*_conditions(wanted))
    if wanted.report:
        found = _narrowings[wanted.report](found)
    if wanted.words.strip():
        found = found.filter(matching("incident", wanted.words))
    return found.order_by(*ORDERS[wanted.sort].terms)


def _conditions(wanted: IncidentFilter) -> list[Q]:
    """One for each filter in use."""
    plain = {
        "status__category__in": wanted.statuses,
        "severity__in": wanted.severities,
        "type__in": wanted.types,
        "outcome__in": wanted.outcomes,
        "declared_at__gte": wanted.since,
        "declared_at__lt": wanted.until,
    }
    conditions = [Q(**{name: value}) for name, value in plain.items() if value]
    links = {"service": wanted.services, "team": wanted.teams, "tag": wanted.tags}
    conditions += [_linked(name, keys) for name, keys in links.items() if keys]
    if wanted.commanders or wanted.is_uncommanded:
        named = Q(commander__in=wanted.commanders)
        conditions.append(named | Q(commander=None) if wanted.is_uncommanded else named)
    if wanted.tests:
        conditions.append(Q(is_test=wanted.tests == "only"))
    if wanted.during:
        conditions.append(lasting(*wanted.during))
    if wanted.on:
        conditions.append(has_to_do_with(wanted.on))
    return conditions


def _linked(name: str, keys: tuple[UUID, ...]) -> Q:
    through = Incident._meta.get_field(f"{name}s").remote_field.through  # type: ignore[union-attr]
    return Q(pk__in=through.objects.filter(**{f"{name}__in": keys}).values("incident"))


def has_to_do_with(person: UUID) -> Q:
    """Incidents that the person commands, declared, works on now or watches."""
    working = Responder.objects.filter(user=person, left_at=None).order_by().values("incident")
    watching = Watcher.objects.filter(user=person).order_by().values("incident")
    return Q(commander=person) | Q(declared_by=person) | Q(pk__in=working) | Q(pk__in=watching)


def lasting(start: datetime, end: datetime) -> Q:
    """Incidents that began before `end` and were not over at `start`."""
    return Q(started_at__lt=end) & (Q(resolved_at=None) | Q(resolved_at__gte=start))


def page_of_incidents(
    actor: Actor, wanted: IncidentFilter, *, cursor: str = "", size: int = PAGE_SIZE, values: tuple[str, ...] = ()
) -> Page[Any]:
    """One page after `cursor`, without counting the rest. With `values`, plain rows instead of objects."""
    found: QuerySet[Any] = find_incidents(actor, wanted)
    if not values:
        found = found.select_related(*LABELS)
    return page_of(found, ORDERS[wanted.sort], cursor=cursor, size=size, values=values)
