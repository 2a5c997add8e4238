"""The two ends of a socket as a room needs them: bytes in without waiting, frames out without copying."""

from collections.abc import Callable
from typing import Protocol

from afterword.core.asgi import Scope

EXTENSION = "afterword.pipe"
Heard = Callable[[bytes], None]


class Pipe(Protocol):
    """One accepted socket. Everything happens on the event loop, and nothing here waits."""

    is_slow: bool  # more waits for the client than the network takes at once

    def listen(self, heard: Heard) -> None:
        """Hand every binary message over as it arrives, from now on."""

    @property
    def write(self) -> Callable[[bytes], None]:
        """Sends frames that are ready for the wire; those of a socket that is closing go nowhere."""

    def unsent(self) -> int:
        """How many bytes the client has not taken yet."""

    def pause(self) -> None:
        """Take nothing more from the client until `resume`; the network holds it back."""

    def resume(self) -> None: ...

    def close(self, code: int) -> None: ...

    def abort(self) -> None:
        """End it without a word; what was not taken is dropped."""


def pipe_of(scope: Scope) -> Pipe:
    """That of a socket of our own server."""
    pipe: Pipe = scope["extensions"][EXTENSION]
    return pipe


def framed(message: bytes) -> bytes:
    """A binary WebSocket frame of the server's side (RFC 6455 section 5.2), the same bytes for every client."""
    length = len(message)
    if length < 126:
        return bytes((0x82, length)) + message
    if length < 65536:
        return b"\x82\x7e" + length.to_bytes(2, "big") + message
    return b"\x82\x7f" + length.to_bytes(8, "big") + message
