"""Live editing for longer and with more people than `make test` has time for; the figures are printed (`-s`)."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psutil
import pytest
from django.db import transaction
from django.test import Client
from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.sync.client import ClientConnection

from afterword.documents.append import append
from afterword.documents.bridge.read import read
from afterword.documents.load import load_doc
from afterword.documents.models import Document
from afterword.people.actor import Actor
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.models import Postmortem
from tests import installation
from tests.live.door import Door
from tests.live.typist import Typist, words_in
from tests.processes import AFTERWORD, Program, free_port

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[[Actor], Client]
SOAK = int(os.environ.get("SOAK_ROUNDS", "0"))  # `make soak` sets it; otherwise a glimpse of the same
KILLS, PEOPLE, SECONDS, IDLE = (max(3, SOAK // 10), 40, 6, 1000) if SOAK else (1, 10, 2, 150)
TEXTS = 8
_COMPACT = """
import time
from datetime import timedelta
from afterword.documents import compact
from afterword.documents.models import Document
compact.KEPT_FOR = timedelta(seconds=1.5)  # a week, for those who read meanwhile
end = time.monotonic() + SECONDS
while time.monotonic() < end:
    for document in Document.objects.all():
        compact.snapshot(document)
        compact.purge(document)
    time.sleep(0.05)
"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def reports(ada: Actor) -> list[Postmortem]:
    return [create_report(ada, f"Text {number}") for number in range(TEXTS)]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as found:
        yield found


def serving(port: int) -> Program:
    program = Program(AFTERWORD, "serve", "--live-only", PORT=str(port))
    program.wait_for("serves live sockets")
    return program


def typists(door: Door, people: list[Actor], reports: list[Postmortem]) -> list[tuple[Postmortem, Typist]]:
    found = []
    for number in range(PEOPLE):
        report = reports[number % len(reports)]
        opened = door.opener(people[number % len(people)], report.document)
        found.append((report, Typist(f"p{number}", opened, seconds=0.25)))
    for _report, each in found:
        each.start()
    return found


def settled(crowd: list[tuple[Postmortem, Typist]]) -> None:
    """Everybody stops, and is told that all of theirs is saved."""
    for _report, each in crowd:
        each.stop.set()
    for _report, each in crowd:
        each.join(60)
    assert not [each.name for _report, each in crowd if each.is_alive()]


def held(report: Postmortem) -> set[str]:
    """What the rows say, read anew."""
    return words_in(load_doc(Document.objects.get(pk=report.document_id)))


def lost(crowd: list[tuple[Postmortem, Typist]]) -> set[str]:
    kept = {report.pk: held(report) for report, _each in crowd}
    return {word for report, each in crowd for word in (each.promised | each.words) if word not in kept[report.pk]}


def test_forty_people_type_while_the_server_is_killed_again_and_again(
    client_of: ClientOf, stack: ExitStack, port: int, reports: list[Postmortem], ada: Actor, bo: Actor
) -> None:
    program = serving(port)
    crowd = typists(Door(port, client_of, stack), [ada, bo], reports)
    for _ in range(KILLS):
        time.sleep(SECONDS)
        program.kill()  # -9
        promised = {each.name: set(each.promised) for _report, each in crowd}
        seen = {each.name: each.words - set(each.typed) for _report, each in crowd}
        missing = {word for report, each in crowd for word in (promised[each.name] | seen[each.name]) - held(report)}
        assert not missing
        program = serving(port)
    settled(crowd)
    program.stop()
    typed = sum(len(each.typed) for _report, each in crowd)
    print(f"\nkilled {KILLS} times while {PEOPLE} people typed {typed} words: {len(lost(crowd))} missing")
    assert not lost(crowd)


def test_two_processes_compacting_against_each_other_lose_nothing(
    client_of: ClientOf, stack: ExitStack, port: int, reports: list[Postmortem], ada: Actor, bo: Actor
) -> None:
    program = serving(port)
    crowd = typists(Door(port, client_of, stack), [ada, bo], reports)
    command = (AFTERWORD, "manage", "shell", "-v", "0", "-c", _COMPACT.replace("SECONDS", str(SECONDS)))
    compacting = [subprocess.Popen(command, env=installation.environment()) for _ in range(2)]
    codes = [each.wait(60) for each in compacting]
    settled(crowd)
    program.stop()
    assert codes == [0, 0]
    assert not lost(crowd)
    for report in reports:
        numbers = list(report.document.updates.order_by("number").values_list("number", flat=True))
        assert not numbers or numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_thousand_idle_connections_cost_little_and_hold_up_nobody(
    client_of: ClientOf, stack: ExitStack, port: int, reports: list[Postmortem], ada: Actor, bo: Actor
) -> None:
    program = serving(port)
    before = psutil.Process(program.process.pid).memory_info().rss
    door = Door(port, client_of, stack)
    openers = [door.opener(ada, report.document) for report in reports]
    idle: list[ClientConnection] = [stack.enter_context(openers[each % TEXTS]()) for each in range(IDLE)]
    for each in idle:
        each.close_timeout = 0.1
    hers, his = (door.open(actor, reports[0].document).synced() for actor in (ada, bo))
    began = time.perf_counter()
    hers.write("Through a full house")
    hers.saved()
    his.until(lambda: "Through a full house" in his.words)
    took = (time.perf_counter() - began) * 1000
    each_kib = (psutil.Process(program.process.pid).memory_info().rss - before) / 1024 / IDLE
    print(f"\n{IDLE} idle connections: {each_kib:.0f} KiB each; a word reached another reader in {took:.0f} ms")
    program.kill()
    assert each_kib < 200


def test_a_text_of_a_hundred_pages_opens_within_a_second(
    client_of: ClientOf, stack: ExitStack, port: int, reports: list[Postmortem], ada: Actor
) -> None:
    doc: Doc[XmlFragment] = Doc()
    top = doc.get("default", type=XmlFragment)
    with doc.transaction():
        for number in range(1000):  # ten paragraphs a page
            top.children.append(XmlElement("paragraph", {}, [XmlText(f"{number} " + "words to read " * 20)]))
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=reports[0].document_id)
        append(ada, locked, doc.get_update(), read(doc))
    program = serving(port)
    began = time.perf_counter()
    reader = Door(port, client_of, stack).open(ada, reports[0].document).synced()
    took = time.perf_counter() - began
    program.stop()
    print(f"\n{len(reader.words):,} characters opened in {took * 1000:.0f} ms")
    assert took < 1
