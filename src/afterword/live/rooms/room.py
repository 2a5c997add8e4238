"""One document that is open here: its Yjs state, and everybody who has it open at this process."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from pycrdt import Doc, XmlFragment, get_update, merge_updates

from afterword.live.rooms.connection import Connection
from afterword.live.rooms.log import Entry
from afterword.live.rooms.pipe import framed
from afterword.live.rooms.rows import Loaded
from afterword.live.rooms.wire import Step, has_additions, presence, sync

log = logging.getLogger(__name__)

MOST_QUEUED = 4 * 1024 * 1024  # bytes on their way to the disk; until fewer wait, nobody is read
FEW, SOON_SECONDS, LATER_SECONDS = 6, 0.012, 0.04  # how long presence may wait for an update to travel with


class Room:
    """Lives on the loop, and so does its Doc. An update is applied, then made durable, then told to the others.

    The Doc runs ahead of the disk by what waits for its commit, so whoever asks for the document gets it after that.
    """

    def __init__(self, document_id: UUID, loaded: Loaded, put: Callable[[Entry], None]) -> None:
        self.document_id = document_id
        self.connections: set[Connection] = set()
        self.head = loaded.head  # everything up to this number is in the Doc
        self.wrote_at = 0.0  # when somebody here last did, and that has not been followed up
        self.wrote_first_at = 0.0
        self.empty_since = time.monotonic()
        self._doc: Doc[XmlFragment] = Doc()
        self._put = put
        self._own: set[int] = set()  # numbers above `head` that are in the Doc already, because they came from here
        self._queued_bytes = 0
        self._paused: set[Connection] = set()
        self._answers: list[tuple[int, Callable[[], object]]] = []  # to be given once so many entries are durable
        self._put_count = self._durable_count = 0
        self._moved: set[Connection] = set()  # whose presence is to be told
        self._timer: asyncio.TimerHandle | None = None
        self._suspected = 0  # a head above ours that may be made of our own commits, still on their way here
        with self._doc.transaction():
            for update in loaded.updates:
                self._doc.apply_update(update)
        self._state = self._doc.get_state()

    # People

    def join(self, connection: Connection) -> None:
        self.connections.add(connection)
        connection.enter(self)
        connection.send(sync(Step.STATE, self._state))
        self.show_presence(connection)

    def leave(self, connection: Connection) -> None:
        if connection not in self.connections:
            return
        self.connections.discard(connection)
        self._moved.discard(connection)
        if connection in self._paused:
            self._paused.discard(connection)
        if connection.seat.is_shown:
            self._tell(connection.seat.leave())
        if not self.connections:
            self.empty_since = time.monotonic()

    def seat_changed(self, connection: Connection, clients: list[int]) -> None:
        for other in self.connections:
            if other is not connection and other.seat.client in clients:
                if other.seat.name.id != connection.seat.name.id:
                    connection.seat.client = -1  # somebody else sits there
                    return
                other.seat.client = -1  # they came back before we missed them
        self._moved.add(connection)
        if self._timer is None:
            wait = SOON_SECONDS if len(self.connections) <= FEW else LATER_SECONDS
            self._timer = asyncio.get_running_loop().call_later(wait, self._tell_presence)

    def show_presence(self, connection: Connection) -> None:
        states = [each.seat.shown() for each in self.connections if each.seat.is_shown and each is not connection]
        if states:
            connection.send(presence(states))

    # Text

    def answer(self, connection: Connection, state: bytes) -> None:
        """What the client lacks; once all of it is durable."""
        missing = sync(Step.MISSING, self._doc.get_update(state))
        self._once_durable(lambda: connection.send(missing))

    def confirm(self, connection: Connection) -> None:
        """The client has nothing that we lack. It takes that for "saved", so it is said once that is true."""
        self._once_durable(connection.acknowledge)

    def _once_durable(self, answer: Callable[[], object]) -> None:
        if self.is_settled:
            answer()
        else:
            self._answers.append((self._put_count, answer))

    def write(self, connection: Connection, update: bytes) -> None:
        """Take what a client wrote. ValueError when it is no update."""
        self._doc.apply_update(update)
        before, self._state = self._state, self._doc.get_state()
        if has_additions(update) and has_additions(get_update(update, self._state)):
            # It builds on something that we have not got. Ask for that; what can't be placed is not kept.
            connection.send(sync(Step.STATE, self._state))
            if before == self._state:
                return
        self._put_count += 1
        self._queued_bytes += len(update)
        self._put(Entry(self.document_id, update, connection.actor, connection, self, size=len(update)))
        if self._queued_bytes > MOST_QUEUED and connection not in self._paused:
            self._paused.add(connection)
            connection.pause()

    def committed(self, entries: Sequence[Entry], first: int) -> None:
        """These are durable now: tell everybody else, and those who sent them."""
        self._take(range(first, first + len(entries)))
        self._unqueue(entries)
        sources = {each.source for each in entries}
        update = entries[0].update if len(entries) == 1 else merge_updates(*(each.update for each in entries))
        only = entries[0].source if len(sources) == 1 else None
        frame = framed(sync(Step.UPDATE, update))
        if self._moved:  # a keystroke and its cursor travel together
            only = only if self._moved == {only} else None
            if states := self._take_moved():
                frame += framed(presence(states))
        self._tell_frame(frame, but=only)
        for each in entries:
            each.source.acknowledge(each.messages)
        self._durable_count += sum(each.messages for each in entries)
        self._send_answers()
        self.wrote_at = time.monotonic()
        self.wrote_first_at = self.wrote_first_at or self.wrote_at

    def follow(self, rows: Sequence[tuple[int, bytes]]) -> None:
        """Take in what others have committed: rows above `head`, in their order."""
        fresh: list[bytes] = []
        for number, update in rows:
            if number <= self.head or number in self._own:
                continue
            self._doc.apply_update(update)
            fresh.append(update)
            self._take([number])
        if fresh:
            self._state = self._doc.get_state()
            self._tell(sync(Step.UPDATE, fresh[0] if len(fresh) == 1 else merge_updates(*fresh)))

    def lacks(self, head: int) -> bool:
        """Whether others have committed numbers up to this one. What we have committed ourselves may not have been
        told us yet, so while something of ours is on its way the question is answered the next time."""
        suspected, self._suspected = self._suspected, 0
        if head <= self.head + len(self._own):
            return False
        if self.is_settled or self.head + sum(each <= suspected for each in self._own) < suspected:
            return True
        self._suspected = head
        return False

    @property
    def is_settled(self) -> bool:
        """Nothing of it waits for the disk."""
        return self._put_count == self._durable_count

    def close(self, code: int) -> None:
        """Send everybody away; what they had not been told is durable they still hold, and bring it back."""
        for connection in tuple(self.connections):
            connection.close(code)

    # Parts

    def _take(self, numbers: Iterable[int]) -> None:
        self._own.update(each for each in numbers if each > self.head)
        while self.head + 1 in self._own:
            self.head += 1
            self._own.discard(self.head)

    def _unqueue(self, entries: Sequence[Entry]) -> None:
        self._queued_bytes -= sum(each.size for each in entries)
        if self._queued_bytes <= MOST_QUEUED // 2:
            for connection in self._paused:
                connection.resume()
            self._paused.clear()

    def _send_answers(self) -> None:
        while self._answers and self._answers[0][0] <= self._durable_count:
            _count, answer = self._answers.pop(0)
            answer()

    def _tell_presence(self) -> None:
        only = next(iter(self._moved)) if len(self._moved) == 1 else None
        if states := self._take_moved():
            self._tell(presence(states), but=only)

    def _take_moved(self) -> list[tuple[int, int, bytes]]:
        """Presence that is to be told; whoever takes it tells it."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        moved, self._moved = self._moved, set()
        return [each.seat.shown() for each in moved if each.seat.client >= 0]

    def _tell(self, message: bytes, *, but: Connection | None = None) -> None:
        self._tell_frame(framed(message), but=but)

    def _tell_frame(self, frame: bytes, *, but: Connection | None = None) -> None:
        for connection in self.connections:
            if connection is not but:
                connection.send_frame(frame)
