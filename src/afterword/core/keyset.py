"""Keyset pages: the rows after or before a cursor, without counting and without drifting when rows are added."""

import base64
import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid

RowT = TypeVar("RowT")
PAGE_LIMIT = 100
CURSOR_LENGTH = 500
BIGGEST = 2**31  # columns we page by are times and small numbers; more would overflow on one database or the other


@dataclass(frozen=True)
class Order:
    """By one column that is a time, a day or a number, and then by `tie`, which is unique among equals."""

    column: str
    is_falling: bool = True
    tie: str = "number"
    tie_is_falling: bool = True

    @property
    def terms(self) -> tuple[str, str]:
        return f"{'-' * self.is_falling}{self.column}", f"{'-' * self.tie_is_falling}{self.tie}"

    @property
    def reversed(self) -> "Order":
        return replace(self, is_falling=not self.is_falling, tie_is_falling=not self.tie_is_falling)


@dataclass(frozen=True)
class Page(Generic[RowT]):
    """Some rows, and the cursors that fetch those after and before them; empty where there are none."""

    rows: list[RowT] = field(default_factory=list)
    next_cursor: str = ""
    previous_cursor: str = ""


def page_of(
    found: QuerySet[Any], order: Order, *, cursor: str = "", size: int, values: tuple[str, ...] = ()
) -> Page[Any]:
    """One page in this order; plain rows when `values` names columns. Invalid when the cursor is not for it."""
    size = min(max(size, 1), PAGE_LIMIT)
    mark = _decode(cursor, order) if cursor else None
    walked = order.reversed if mark and mark.is_back else order
    found = found.order_by(*walked.terms).annotate(sort_key=F(order.column))
    if mark:
        found = found.filter(_after(walked, mark.value, mark.tie))
    if values:
        found = found.values(*dict.fromkeys((*values, order.tie, "sort_key")))
    return _page(list(found[: size + 1]), order, mark, size)


@dataclass(frozen=True)
class _Mark:
    """What a cursor says: beyond which row, and in which direction."""

    value: object
    tie: int | UUID
    is_back: bool


def _page(rows: list[Any], order: Order, mark: _Mark | None, size: int) -> Page[Any]:
    is_back, has_more, rows = bool(mark and mark.is_back), len(rows) > size, rows[:size]
    if is_back:
        rows.reverse()
    has_next, has_previous = (bool(mark), has_more) if is_back else (has_more, bool(mark))
    return Page(
        rows,
        _encode(rows[-1], order) if rows and has_next else "",
        _encode(rows[0], order, is_back=True) if rows and has_previous else "",
    )


def _after(order: Order, value: object, tie: object) -> Q:
    """Behind the cursor; the first half is redundant, but an index can serve it."""
    step, tie_step = ("lt" if falls else "gt" for falls in (order.is_falling, order.tie_is_falling))
    beyond = Q(**{f"{order.column}__{step}": value}) | Q(**{f"{order.tie}__{tie_step}": tie})
    return Q(**{f"{order.column}__{step}e": value}) & beyond


def _encode(row: Any, order: Order, *, is_back: bool = False) -> str:
    key, tie = (row["sort_key"], row[order.tie]) if isinstance(row, dict) else (row.sort_key, getattr(row, order.tie))
    name = "at" if isinstance(key, datetime) else "on" if isinstance(key, date) else "n"
    kept = {name: key if name == "n" else key.isoformat()}
    said = {"by": order.terms, **kept, "tie": tie if isinstance(tie, int) else str(tie)}
    text = json.dumps(said | {"back": True} if is_back else said)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, order: Order) -> _Mark:
    try:
        if len(cursor) > CURSOR_LENGTH:
            raise ValueError("longer than any that we give out")
        kept = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if tuple(kept["by"]) != order.terms:
            raise ValueError("a cursor of another order")
        return _Mark(_value(kept), _tie(kept["tie"], order), bool(kept.get("back")))
    except (ValueError, TypeError, KeyError, AttributeError) as broken:
        raise Invalid({"cursor": _("This cursor does not belong to this list. Start again without it.")}) from broken


def _tie(kept: Any, order: Order) -> int | UUID:
    if order.tie == "id":  # not an order in time; it only keeps equals apart
        return UUID(kept)
    tie = int(kept)
    if abs(tie) >= BIGGEST:
        raise ValueError("not a value that we give out")
    return tie


def _value(kept: dict[str, Any]) -> datetime | date | int:
    if "on" in kept:
        return date.fromisoformat(kept["on"])
    value = datetime.fromisoformat(kept["at"]) if "at" in kept else int(kept["n"])
    if value.tzinfo is None if isinstance(value, datetime) else abs(value) >= BIGGEST:
        raise ValueError("not a value that we give out")
    return value
