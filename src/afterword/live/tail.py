"""The one task of a process that follows rows for all its sockets."""

import asyncio
import logging
import math
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from afterword.core.wakeup.bell import Bell, a_bell
from afterword.live.auth import Guest, still_welcome
from afterword.live.database import in_database
from afterword.live.listener import NOT_WELCOME, Listener
from afterword.live.topics import Followed, Heads, kind_called, resolve
from afterword.people.models import User

log = logging.getLogger(__name__)

GUESTS_SECONDS = 1.0  # how often sessions, tokens and people are checked
RIGHTS_SECONDS = 30.0  # how often every topic is resolved again: team membership raises no access_version
_BREATH_SECONDS = 0.03  # between two looks, so that a burst of commits costs one


@dataclass
class Stream:
    """One followed row: what was seen last, and who wants to know."""

    id: UUID
    heads: Heads
    listeners: set[Listener] = field(default_factory=set)


class Tail:
    """Waits for wake-ups, asks one query per kind for all followed rows, tells the listeners. Lives on the loop."""

    def __init__(self) -> None:
        self._streams: dict[str, Stream] = {}
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._guests_at = self._rights_at = time.monotonic()

    def join(self, listener: Listener) -> None:
        self._listeners.add(listener)
        if self._task is None:
            self._task = asyncio.create_task(self._run(a_bell()))

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        for topic in list(listener.known):
            self._unfollow(topic, listener)

    async def follow(self, listener: Listener, topics: Collection[str]) -> None:
        """Tell the current head of each topic, and every later one; `unknown` for what the guest may not see."""
        found = await in_database(resolve, listener.guest.actor, topics)
        if listener not in self._listeners:
            return
        for topic in topics:
            listener.known.pop(topic, None)  # asked again, told again
            if topic in found:
                self._follow(listener, topic, found[topic])
            else:
                self._unfollow(topic, listener)
                listener.unknown(topic)

    def _follow(self, listener: Listener, topic: str, followed: Followed) -> None:
        stream = self._streams.setdefault(topic, Stream(followed.id, followed.heads))
        stream.listeners.add(listener)
        listener.changed(topic, max(followed.heads.head, stream.heads.head))
        if followed.heads.access_version < stream.heads.access_version:
            self._rights_at = -math.inf  # who may see it has changed since we asked: ask again in the next round

    def _unfollow(self, topic: str, listener: Listener) -> None:
        stream = self._streams.get(topic)
        if stream:
            stream.listeners.discard(listener)
            if not stream.listeners:
                del self._streams[topic]

    async def _run(self, bell: Bell) -> None:
        while True:
            seen = bell.count
            try:
                await self._look()
            except Exception:  # the database may be away for a while; the sockets stay
                log.exception("could not look what has changed")
            await asyncio.sleep(_BREATH_SECONDS)
            await bell.heard(seen)

    async def _look(self) -> None:
        if not self._listeners:
            return
        now = time.monotonic()
        if now - self._guests_at >= GUESTS_SECONDS:
            self._guests_at = now
            await self._check_guests()
        if now - self._rights_at >= RIGHTS_SECONDS:
            self._rights_at = now
            await self._check_rights(list(self._streams))
        await self._look_at_heads()

    async def _look_at_heads(self) -> None:
        """Rights first: whoever may no longer see a row is not told that it has changed."""
        fresh = await in_database(_heads_of, {topic: stream.id for topic, stream in self._streams.items()})
        suspect = [topic for topic, heads in fresh.items() if self._has_new_rights(topic, heads)]
        await self._check_rights(suspect)
        for topic, heads in fresh.items():
            stream = self._streams.get(topic)
            if stream is None or heads is None:
                continue
            stream.heads = heads
            for listener in stream.listeners:
                listener.changed(topic, heads.head)

    def _has_new_rights(self, topic: str, heads: Heads | None) -> bool:
        stream = self._streams.get(topic)
        return stream is not None and (heads is None or heads.access_version != stream.heads.access_version)

    async def _check_rights(self, topics: Collection[str]) -> None:
        """Resolve these topics again for everybody who follows them."""
        following: dict[Listener, set[str]] = {}
        for topic in topics:
            for listener in self._streams[topic].listeners if topic in self._streams else ():
                following.setdefault(listener, set()).add(topic)
        for listener, own in following.items():
            visible = await in_database(_visible, listener.guest, own)
            for topic in own - visible:
                self._unfollow(topic, listener)
                listener.unknown(topic)

    async def _check_guests(self) -> None:
        present = list(self._listeners)
        welcome = await in_database(_welcome, [listener.guest for listener in present])
        for listener in present:
            if listener.guest not in welcome:
                self.leave(listener)
                listener.close(NOT_WELCOME)


@cache
def the_tail() -> Tail:
    """The one of this process."""
    return Tail()


def _heads_of(ids: Mapping[str, UUID]) -> dict[str, Heads | None]:
    """The heads of all these rows, one query per kind; None for a row that is gone."""
    by_kind: dict[str, dict[str, UUID]] = {}
    for topic, row_id in ids.items():
        kind, _, _ = topic.partition(":")
        by_kind.setdefault(kind, {})[topic] = row_id
    fresh: dict[str, Heads | None] = {}
    for kind, rows in by_kind.items():
        found = kind_called(kind).heads(rows.values())
        fresh |= {topic: found.get(row_id) for topic, row_id in rows.items()}
    return fresh


def _visible(guest: Guest, topics: Collection[str]) -> set[str]:
    """Asked with the person as they are now, not as they were when the socket opened."""
    user = User.objects.filter(pk=guest.user.pk).first()
    if user is None:
        return set()
    return set(resolve(Guest(user, guest.session_key, guest.token).actor, topics))


def _welcome(guests: Collection[Guest]) -> set[Guest]:
    return set(still_welcome(guests))
