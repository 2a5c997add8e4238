"""Who is in a room and where their cursor stands. Never stored; names and colours come from the session."""

import zlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from afterword.live.rooms.wire import presence, read_presence
from afterword.people.models import User

LONGEST = 4096  # bytes of one state
GONE = b"null"
# Told apart by hue, and dark enough for white letters on them (contrast 4.5 and more).
COLOURS = ("#b42318", "#b54708", "#4d7c0f", "#15803d", "#0f766e", "#0369a1", "#1d4ed8", "#6d28d9", "#a21caf", "#be185d")
_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Name:
    """How somebody is shown to the others."""

    id: UUID
    name: str
    color: str

    @classmethod
    def of(cls, user: User) -> "Name":
        return cls(user.pk, str(user), COLOURS[zlib.crc32(user.pk.bytes) % len(COLOURS)])


@dataclass
class Seat:
    """What one connection says of itself: the client id it introduced first, and the newest state."""

    name: Name
    client: int = -1
    clock: int = 0
    state: bytes = GONE

    def hear(self, message: bytes) -> list[int]:
        """Take in what the client says of itself; what it says of others is not its to say.

        Answers the ids that changed: its own, and the one it had before, if it took a new one. ValueError when it is
        no such message.
        """
        for client, clock, state in read_presence(message):
            if self.client not in (-1, client):
                continue
            if client == self.client and clock <= self.clock and self.state != GONE:
                continue
            self.client, self.clock, self.state = client, clock, self._signed(state)
            return [client]
        return []

    def _signed(self, state: bytes) -> bytes:
        if len(state) > LONGEST:
            raise ValueError("a presence state is too long")
        said: Any = _decode(state)
        if not isinstance(said, dict):
            return GONE
        said["user"] = {"id": str(self.name.id), "name": self.name.name, "color": self.name.color}
        return _encode(said)

    @property
    def is_shown(self) -> bool:
        return self.client >= 0 and self.state != GONE

    def shown(self) -> tuple[int, int, bytes]:
        return self.client, self.clock, self.state

    def leave(self) -> bytes:
        """The message that tells the others."""
        return presence([(self.client, self.clock + 1, GONE)])
