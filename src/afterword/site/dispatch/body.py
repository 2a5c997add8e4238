"""Reading a request to its end before anybody works on it."""

import asyncio
import io
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from afterword.core.asgi import Receive, Scope, header

SPOOL_BYTES = 1024 * 1024  # more than this goes to a temporary file


class BodyTooLarge(Exception):
    pass


class BodyTooSlow(Exception):
    pass


class ClientGone(Exception):
    pass


@dataclass(frozen=True)
class Limits:
    """How much of a request we take, and how long we wait for it."""

    request_bytes: int
    idle_seconds: float = 20  # without a single byte
    whole_seconds: float = 600


@dataclass(frozen=True)
class Body:
    file: IO[bytes]
    size: int


async def read_body(scope: Scope, receive: Receive, limits: Limits) -> Body:
    """The whole body, rewound. BodyTooLarge (if declared, before a byte of it is read), BodyTooSlow, ClientGone."""
    declared = header(scope, b"content-length")
    if declared is None and header(scope, b"transfer-encoding") is None:
        return Body(io.BytesIO(), 0)
    if int(declared or 0) > limits.request_bytes:
        raise BodyTooLarge
    spool: IO[bytes] = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - whoever gets the body closes it
    try:
        size = await _fill(spool, receive, limits)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return Body(spool, size)


async def _fill(spool: IO[bytes], receive: Receive, limits: Limits) -> int:
    loop = asyncio.get_running_loop()
    whole = loop.time() + limits.whole_seconds
    size, more = 0, True
    while more:
        try:
            async with asyncio.timeout_at(min(whole, loop.time() + limits.idle_seconds)):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlow from None
        if message["type"] == "http.disconnect":
            raise ClientGone
        part = message.get("body", b"")
        size += len(part)
        if size > limits.request_bytes:
            raise BodyTooLarge
        spool.write(part)
        more = message.get("more_body", False)
    return size
