"""A whole response, and sending it without a thread."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from afterword.core.asgi import Send

CHUNK_BYTES = 128 * 1024

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    """Status, headers and the whole body, in memory or in a file that is closed after sending."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes | IO[bytes] = b""


def plain(status: int, text: str, *headers: tuple[bytes, bytes]) -> Answer:
    """A sentence, for what never reaches Django."""
    body = text.encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    length = (b"content-length", str(len(body)).encode())
    return Answer(status, [kind, length, (b"cache-control", b"no-store"), *headers], body)


async def send_answer(send: Send, answer: Answer) -> None:
    """Send it as fast as the client takes it, in pieces; `http_guard` ends a client that takes nothing."""
    file = io.BytesIO(answer.body) if isinstance(answer.body, bytes) else answer.body
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        for part, is_last in _parts(file):
            await send({"type": "http.response.body", "body": part, "more_body": not is_last})
    finally:
        file.close()


def _parts(file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """At least one piece, even of nothing, and whether it is the last."""
    part = file.read(CHUNK_BYTES)
    while following := file.read(CHUNK_BYTES):
        yield part, False
        part = following
    yield part, True
