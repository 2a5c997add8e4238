"""What every kind of row that can be found has alike: being indexed soon, being asked for, being indexed anew."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db import models

from afterword.core.jobs import enqueue, task
from afterword.core.search.find import ranked
from afterword.core.search.index import drop, prune, put

BURST = timedelta(seconds=1)  # what is saved within it is indexed together
AT_ONCE = 50
RowT = TypeVar("RowT", bound=models.Model)


@dataclass(frozen=True)
class Found(Generic[RowT]):
    """A row, and plain text around the place where it says what was asked for."""

    row: RowT
    snippet: str


@dataclass(frozen=True)
class Searched(Generic[RowT]):
    """One kind of row in the index, by its name and its text.

    `prefix` is what its references begin with, `rows` reads all with what `body_of` needs of them.
    """

    kind: str
    task: str
    prefix: str
    rows: Callable[[], models.QuerySet[RowT]]
    body_of: Callable[[RowT], str]

    def __post_init__(self) -> None:
        task(self.task)(self._work)

    def index_soon(self, row: RowT) -> None:
        """Make it findable by what it says after the caller's transaction; many saves cost one refresh."""
        enqueue(self.task, {self.kind: str(row.pk)}, key=str(row.pk), delay=BURST)

    def index_later(self, key: str) -> None:
        """What the job does: index the row of this id, or forget it when it is gone."""
        row = self.rows().filter(pk=UUID(key)).first()
        if row is None:
            drop(self.kind, UUID(key))
        else:
            self.index(row)

    def index(self, row: RowT) -> None:
        put(self.kind, row.pk, str(row), self.body_of(row))

    def find(self, visible: models.QuerySet[RowT], words: str, *, limit: int) -> list[Found[RowT]]:
        """Those of the visible that have all words, best first; a reference puts the row it names on top."""
        reference = re.fullmatch(rf"\s*{self.prefix}-(\d{{1,9}})\s*", words, re.IGNORECASE)
        named = [Found(row, "") for row in (visible.filter(number=reference[1]) if reference else ())]
        hits = ranked(self.kind, words, limit=limit, among=visible)
        rows = visible.in_bulk([hit.row_id for hit in hits])
        known = {each.row.pk for each in named}
        more = (hit for hit in hits if hit.row_id in rows and hit.row_id not in known)
        return [*named, *(Found(rows[hit.row_id], hit.snippet) for hit in more)][:limit]

    def reindex_all(self) -> int:
        """Index every row anew and forget those that are gone; returns how many."""
        count = 0
        for row in self.rows().iterator(chunk_size=AT_ONCE):
            self.index(row)
            count += 1
        prune(self.kind, self.rows())
        return count

    def _work(self, **args: str) -> None:
        self.index_later(args[self.kind])
