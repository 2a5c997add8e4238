"""uvicorn's WebSocket protocol with a way around its queues, for sockets that carry many small messages.

Handing a message to a waiting task and pausing the network for it costs more than everything that a room does with
it, and so does parsing each frame in steps. An application that takes `pipe_of(scope)` gets binary messages as they
arrive and writes frames that are ready; handshake, control frames and everything unusual stay with the library.
"""

from asyncio import BaseTransport
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.speedups import apply_mask

from afterword.live.rooms.pipe import EXTENSION, Heard

_WHOLE_BINARY, _MASKED = 0x82, 0x80
_TOO_LONG = 1009


class FastSockets(WebSocketsSansIOProtocol):
    _heard: Heard | None = None
    _rest = b""  # the beginning of a frame
    is_slow = False  # more waits for the client than the network takes at once

    def connection_made(self, transport: BaseTransport) -> None:
        self.write: Callable[[bytes], None] = self._nowhere
        super().connection_made(transport)

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: Any = self.scope["extensions"]
            extensions[EXTENSION] = self

    def data_received(self, data: bytes) -> None:
        """Whole frames only reach the library from here on, so it never waits for a part that went another way."""
        if self._heard is None:
            super().data_received(data)
            return
        data = self._rest + data if self._rest else data
        at = 0
        while frame := _frame_at(data, at):
            start, end = frame
            if end - at > self.config.ws_max_size:
                self.close(_TOO_LONG)
                return
            if end > len(data):
                break
            if data[at] == _WHOLE_BINARY and not self.close_sent:
                self._heard(apply_mask(data[start:end], data[start - 4 : start]))
            else:
                super().data_received(data[at:end])
            at = end
        self._rest = data[at:]

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = True  # refused in full; the library takes it for a handler that gave up

    # What a Pipe is

    def listen(self, heard: Heard) -> None:
        self._heard = heard
        self.write = self.transport.write

    @staticmethod
    def _nowhere(frame: bytes) -> None:
        """Where frames go before it listens, and once the socket is closed."""

    def unsent(self) -> int:
        return self.transport.get_write_buffer_size()

    def pause(self) -> None:
        if not self.transport.is_closing():
            self.transport.pause_reading()

    def resume(self) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def close(self, code: int) -> None:
        self._stop_writing()
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def abort(self) -> None:
        self._stop_writing()
        self.transport.abort()

    # What the network says

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_writing()
        super().connection_lost(exc)

    def handle_close(self, event: Any) -> None:
        self._stop_writing()
        super().handle_close(event)

    def shutdown(self) -> None:
        self._stop_writing()
        super().shutdown()

    def pause_writing(self) -> None:
        self.is_slow = True
        super().pause_writing()

    def resume_writing(self) -> None:
        self.is_slow = False
        super().resume_writing()

    def _stop_writing(self) -> None:
        self.write = self._nowhere


def _frame_at(data: bytes, at: int) -> tuple[int, int] | None:
    """Where a client's frame has its payload (RFC 6455 section 5.2); None while its head is not all there.

    A frame without a mask is against the protocol: it counts without one, and the library refuses it.
    """
    have = len(data) - at
    if have < 2:
        return None
    length, head = data[at + 1] & 0x7F, 2
    if length == 126:
        head = 4
    elif length == 127:
        head = 10
    is_masked = data[at + 1] & _MASKED
    start = at + head + (4 if is_masked else 0)
    if len(data) < start:
        return None
    if head > 2:
        length = int.from_bytes(data[at + 2 : at + head], "big")
    return start, start + length
