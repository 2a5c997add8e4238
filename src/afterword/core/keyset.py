"""Keyset pages: the next rows after a cursor, without counting and without drifting when rows are added."""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid

RowT = TypeVar("RowT")
PAGE_LIMIT = 100


@dataclass(frozen=True)
class Order:
    """By one column that is a time or a number, and then by `tie`, which is unique among equals."""

    column: str
    is_falling: bool = True
    tie: str = "number"
    tie_is_falling: bool = True

    @property
    def terms(self) -> tuple[str, str]:
        return f"{'-' * self.is_falling}{self.column}", f"{'-' * self.tie_is_falling}{self.tie}"


@dataclass(frozen=True)
class Page(Generic[RowT]):
    """Some rows, and the cursor that fetches those after them; empty on the last page."""

    rows: list[RowT] = field(default_factory=list)
    next_cursor: str = ""


def page_of(
    found: QuerySet[Any], order: Order, *, cursor: str = "", size: int, values: tuple[str, ...] = ()
) -> Page[Any]:
    """One page in this order; plain rows when `values` names columns. Invalid when the cursor is not for it."""
    size = min(max(size, 1), PAGE_LIMIT)
    found = found.order_by(*order.terms).annotate(sort_key=F(order.column))
    if cursor:
        found = found.filter(_after(order, *_decode(cursor, order)))
    if values:
        found = found.values(*dict.fromkeys((*values, order.tie, "sort_key")))
    rows = list(found[: size + 1])
    return Page(rows[:size], _encode(rows[size - 1], order) if len(rows) > size else "")


def _after(order: Order, value: object, tie: object) -> Q:
    """Behind the cursor; the first half is redundant, but an index can serve it."""
    step, tie_step = ("lt" if falls else "gt" for falls in (order.is_falling, order.tie_is_falling))
    beyond = Q(**{f"{order.column}__{step}": value}) | Q(**{f"{order.tie}__{tie_step}": tie})
    return Q(**{f"{order.column}__{step}e": value}) & beyond


def _encode(row: Any, order: Order) -> str:
    key, tie = (row["sort_key"], row[order.tie]) if isinstance(row, dict) else (row.sort_key, getattr(row, order.tie))
    kept = {"at": key.isoformat()} if isinstance(key, datetime) else {"n": key}
    text = json.dumps({"by": order.terms, **kept, "tie": tie})
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, order: Order) -> tuple[object, int]:
    try:
        kept = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if tuple(kept["by"]) != order.terms:
            raise ValueError("a cursor of another order")
        value = datetime.fromisoformat(kept["at"]) if "at" in kept else int(kept["n"])
        return value, int(kept["tie"])
    except (ValueError, TypeError, KeyError) as broken:
        raise Invalid({"cursor": _("This cursor does not belong to this list. Start again without it.")}) from broken
