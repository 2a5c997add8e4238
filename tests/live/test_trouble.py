"""What goes wrong around a room: readers that stall, wake-ups that stop, a database that goes away."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection
from django.test import Client
from pycrdt import XmlFragment
from websockets.exceptions import ConnectionClosed

from afterword.documents.models import DocumentUpdate
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.live.door import Door
from tests.live.typist import Typist
from tests.live.writer import Writer
from tests.processes import AFTERWORD, Program, free_port
from tests.services.redis import Redis
from tests.world import a_resolved_incident

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return start(ada, [a_resolved_incident(by=ada)], language="en")


@contextmanager
def serving(**environment: str) -> Iterator[Program]:
    program = Program(AFTERWORD, "serve", "--live-only", PORT=str(free_port()), **environment)
    try:
        program.wait_for("serves live sockets")
        yield program
    finally:
        program.stop()
        program.kill()


@contextmanager
def door_to(program: Program, client_of: ClientOf) -> Iterator[Door]:
    with ExitStack() as stack:
        yield Door(program.port, client_of, stack)


def test_who_stops_reading_is_cut_off_and_holds_up_nobody(
    client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    with serving() as program, door_to(program, client_of) as door:
        stalled = door.open(bo, report.document).synced()
        stalled.socket.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        hers, his = door.open(ada, report.document).synced(), door.open(bo, report.document).synced()
        for number in range(40):
            hers.write("x" * 300_000)
            hers.saved(20)
            his.until(lambda count=number + 1: paragraphs(his) >= count, 20)  # type: ignore[misc]
        with pytest.raises(ConnectionClosed):
            stalled.until(lambda: False, 20)
        for each in (stalled, hers, his):
            each.socket.close_timeout = 0.5  # what is under way to them is not waited for


def paragraphs(writer: Writer) -> int:
    return len(writer.doc.get("default", type=XmlFragment).children)


def test_an_update_that_comes_again_is_no_second_one(
    client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    with serving() as program, door_to(program, client_of) as door:
        hers, his = door.open(ada, report.document).synced(), door.open(bo, report.document).synced()
        update = hers.write("Said once")
        for _ in range(5):
            hers.send_update(update)
            his.send_update(update)
        hers.saved()
        his.saved()
        assert his.words.count("Said once") == hers.words.count("Said once") == 1


def test_processes_follow_each_other_when_redis_is_gone(
    a_redis: Redis, client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    with ExitStack() as stack:
        programs = [stack.enter_context(serving(REDIS_URL=a_redis.url)) for _ in range(2)]
        hers, his = (
            stack.enter_context(door_to(program, client_of)).open(actor, report.document).synced()
            for program, actor in zip(programs, (ada, bo), strict=True)
        )
        hers.write("With Redis")
        his.until(lambda: "With Redis" in his.words, 3)
        a_redis.stop()
        try:
            hers.write("Without it")
            hers.saved()
            his.until(lambda: "Without it" in his.words, 5)
        finally:
            a_redis.start()
        his.write("And back")
        hers.until(lambda: "And back" in hers.words, 5)


def test_a_database_that_goes_away_and_comes_back_loses_nothing(
    client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    with serving() as program, door_to(program, client_of) as door:
        people = [
            Typist(name, door.opener(actor, report.document), seconds=0.02)
            for name, actor in (("ada", ada), ("bo", bo))
        ]
        for each in people:
            each.start()
        for _ in range(3):
            time.sleep(0.5)
            interrupt_the_database()
        for each in people:
            each.stop.set()
        for each in people:
            each.join(30)
        assert not [each.name for each in people if each.is_alive()]
        wanted = {word for each in people for word in each.typed}
        reader = door.open(ada, report.document).synced()
        assert len(wanted) > 50
        assert not {word for word in wanted if word not in reader.words}
        numbers = list(report.document.updates.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def interrupt_the_database() -> None:
    """PostgreSQL ends every other connection; SQLite is locked for as long as a slow writer would."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        return
    held = threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN EXCLUSIVE")
            held.wait(1)
            cursor.execute("ROLLBACK")
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holder.join()


def test_a_batch_that_fails_is_brought_back_by_those_who_wrote_it(
    client_of: ClientOf, report: Postmortem, ada: Actor
) -> None:
    """The room is given up and read anew from the rows; the writer comes back with what was not acknowledged."""
    with serving() as program, door_to(program, client_of) as door:
        typist = Typist("ada", door.opener(ada, report.document), seconds=0.02)
        typist.start()
        time.sleep(0.5)
        table = DocumentUpdate._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} RENAME TO away")
            time.sleep(0.7)
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")
        time.sleep(1.0)
        typist.stop.set()
        typist.join(30)
        assert not typist.is_alive()
        assert typist.comebacks > 0
        words = door.open(ada, report.document).synced().words
        assert not [word for word in typist.typed if word not in words]
