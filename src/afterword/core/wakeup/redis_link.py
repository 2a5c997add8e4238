"""Wake-up through Redis publish and subscribe. Nothing is kept there; it may vanish at any moment."""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings

from afterword.core.wakeup.channels import CHANNEL

log = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 0.25  # publishing happens inside somebody's request
_REST_SECONDS = 5.0  # how long a Redis that failed is left alone
_LOOK_UP_SECONDS = 1.0


def _client(read_seconds: float) -> Any:
    """A client without retries of its own. The library is loaded only where Redis is used: it is big."""
    redis = import_module("redis")
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=_TIMEOUT_SECONDS, socket_timeout=read_seconds, retry=None
    )


class Publisher:
    """Says that something changed; a failing Redis costs one short wait, then nothing for a while."""

    def __init__(self) -> None:
        self._redis = _client(_TIMEOUT_SECONDS)
        self._resting_until = 0.0

    def publish(self) -> None:
        if time.monotonic() < self._resting_until:
            return
        try:
            self._redis.publish(CHANNEL, b"")
        except Exception as error:  # noqa: BLE001 - redis errors and the socket's alike: nobody may fail because of a hint
            self._resting_until = time.monotonic() + _REST_SECONDS
            log.warning("Redis does not answer, falling back to the slow poll: %s", type(error).__name__)


@cache
def publisher() -> Publisher:
    """One for the process; its connection pool is safe for threads and opens a connection when first used."""
    return Publisher()


class RedisSource:
    def listen(self, ring: Callable[[], None], stop: threading.Event) -> None:
        with _client(_LOOK_UP_SECONDS * 2) as redis, redis.pubsub(ignore_subscribe_messages=True) as own:
            own.subscribe(CHANNEL)
            ring()  # what was announced before we listened
            while not stop.is_set():
                if own.get_message(timeout=_LOOK_UP_SECONDS):
                    ring()


def answers() -> bool:
    """Whether it can be reached this moment."""
    try:
        with _client(_LOOK_UP_SECONDS) as redis:
            return bool(redis.ping())
    except Exception as error:  # noqa: BLE001 - redis errors and the socket's alike
        log.info("Redis does not answer: %s", type(error).__name__)
        return False
