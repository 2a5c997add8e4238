"""A process with sockets only, beside one that serves everything."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.test import Client
from websockets.exceptions import ConnectionClosed

from afterword.access.actions.sign_out_everywhere import sign_out_everywhere
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.live.door import Door
from tests.processes import AFTERWORD, Program, free_port
from tests.world import a_resolved_incident, user_of

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[[Actor], Client]


@pytest.fixture(scope="module")
def node(django_db_setup: None) -> Iterator[Program]:
    program = Program(AFTERWORD, "serve", "--live-only", PORT=str(free_port()))
    program.wait_for("serves live sockets")
    yield program
    program.stop()
    program.kill()


@pytest.fixture
def whole(django_db_setup: None) -> Iterator[Program]:
    program = Program(AFTERWORD, "serve", PORT=str(free_port()))
    program.wait_for("Afterword is ready")
    yield program
    program.stop()
    program.kill()


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return start(ada, [a_resolved_incident(by=ada)], language="en")


def asked(node: Program, path: str) -> tuple[int, str]:
    try:
        with urlopen(f"http://localhost:{node.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def test_it_says_how_it_is_and_has_no_pages(node: Program) -> None:
    assert asked(node, "/healthz") == (200, "ok\n")
    assert asked(node, "/readyz")[0] == 200
    assert asked(node, "/postmortems") == (404, "Only the sockets below /live/ are served here.\n")
    assert not node.children()


def test_who_writes_there_and_who_writes_elsewhere_see_each_other(
    node: Program, whole: Program, client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    with ExitStack() as stack:
        here = Door(node.port, client_of, stack).open(ada, report.document).synced()
        there = Door(whole.port, client_of, stack).open(bo, report.document).synced()

        here.write("Said here. ")
        here.saved()
        there.until(lambda: "Said here." in there.words)
        there.write("Said there. ")
        there.saved()
        here.until(lambda: "Said there." in here.words)


def test_the_same_doors_are_locked(
    node: Program, client_of: ClientOf, report: Postmortem, ada: Actor, cy: Actor
) -> None:
    with ExitStack() as stack:
        door = Door(node.port, client_of, stack)
        assert door.refusal(None, report.document) == 401
        assert door.refusal(ada, report.document, origin="https://elsewhere.example") == 403
        viewer = door.open(cy, report.document).synced()
        before = viewer.words
        viewer.write("Not mine to write")
        writer = door.open(ada, report.document).synced()
        assert writer.words == before
        sign_out_everywhere(ada, user_of(ada))
        with pytest.raises(ConnectionClosed):
            writer.until(lambda: False, seconds=5)
