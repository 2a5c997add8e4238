"""Finding incidents: filters, order and keyset pages, the same for page, API and command line."""

import base64
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.search import matching
from afterword.incidents.models import Incident
from afterword.people.actor import Actor

RowT = TypeVar("RowT")
PAGE_SIZE = 25
PAGE_LIMIT = 100
LABELS = ("severity", "status", "commander")  # what a row shows, without further statements

# name -> (column, whether larger comes first); the number settles ties
ORDERS = {
    "newest": ("declared_at", True),
    "oldest": ("declared_at", False),
    "updated": ("updated_at", True),
    "severity": ("severity__position", False),
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


@dataclass(frozen=True)
class Page(Generic[RowT]):
    """Some rows, and the cursor that fetches those after them."""

    rows: list[RowT] = field(default_factory=list)
    next_cursor: str = ""


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
    column, is_falling = ORDERS[wanted.sort]
    sign = "-" if is_falling else ""
    return found.order_by(f"{sign}{column}", f"{sign}number")


def page_of_incidents(
    actor: Actor, wanted: IncidentFilter, *, cursor: str = "", size: int = PAGE_SIZE, values: tuple[str, ...] = ()
) -> Page[Any]:
    """One page after `cursor`, without counting the rest. With `values`, plain rows instead of objects."""
    column, is_falling = ORDERS[wanted.sort]
    size = min(size, PAGE_LIMIT)
    found: QuerySet[Any] = find_incidents(actor, wanted).annotate(sort_key=F(column))
    if cursor:
        found = found.filter(_after(column, is_falling, *_decode(cursor, wanted.sort)))
    found = found.values(*values, "number", "sort_key") if values else found.select_related(*LABELS)
    rows = list(found[: size + 1])
    return Page(rows[:size], _encode(rows[size - 1], wanted.sort) if len(rows) > size else "")


def _after(column: str, is_falling: bool, value: object, number: int) -> Q:
    """Behind the cursor; the first half is redundant, but an index can serve it."""
    step = "lt" if is_falling else "gt"
    return Q(**{f"{column}__{step}e": value}) & (Q(**{f"{column}__{step}": value}) | Q(**{f"number__{step}": number}))


def _encode(row: Any, sort: str) -> str:
    key, number = (row["sort_key"], row["number"]) if isinstance(row, dict) else (row.sort_key, row.number)
    text = key.isoformat() if isinstance(key, datetime) else key
    return base64.urlsafe_b64encode(json.dumps([sort, text, number]).encode()).decode().rstrip("=")


def _decode(cursor: str, sort: str) -> tuple[object, int]:
    try:
        kept, value, number = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if kept != sort:
            raise ValueError("another order")
        return (value if sort == "severity" else datetime.fromisoformat(value)), int(number)
    except (ValueError, TypeError) as broken:
        raise Invalid({"cursor": _("This cursor is not one of ours. Start again without it.")}) from broken
