"""One editor's socket in a room."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Protocol

import msgspec

from afterword.documents.owners import Role
from afterword.live.auth import Guest
from afterword.live.rooms.pipe import Pipe, framed
from afterword.live.rooms.presence import Name, Seat
from afterword.live.rooms.wire import (
    MALFORMED,
    Kind,
    Step,
    acknowledged,
    adds_nothing,
    read_bytes,
    standing,
)

BAD_MESSAGE, TOO_LONG, AGAIN_LATER = 4400, 1009, 1013
LONGEST_UPDATE = 1024 * 1024
MOST_UNSENT = 1024 * 1024  # bytes; a client further behind comes back and asks for what it lacks
ACKNOWLEDGE_SECONDS = 0.1  # by then an acknowledgement is sent, if nothing went the same way before
RATE, BURST = 1000.0, 5000.0  # messages a second, and at once; whoever says more is read more slowly
BYTES_RATE, BYTES_BURST = 2_000_000.0, 20_000_000.0


class Place(Protocol):
    """The room, as a connection sees it."""

    def answer(self, connection: "Connection", state: bytes) -> None: ...
    def write(self, connection: "Connection", update: bytes) -> None: ...
    def confirm(self, connection: "Connection") -> None: ...
    def seat_changed(self, connection: "Connection", clients: list[int]) -> None: ...
    def show_presence(self, connection: "Connection") -> None: ...


class Connection:
    """Reads what the client says and hands it to the room; sends what the room says, and drops who can't keep up."""

    def __init__(self, guest: Guest, role: Role, pipe: Pipe, *, wants_more: bool) -> None:
        self.guest, self.role = guest, role
        self.actor = guest.actor
        self.seat = Seat(Name.of(guest.user))
        self.refused = 0  # updates of somebody who may not write
        self._pipe = pipe
        self._wants_more = wants_more  # acknowledgements and standing, which other clients don't know
        self._room: Place | None = None
        self._to_acknowledge = 0
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self._allowance = _Allowance()
        self._pauses = 0

    def enter(self, room: Place) -> None:
        self._room = room
        self._pipe.listen(self.hear)
        self.say_standing()

    # In

    def hear(self, message: bytes) -> None:
        """Whatever a client sends: nothing of it may raise."""
        if self._room is None:
            return
        self._hold_back(self._allowance.take(len(message)))
        try:
            self._understand(self._room, message)
        except (ValueError, msgspec.MsgspecError):
            self.close(BAD_MESSAGE)

    def _understand(self, room: Place, message: bytes) -> None:
        if not message:
            raise ValueError(MALFORMED)
        match message[0]:
            case Kind.SYNC:
                self._synchronise(room, message)
            case Kind.PRESENCE:
                if clients := self.seat.hear(message):
                    room.seat_changed(self, clients)
            case Kind.ASK_PRESENCE:
                room.show_presence(self)
            case _:
                pass  # a newer client may say more than we know

    def _synchronise(self, room: Place, message: bytes) -> None:
        if len(message) < 2:
            raise ValueError(MALFORMED)
        body, _end = read_bytes(message, 2)
        if message[1] == Step.STATE:
            room.answer(self, body)
        elif len(body) > LONGEST_UPDATE:
            self.close(TOO_LONG)
        elif adds_nothing(body):
            room.confirm(self)
        elif self.role == Role.EDITOR:
            room.write(self, body)
        else:
            self.refused += 1
            self.say_standing()

    def _hold_back(self, seconds: float) -> None:
        if seconds > 0:
            self.pause()
            self._loop.call_later(seconds, self.resume)

    def pause(self) -> None:
        self._pauses += 1
        if self._pauses == 1:
            self._pipe.pause()

    def resume(self) -> None:
        self._pauses -= 1
        if self._pauses == 0:
            self._pipe.resume()

    # Out

    def send(self, message: bytes) -> None:
        self.send_frame(framed(message))

    def send_frame(self, frame: bytes) -> None:
        """The caller frames once for everybody. One long frame is allowed, being behind is not."""
        if self._to_acknowledge:
            frame = self._acknowledgement() + frame
        if self._pipe.is_slow and self._pipe.unsent() > MOST_UNSENT:
            self._pipe.abort()
        else:
            self._pipe.write(frame)

    def acknowledge(self, messages: int = 1) -> None:
        """So many more of its messages are durable."""
        if not self._wants_more:
            return
        self._to_acknowledge += messages
        if self._timer is None:
            self._timer = self._loop.call_later(ACKNOWLEDGE_SECONDS, self._send_acknowledgement)

    def _send_acknowledgement(self) -> None:
        self._timer = None
        if self._to_acknowledge:  # otherwise it went along with something else
            self.send_frame(b"")

    def _acknowledgement(self) -> bytes:
        count, self._to_acknowledge = self._to_acknowledge, 0
        return framed(acknowledged(count))

    def say_standing(self) -> None:
        if self._wants_more:
            said = {"role": str(self.role), "refused": self.refused, "color": self.seat.name.color}
            self.send(standing(json.dumps(said).encode()))

    def change_role(self, role: Role) -> None:
        if role != self.role:
            self.role = role
            self.say_standing()

    def close(self, code: int) -> None:
        self._room = None
        self._pipe.close(code)


class _Allowance:
    """A token bucket for messages and one for bytes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._at = now()
        self._messages, self._bytes = BURST, BYTES_BURST

    def take(self, size: int) -> float:
        """For how many seconds nothing more may be taken."""
        now = self._now()
        passed, self._at = now - self._at, now
        self._messages = min(BURST, self._messages + passed * RATE) - 1
        self._bytes = min(BYTES_BURST, self._bytes + passed * BYTES_RATE) - size
        return max(0.0, -self._messages / RATE, -self._bytes / BYTES_RATE)
