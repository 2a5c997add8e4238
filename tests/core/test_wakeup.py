import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from afterword.core.jobs.models import Schedule
from afterword.core.wakeup.announce import announce
from afterword.core.wakeup.bell import Bell, a_bell
from afterword.core.wakeup.redis_link import publisher
from tests import installation
from tests.core.waiting import until
from tests.services.redis import Redis

pytestmark = pytest.mark.django_db(transaction=True)
ANNOUNCE = """
import django
django.setup()
from django.db import transaction
from afterword.core.jobs.models import Schedule
from afterword.core.wakeup.announce import announce
with transaction.atomic():
    Schedule.objects.create(name="from another process")
    announce()
"""


@pytest.fixture
def bell() -> Iterator[Bell]:
    listening = a_bell()
    time.sleep(0.3)
    yield listening
    listening.stop()


def seconds_until(bell: Bell, seen: int) -> float:
    started = time.monotonic()
    bell.wait(seen, 5)
    return time.monotonic() - started


def test_a_commit_in_another_process_rings(bell: Bell) -> None:
    seen = bell.count
    other = subprocess.Popen([sys.executable, "-c", ANNOUNCE], env=installation.environment())

    until(lambda: Schedule.objects.filter(name="from another process").exists())

    assert seconds_until(bell, seen) < 3
    assert other.wait(10) == 0


def test_nothing_rings_before_the_commit_nor_after_a_rollback(bell: Bell) -> None:
    seen = bell.count
    with transaction.atomic():
        Schedule.objects.create(name="never")
        announce()
        time.sleep(0.2)
        transaction.set_rollback(True)
    time.sleep(0.2)
    assert bell.count == seen

    with transaction.atomic():
        Schedule.objects.create(name="now")
        announce()
        announce()
    assert seconds_until(bell, seen) < 3
    time.sleep(0.2)
    assert bell.count == seen + 1


def test_tasks_on_an_event_loop_hear_it_too(bell: Bell) -> None:
    async def listen() -> float:
        started = time.monotonic()
        seen = bell.count
        threading.Timer(0.1, bell.ring).start()
        await bell.heard(seen, 5)
        return time.monotonic() - started

    assert 0.05 < asyncio.run(listen()) < 1


class BrokenSource:
    def listen(self, ring: Callable[[], None], stop: threading.Event) -> None:
        if stop.is_set():
            ring()
        raise OSError("no such machine")


def test_a_lost_wake_up_costs_a_second() -> None:
    bell = Bell(BrokenSource()).start()
    started = time.monotonic()
    bell.wait(bell.count)
    assert 0.9 < time.monotonic() - started < 2

    async def listen() -> None:
        await bell.heard(bell.count)

    started = time.monotonic()
    asyncio.run(listen())
    assert 0.9 < time.monotonic() - started < 2
    bell.stop()


@pytest.fixture
def through_redis(a_redis: Redis, settings: Settings) -> Iterator[Redis]:
    settings.REDIS_URL = a_redis.url
    publisher.cache_clear()
    yield a_redis
    publisher.cache_clear()
    if a_redis.is_ours and not a_redis.process:
        a_redis.start()


def commit() -> None:
    with transaction.atomic():
        announce()


def test_redis_carries_the_wake_up(through_redis: Redis, bell: Bell) -> None:
    seen = bell.count
    commit()
    assert seconds_until(bell, seen) < 3


def test_a_redis_that_dies_half_way_is_survived(
    through_redis: Redis, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("afterword.core.wakeup.redis_link._REST_SECONDS", 0.5)
    monkeypatch.setattr("afterword.core.wakeup.bell._RETRY_SECONDS", 0.2)
    commit()
    if not through_redis.is_ours:
        pytest.skip("this Redis is not ours to stop")
    through_redis.stop()

    started = time.monotonic()
    commit()
    commit()
    assert time.monotonic() - started < 1
    seen = bell.count
    started = time.monotonic()
    bell.wait(seen)
    assert time.monotonic() - started < 2

    through_redis.start()
    until(lambda: bell.count > seen)  # it listens again
    time.sleep(0.5)
    seen = bell.count
    commit()
    assert seconds_until(bell, seen) < 3


def test_a_redis_that_was_never_there_costs_one_short_wait(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    publisher.cache_clear()
    started = time.monotonic()
    for _ in range(20):
        commit()
    publisher.cache_clear()

    assert time.monotonic() - started < 1
