"""The bytes that editors speak: the y-websocket protocol, in lib0's encoding.

Source: github.com/yjs/y-protocols (sync, awareness) and github.com/dmonad/lib0 (variable length integers). A message
is a kind, then what that kind holds. Kinds 8 and 9 are ours, sent only to clients that asked for them:
8 (acknowledged): how many of this client's messages have become durable since the last one;
9 (standing): JSON that says what the client may do now.
"""

from collections.abc import Iterator
from enum import IntEnum

MALFORMED = "not a message of the protocol"


class Kind(IntEnum):
    SYNC = 0
    PRESENCE = 1
    ASK_PRESENCE = 3
    ACKNOWLEDGED = 8
    STANDING = 9


class Step(IntEnum):
    """Of a sync message."""

    STATE = 0  # a state vector: what do you have that I have not?
    MISSING = 1  # an update that answers it
    UPDATE = 2


def number(value: int) -> bytes:
    """A variable length unsigned integer."""
    made = bytearray()
    while value > 0x7F:
        made.append(0x80 | value & 0x7F)
        value >>= 7
    made.append(value)
    return bytes(made)


def read_number(message: bytes, at: int) -> tuple[int, int]:
    """The integer at a place, and the place after it. Raises ValueError when there is none."""
    value = shift = 0
    while True:
        if at >= len(message) or shift > 63:
            raise ValueError(MALFORMED)
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def read_bytes(message: bytes, at: int) -> tuple[bytes, int]:
    """Bytes that begin with their length, and the place after them."""
    length, at = read_number(message, at)
    if at + length > len(message):
        raise ValueError(MALFORMED)
    return message[at : at + length], at + length


def with_length(body: bytes) -> bytes:
    return number(len(body)) + body


def sync(step: Step, body: bytes) -> bytes:
    return bytes((Kind.SYNC, step)) + with_length(body)


def acknowledged(count: int) -> bytes:
    return bytes((Kind.ACKNOWLEDGED,)) + number(count)


def standing(json: bytes) -> bytes:
    return bytes((Kind.STANDING,)) + with_length(json)


def presence(states: list[tuple[int, int, bytes]]) -> bytes:
    """Of each client its id, the clock of its state, and the state as JSON."""
    body = [number(len(states))]
    for client, clock, state in states:
        body += [number(client), number(clock), with_length(state)]
    return bytes((Kind.PRESENCE,)) + with_length(b"".join(body))


def read_presence(message: bytes) -> Iterator[tuple[int, int, bytes]]:
    """What a presence message holds. Raises ValueError for what is none."""
    body, _end = read_bytes(message, 1)
    count, at = read_number(body, 0)
    for _ in range(count):
        client, at = read_number(body, at)
        clock, at = read_number(body, at)
        state, at = read_bytes(body, at)
        yield client, clock, state


def adds_nothing(update: bytes) -> bool:
    """Whether it is Yjs' empty update: no additions, no deletions."""
    return update == b"\0\0"


def has_additions(update: bytes) -> bool:
    """An update begins with how many clients' additions it holds."""
    return update[:1] != b"\0"
