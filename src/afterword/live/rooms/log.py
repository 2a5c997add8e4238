"""Making updates durable: one writer thread a process; whatever waits while it commits goes into the next commit."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Protocol
from uuid import UUID
from weakref import WeakSet

from django.db import close_old_connections, connection, transaction
from pycrdt import merge_updates

from afterword.core import clock
from afterword.core.ids import new_id
from afterword.core.wakeup.announce import announce
from afterword.documents.models import Document, DocumentUpdate
from afterword.people.actor import Actor

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500  # updates in one transaction; more rows in one statement than SQLite has parameters for would fail
_ROWS = 100  # in one statement
# The disk costs as much for one update as for ten. While few come, each is written at once; from so many a second on,
# two commits are so far apart at least.
PAUSES = ((300.0, 0.012), (100.0, 0.003))


@dataclass(frozen=True, eq=False)
class Entry:
    """What one connection wrote, on its way to the disk: one update, or several that go there together."""

    document_id: UUID
    update: bytes
    actor: Actor
    source: Any  # the connection that sent it
    room: Any  # where it has been applied already
    messages: int = 1
    size: int = 0  # of the updates as they came


class Settled(Protocol):
    """Who wants to know what became of entries; called on the loop."""

    def committed(self, entries: Sequence[Entry], first: int) -> None:
        """These, all of one room, are durable, with numbers from `first` on."""

    def refused(self, document_id: UUID) -> None:
        """The document takes no updates, or is gone."""

    def failed(self, document_id: UUID) -> None:
        """The database did not take them."""


class Log:
    """Numbers are given under the document's row lock, so their order is commit order, without gaps."""

    def __init__(self, loop: asyncio.AbstractEventLoop, settled: Settled) -> None:
        self._loop, self._settled = loop, settled
        self._waiting: queue.SimpleQueue[Entry | None] = queue.SimpleQueue()
        self._broken: WeakSet[Any] = WeakSet()  # rooms that lost an entry: what came after builds on it
        self._thread = threading.Thread(target=self._work, name="live-log", daemon=True)
        self._thread.start()

    def put(self, entry: Entry) -> None:
        self._waiting.put(entry)

    def end(self) -> None:
        """Write what waits, then stop."""
        self._waiting.put(None)

    def _work(self) -> None:
        is_open = True
        pace = _Pace()
        while is_open:
            batch = [self._waiting.get()]
            pace.wait()
            while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get())
            is_open = None not in batch
            pace.count(len(batch))
            self._write(_by_document([each for each in batch if each and each.room not in self._broken]))
        connection.close()

    def _write(self, batch: dict[UUID, list[Entry]]) -> None:
        if not batch:
            return
        try:
            close_old_connections()
            firsts = append_all(batch)
        except Exception:  # whatever the database or its driver raises: those who wait are told
            log.exception("could not keep the updates of %s", ", ".join(map(str, batch)))
            connection.close()
            self._give_up(batch)
            self._tell(lambda: self._report_failure(batch))
            return
        self._give_up({key: entries for key, entries in batch.items() if key not in firsts})
        self._tell(lambda: self._report(batch, firsts))

    def _give_up(self, batch: dict[UUID, list[Entry]]) -> None:
        self._broken.update(each.room for entries in batch.values() for each in entries)

    def _report(self, batch: dict[UUID, list[Entry]], firsts: dict[UUID, int]) -> None:
        for document_id, entries in batch.items():
            if document_id in firsts:
                self._settled.committed(entries, firsts[document_id])
            else:
                self._settled.refused(document_id)

    def _report_failure(self, batch: dict[UUID, list[Entry]]) -> None:
        for document_id in batch:
            self._settled.failed(document_id)

    def _tell(self, what: Callable[[], object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what)


class _Pace:
    """How long to gather: not at all while few updates come, a few milliseconds while many do."""

    def __init__(self) -> None:
        self._committed_at = self._counted_at = time.monotonic()
        self._count = 0
        self._rate = 0.0

    def wait(self) -> None:
        pause = next((seconds for rate, seconds in PAUSES if self._rate > rate), 0.0)
        left = self._committed_at + pause - time.monotonic()
        if pause and left > 0:
            time.sleep(left)

    def count(self, updates: int) -> None:
        self._committed_at = time.monotonic()
        self._count += updates
        passed = self._committed_at - self._counted_at
        if passed > 0.25:
            self._rate, self._count, self._counted_at = self._count / passed, 0, self._committed_at


def append_all(batch: dict[UUID, list[Entry]]) -> dict[UUID, int]:
    """Keep updates of several documents in one transaction; answers the number of the first of each.

    A document that takes none, because it is closed or gone, is left out.
    """
    moment = clock.now()
    firsts: dict[UUID, int] = {}
    rows: list[tuple[Any, ...]] = []
    with transaction.atomic():
        cursor = connection.connection.cursor()  # the driver's: ours looks at every placeholder, every time
        at = _moment(moment)
        for document_id in sorted(batch):  # in one order, so that two processes never wait for each other
            entries = batch[document_id]
            cursor.execute(_statements().take, [len(entries), at, _identity(document_id)])
            taken = cursor.fetchone()
            if taken:
                firsts[document_id] = int(taken[0]) - len(entries) + 1
                rows += _rows(entries, firsts[document_id], moment)
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            cursor.execute(_statements().insert(len(some)), [value for row in some for value in row])
        announce()
    return firsts


def _by_document(entries: Sequence[Entry]) -> dict[UUID, list[Entry]]:
    """What each document gets; one row for all that came from one connection, since nobody has seen a part of it."""
    found: dict[UUID, dict[Any, list[Entry]]] = {}
    for entry in entries:
        found.setdefault(entry.document_id, {}).setdefault(entry.source, []).append(entry)
    return {document_id: [_together(each) for each in own.values()] for document_id, own in found.items()}


def _together(entries: list[Entry]) -> Entry:
    first = entries[0]
    if len(entries) == 1:
        return first
    update = merge_updates(*(each.update for each in entries))
    return replace(first, update=update, messages=len(entries), size=sum(each.size for each in entries))


def _rows(entries: Sequence[Entry], first: int, moment: datetime) -> list[tuple[Any, ...]]:
    at, is_native = _moment(moment), connection.features.has_native_uuid_field
    return [
        (
            new_id() if is_native else new_id().hex,
            each.document_id if is_native else each.document_id.hex,
            first + place,
            each.update,
            str(each.actor.kind),
            _identity(each.actor.user_id) if each.actor.user_id else None,
            each.actor.label[:200],
            at,
        )
        for place, each in enumerate(entries)
    ]


def _identity(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


class _Statements:
    """The ORM makes each of these anew for every commit, which costs more than the commit itself."""

    def __init__(self) -> None:
        document, update = Document._meta.db_table, DocumentUpdate._meta.db_table
        where = "WHERE id = %s AND closed_at IS NULL RETURNING head"
        self._sign = "?" if connection.vendor == "sqlite" else "%s"
        take = f"UPDATE {document} SET head = head + %s, updated_at = %s {where}"
        self.take = take.replace("%s", self._sign)
        self._insert = (
            f"INSERT INTO {update} (id, document_id, number, data, actor_kind, actor_user_id, actor_label, recorded_at)"
            " VALUES "
        )

    @cache  # noqa: B019 - one object for the whole process
    def insert(self, count: int) -> str:
        return self._insert + ", ".join([f"({', '.join([self._sign] * 8)})"] * count)


@cache
def _statements() -> _Statements:
    return _Statements()
