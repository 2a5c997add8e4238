"""The few threads that run Django, each with its own lasting database connection."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol, TypeVar

from django.http import HttpResponse

from afterword.core.asgi import Scope
from afterword.site.dispatch.answer import Answer, plain
from afterword.site.dispatch.body import SPOOL_BYTES, Body
from afterword.site.dispatch.environ import environ_of

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Environ = dict[str, Any]

THREADS = 4
MOST_WAITING = 500


class Busy(Exception):
    """More requests wait for a thread than could be answered in a useful time."""


class WsgiApp(Protocol):
    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]: ...


class Threads:
    """Runs functions in a fixed number of threads; nothing in here waits for a client."""

    def __init__(self, count: int = THREADS) -> None:
        self._executor = ThreadPoolExecutor(count, thread_name_prefix="django")
        self._count = count
        self._taken = 0

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Busy when too many wait already."""
        if self._taken >= self._count + MOST_WAITING:
            raise Busy
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, function, *arguments)
        finally:
            self._taken -= 1


def answer_of(app: WsgiApp, scope: Scope, body: Body) -> Answer:
    """Have a WSGI application answer, to the last byte. Runs in a thread."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        started.append((status, headers))

    with body.file:
        result = app(environ_of(scope, body), start_response)
        try:
            whole = result.content if isinstance(result, HttpResponse) else _spooled(result)
        finally:
            if close := getattr(result, "close", None):
                close()
    status, headers = started[-1]
    return _checked(int(status[:3]), headers, whole)


def _spooled(parts: Iterable[bytes]) -> IO[bytes]:
    """A streamed response, drained here so that a slow reader never keeps the thread."""
    spool: IO[bytes] = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed when it has been sent
    try:
        for part in parts:
            spool.write(part)
    except BaseException:
        spool.close()
        raise
    return spool


def _checked(status: int, headers: list[tuple[str, str]], whole: bytes | IO[bytes]) -> Answer:
    """Headers as bytes; one that would end the line is our mistake and must not reach the client."""
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if any(b"\r" in part or b"\n" in part for pair in encoded for part in pair):
        log.error("a response header contained a line break: %s", [name for name, _ in headers])
        return plain(500, "Something went wrong on our side.")
    if not isinstance(whole, bytes):
        size = whole.tell()
        whole.seek(0)
        if not any(name == b"content-length" for name, _ in encoded):
            encoded.append((b"content-length", str(size).encode()))
    return Answer(status, encoded, whole)
