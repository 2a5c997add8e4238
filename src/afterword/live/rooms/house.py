"""All rooms of a process: opened when somebody comes, closed a while after the last one has gone."""

import asyncio
import logging
import time
from collections.abc import Sequence
from functools import cache
from uuid import UUID

from afterword.core.wakeup.bell import Bell, a_bell
from afterword.live.auth import Guest
from afterword.live.database import in_database
from afterword.live.listener import NOT_WELCOME
from afterword.live.rooms import rows
from afterword.live.rooms.connection import AGAIN_LATER, Connection
from afterword.live.rooms.log import Entry, Log
from afterword.live.rooms.room import Room

log = logging.getLogger(__name__)

CLOSED, GONE = 4403, 4404
CHECK_SECONDS = 1.0  # how often it is asked who may still be here
RIGHTS_SECONDS = 30.0  # how often everybody's role is asked anew, whatever has changed
QUIET_SECONDS, LONG_SECONDS = 0.4, 10.0  # a pause in writing, and how long writing without one goes unseen by search
EMPTY_SECONDS = 30.0  # a reload or a bad network finds its room still open
_BREATH_SECONDS = 0.08  # between two looks: what other processes write may be so much later


class House:
    """Opens rooms, follows what other processes commit, and sees to it that nobody stays who may not."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self._opening: dict[UUID, asyncio.Future[Room]] = {}
        self._log = Log(asyncio.get_running_loop(), self)
        self._seen = rows.Look(frozenset(), {}, {})
        self._checked_at = self._rights_at = time.monotonic()
        self._task = asyncio.create_task(self._run(a_bell()))

    async def open(self, document_id: UUID) -> Room:
        """The room of a document; those who come while it is read wait for the same. As `rows.load` raises."""
        if room := self.rooms.get(document_id):
            return room
        if document_id not in self._opening:
            self._opening[document_id] = asyncio.ensure_future(self._read(document_id))
        return await asyncio.shield(self._opening[document_id])

    async def _read(self, document_id: UUID) -> Room:
        try:
            room = Room(document_id, await in_database(rows.load, document_id), self._log.put)
            self.rooms[document_id] = room
            return room
        finally:
            del self._opening[document_id]

    # What became of updates

    def committed(self, entries: Sequence[Entry], first: int) -> None:
        """A room that was given up meanwhile hears nothing: the one in its place reads the rows."""
        room = self.rooms.get(entries[0].document_id)
        if room and room is entries[0].room:
            room.committed(entries, first)

    def refused(self, document_id: UUID) -> None:
        self._drop(document_id, CLOSED)

    def failed(self, document_id: UUID) -> None:
        self._drop(document_id, AGAIN_LATER)

    def _drop(self, document_id: UUID, code: int) -> None:
        """Its Doc holds what will never be durable: the next one who comes gets a new one, read from the rows."""
        if room := self.rooms.pop(document_id, None):
            room.close(code)

    # What others do

    async def _run(self, bell: Bell) -> None:
        while True:
            seen = bell.count
            try:
                await self._look()
            except Exception:  # the database may be away for a while; the sockets stay
                log.exception("could not look after the rooms")
            await asyncio.sleep(_BREATH_SECONDS)
            await bell.heard(seen)

    async def _look(self) -> None:
        if not self.rooms:
            return
        now = time.monotonic()
        if now - self._checked_at >= CHECK_SECONDS:
            self._checked_at = now
            await self._check_guests(now)
        await self._follow()
        await self._tidy(now)

    async def _follow(self) -> None:
        asked = dict(self.rooms)  # rooms that open meanwhile were not asked for
        heads = await in_database(rows.heads_of, list(asked))
        for document_id, room in asked.items():
            if self.rooms.get(document_id) is not room:
                continue
            if document_id not in heads:
                self._drop(document_id, GONE)
            elif room.lacks(heads[document_id]):
                room.follow(await in_database(rows.newer, document_id, room.head))

    async def _check_guests(self, now: float) -> None:
        """Ask for roles again where something may have changed them, and of everybody now and then."""
        present = {each: room for room in self.rooms.values() for each in room.connections}
        look = await in_database(rows.look, [each.guest for each in present], list(self.rooms))
        before, self._seen = self._seen, look
        is_time = now - self._rights_at >= RIGHTS_SECONDS
        self._rights_at = now if is_time else self._rights_at
        suspect: dict[Guest, UUID] = {}
        for connection, room in present.items():
            guest, document_id = connection.guest, room.document_id
            if guest not in look.welcome:
                _send_away(room, connection, NOT_WELCOME)
            elif is_time or _differs(before, look, guest.user.pk, document_id):
                suspect[guest] = document_id
        if suspect:
            await self._ask_roles(suspect)

    async def _ask_roles(self, guests: dict[Guest, UUID]) -> None:
        roles = await in_database(rows.roles_now, guests)
        for room in list(self.rooms.values()):
            for connection in tuple(room.connections):
                if connection.guest not in roles:
                    continue
                if role := roles[connection.guest]:
                    connection.change_role(role)
                else:
                    _send_away(room, connection, GONE)

    async def _tidy(self, now: float) -> None:
        for document_id, room in list(self.rooms.items()):
            is_empty = not room.connections
            is_quiet = now - room.wrote_at >= QUIET_SECONDS or now - room.wrote_first_at >= LONG_SECONDS
            if room.wrote_first_at and (is_quiet or is_empty):
                room.wrote_first_at = 0.0
                await in_database(rows.after_writing, document_id)
            elif is_empty and room.is_settled and now - room.empty_since >= EMPTY_SECONDS:
                self.rooms.pop(document_id, None)


def _send_away(room: Room, connection: Connection, code: int) -> None:
    connection.close(code)
    room.leave(connection)


def _differs(before: rows.Look, after: rows.Look, user_id: UUID, document_id: UUID) -> bool:
    """What is seen for the first time counts as changed: it may have, since they were let in."""
    is_known = user_id in before.people and document_id in before.versions
    same_person = before.people.get(user_id) == after.people.get(user_id)
    return not (is_known and same_person and before.versions[document_id] == after.versions.get(document_id))


@cache
def the_house() -> House:
    """The one of this process."""
    return House()
