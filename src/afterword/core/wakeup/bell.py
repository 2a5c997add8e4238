"""One ear for a whole process: rings when other processes may have committed something."""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

SLOW_POLL_SECONDS = 1.0  # the longest that a lost wake-up costs
_RETRY_SECONDS = 2.0
# By name, so that a process loads the client library of its own source only.
_SOURCES = {
    "redis": "afterword.core.wakeup.redis_link.RedisSource",
    "sqlite": "afterword.core.wakeup.sqlite.SqliteSource",
    "postgresql": "afterword.core.wakeup.postgres.PostgresSource",
}


class Source(Protocol):
    def listen(self, ring: Callable[[], None], stop: threading.Event) -> None:
        """Call `ring` for each wake-up, until `stop` is set, or raise when the connection is gone."""


class Bell:
    """Counts wake-ups. Read `count`, look at the rows, then wait for a higher count: nothing falls in between.

    Waiting ends after SLOW_POLL_SECONDS in any case, so callers look again even when the source is broken.
    """

    def __init__(self, source: Source) -> None:
        self.count = 0
        self._source = source
        self._rung = threading.Condition()
        self._stop = threading.Event()
        self._loop_waiters: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._thread = threading.Thread(target=self._listen, name="wakeup", daemon=True)

    def start(self) -> "Bell":
        self._thread.start()
        return self

    def stop(self) -> None:
        """Wake all who wait; the listening thread ends by itself."""
        self._stop.set()
        self.ring()

    def ring(self) -> None:
        with self._rung:
            self.count += 1
            self._rung.notify_all()
            for loop, event in self._loop_waiters:
                loop.call_soon_threadsafe(event.set)

    def wait(self, seen: int, seconds: float = SLOW_POLL_SECONDS) -> None:
        """Block this thread until the count is above `seen`, or the time is up."""
        with self._rung:
            self._rung.wait_for(lambda: self.count > seen, seconds)

    async def heard(self, seen: int, seconds: float = SLOW_POLL_SECONDS) -> None:
        """The same for a task on an event loop."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        with self._rung:
            if self.count > seen:
                return
            self._loop_waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter[1].wait(), seconds)
        except TimeoutError:
            pass
        finally:
            with self._rung:
                self._loop_waiters.discard(waiter)

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                self._source.listen(self.ring, self._stop)
            except Exception as error:  # noqa: BLE001 - whatever the client library raises: the slow poll carries us meanwhile
                log.warning("wake-up source %s lost, retrying: %s", type(self._source).__name__, error)
                self._stop.wait(_RETRY_SECONDS)


def a_bell() -> Bell:
    """A started bell on Redis where REDIS_URL is set, else on the database. Start it after forking, never before."""
    name = "redis" if settings.REDIS_URL else connection.vendor
    return Bell(import_string(_SOURCES[name])()).start()
