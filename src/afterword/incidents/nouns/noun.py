# ruff: noqa: ARG002  (each noun looks at what it needs)
"""What the verbs of the catalog need to know about each kind of row: what may change, and what must remain."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from afterword.core.errors import NotFound
from afterword.incidents.catalog import Listed

ListedT = TypeVar("ListedT", bound=Listed)
_nouns: dict[type[Listed], "Noun[Any]"] = {}


class Noun(Generic[ListedT]):
    """One kind of catalog row. A subclass says only what is special about it. `peers` are always all the others."""

    key: ClassVar[str]  # in addresses and in the audit trail
    model: type[ListedT]
    changeable: ClassVar[tuple[str, ...]] = ()  # beside the name

    def rows(self, row: ListedT) -> models.QuerySet[ListedT]:
        """Those with which it shares names and order, itself among them."""
        return self.model._default_manager.all()

    def check(self, row: ListedT, peers: Sequence[ListedT]) -> None:
        """Clean what was wished for it; Invalid or Conflict when it won't do."""

    def kept_because(self, row: ListedT, peers: Sequence[ListedT]) -> str:
        """Why it can be neither retired nor deleted; empty when it can."""
        return ""

    def undeletable_because(self, row: ListedT) -> str:
        """Why it can't be deleted though it can be retired; whether it is in use is asked elsewhere."""
        return ""

    def line(self, row: ListedT, everyone: Sequence[ListedT]) -> list[ListedT]:
        """Of all rows in order, those among which it can be moved."""
        return list(everyone)

    def arranged(self, everyone: Sequence[ListedT]) -> list[ListedT]:
        """All rows in the order in which their positions are counted; they come as their positions say."""
        return list(everyone)

    def facts(self, row: ListedT) -> dict[str, object]:
        """What a person can change about it."""
        return {name: getattr(row, name) for name in ("name", *self.changeable)}


NounT = TypeVar("NounT", bound=Noun[Any])


def noun(of: type[NounT]) -> type[NounT]:
    """Register a kind of row."""
    _nouns[of.model] = of()
    return of


def noun_of(row: ListedT | type[ListedT]) -> Noun[ListedT]:
    return _nouns[row if isinstance(row, type) else type(row)]


def noun_called(key: str) -> Noun[Any]:
    """The kind of row that addresses call so; NotFound when there is none."""
    for each in _nouns.values():
        if each.key == key:
            return each
    raise NotFound(_("There is nothing here, or it is not shared with you."))


def live(rows: Sequence[ListedT]) -> list[ListedT]:
    return [row for row in rows if row.retired_at is None]
