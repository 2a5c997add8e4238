"""Where editors meet: a real server, real sockets, and Yjs documents on both ends."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
from django.test import Client
from pycrdt import XmlElement, XmlText
from websockets.exceptions import ConnectionClosed

from afterword.access.actions.sign_out_everywhere import sign_out_everywhere
from afterword.documents.bridge.read import read
from afterword.documents.load import load_doc
from afterword.documents.models import Document, DocumentUpdate
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.live.rooms.wire import Kind, Step, number, sync
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.actions.back_to_draft import back_to_draft
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.postmortems.searching import search_postmortems
from afterword.runbooks.actions.start import start_runbook
from afterword_text.schema import schema
from afterword_text.tree import words_of
from tests.live.door import Door
from tests.live.writer import Writer
from tests.processes import AFTERWORD, Program, free_port
from tests.world import a_resolved_incident, user_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Program]:
    program = Program(AFTERWORD, "serve", PORT=str(free_port()))
    program.wait_for("Afterword is ready")
    yield program
    program.stop()
    program.kill()


@pytest.fixture
def door(server: Program, client_of: Callable[[Actor], Client]) -> Iterator[Door]:
    with ExitStack() as stack:
        yield Door(server.port, client_of, stack)


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    return start(ada, [a_resolved_incident(by=ada)], language="en")


def words_in(document: Document) -> str:
    """What the rows say, read anew."""
    return words_of(read(load_doc(Document.objects.get(pk=document.pk))))


def close_code(writer: Writer, seconds: float = 4) -> int:
    with pytest.raises(ConnectionClosed) as ended:
        writer.until(lambda: False, seconds)
    assert ended.value.rcvd
    return ended.value.rcvd.code


def test_what_one_writes_the_other_sees_and_it_is_in_the_rows_before_it_counts_as_saved(
    door: Door, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    hers, his = door.open(ada, report.document).synced(), door.open(bo, report.document).synced()

    hers.write("The queue was full")
    hers.saved()

    assert "The queue was full" in words_in(report.document)
    row = DocumentUpdate.objects.filter(document=report.document).latest("number")
    assert (row.actor_user_id, row.actor_label) == (ada.user_id, "Ada")
    his.until(lambda: "The queue was full" in his.words)
    assert hers.tree == his.tree


def test_only_those_who_ask_for_it_get_messages_that_other_clients_do_not_know(
    door: Door, report: Postmortem, ada: Actor
) -> None:
    plain, ours = door.open(ada, report.document, query="").synced(), door.open(ada, report.document).synced()
    plain.write("From a stock client")
    ours.until(lambda: "From a stock client" in ours.words)
    ours.until(lambda: bool(ours.standing))

    with pytest.raises(TimeoutError):
        plain.until(lambda: bool(plain.acknowledged or plain.standing), 0.5)
    assert ours.standing["role"] == "editor"


def test_the_door_asks_who_comes_and_from_where(door: Door, report: Postmortem, ada: Actor, cy: Actor) -> None:
    incident = report.incidents.get()
    assert door.refusal(None, report.document) == 401
    assert door.refusal(ada, report.document, origin="https://elsewhere.example") == 403
    assert door.refusal(ada, Document(schema_version=1)) == 404
    set_privacy(ada, incident, is_private=True)
    assert door.refusal(cy, report.document) == 404


def test_an_older_editor_may_not_come_in_since_it_would_delete_what_it_does_not_know(
    door: Door, report: Postmortem, ada: Actor
) -> None:
    assert close_code(door.open(ada, report.document, query=f"schema={schema().version - 1}")) == 4409
    door.open(ada, report.document, query=f"schema={schema().version}").synced()
    door.open(ada, report.document, query="").synced()


def test_a_viewer_cannot_write_by_any_message(door: Door, report: Postmortem, ada: Actor, cy: Actor) -> None:
    User.objects.filter(pk=cy.user_id).update(role="viewer")
    head = Document.objects.get(pk=report.document_id).head
    viewer, editor = door.open(cy, report.document).synced(), door.open(ada, report.document).synced()
    forged = viewer.change(lambda top: top.children.insert(0, XmlElement("paragraph", {}, [XmlText("forged")])))

    for step in (Step.MISSING, Step.UPDATE):
        viewer.socket.send(sync(step, forged))
        viewer.socket.send(sync(step, forged)[:1] + number(step) + sync(step, forged)[2:])
    viewer.until(lambda: bool(viewer.standing.get("refused")))

    assert viewer.standing["role"] == "commenter"
    assert Document.objects.get(pk=report.document_id).head == head
    with pytest.raises(TimeoutError):
        editor.until(lambda: "forged" in editor.words, 0.4)


def test_whoever_loses_the_right_is_told_or_sent_away_within_a_second_or_two(
    door: Door, report: Postmortem, ada: Actor, bo: Actor, cy: Actor, di: Actor
) -> None:
    his, hers, theirs = (door.open(each, report.document).synced() for each in (bo, di, cy))
    for each in (his, hers, theirs):
        each.until(lambda each=each: bool(each.standing))  # type: ignore[misc]

    User.objects.filter(pk=bo.user_id).update(role="viewer")
    his.until(lambda: his.standing["role"] == "commenter", 2.5)
    sign_out_everywhere(di, user_of(di))
    assert close_code(hers) == 4401
    set_privacy(ada, report.incidents.get(), is_private=True)
    assert close_code(theirs) == 4404


def test_nothing_is_written_into_a_report_behind_its_publication(door: Door, report: Postmortem, ada: Actor) -> None:
    writer = door.open(ada, report.document).synced()
    for count in range(50):
        writer.write(f"line {count}")
    publish(ada, report)
    frozen = Postmortem.objects.get(pk=report.pk).published_revision
    assert frozen
    for count in range(50):
        with suppress(ConnectionClosed):
            writer.write(f"late {count}")
    assert close_code(writer) == 4403

    assert Document.objects.get(pk=report.document_id).head == frozen.head
    late = door.open(ada, report.document).synced()
    late.until(lambda: bool(late.standing))
    assert late.standing["role"] == "commenter"

    back_to_draft(ada, report, reason="A number was wrong")
    late.until(lambda: late.standing["role"] == "editor", 2.5)
    late.write("Mended")
    late.saved()
    assert "Mended" in words_in(report.document)
    assert "late" not in words_in(report.document)


def test_names_come_from_the_session_and_nobody_speaks_for_another(
    door: Door, report: Postmortem, ada: Actor, bo: Actor
) -> None:
    hers, his = door.open(ada, report.document).synced(), door.open(bo, report.document).synced()
    hers.show(7, 1, {"user": {"name": "Somebody else"}, "cursor": None})
    his.until(lambda: 7 in his.people)
    assert his.people[7]["user"]["name"] == "Ada"

    his.show(7, 9, {"user": {"name": "Ada"}, "cursor": "forged"})
    his.show(8, 1, {"cursor": "own"})
    hers.until(lambda: 8 in hers.people)
    assert hers.people.get(7, {}).get("cursor") != "forged"

    hers.socket.close()
    his.until(lambda: his.people[7] is None)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"", 4400),
        (b"\x00", 4400),
        (b"\x00\x02\x05ab", 4400),
        (sync(Step.UPDATE, b"nonsense"), 4400),
        (sync(Step.UPDATE, b"\x01" * (1024 * 1024 + 1)), 1009),
        (bytes((Kind.PRESENCE,)) + b"\x03\x01\x01\x09", 4400),
    ],
    ids=["empty", "cut", "too short", "no update", "too long", "broken presence"],
)
def test_a_broken_message_ends_one_socket_and_no_other(
    door: Door, report: Postmortem, ada: Actor, bo: Actor, message: bytes, code: int
) -> None:
    hers, his = door.open(ada, report.document).synced(), door.open(bo, report.document).synced()
    his.socket.send(message)
    assert close_code(his) == code
    hers.write("Still here")
    hers.saved()


def test_noise_does_not_hurt_a_room(door: Door, report: Postmortem, ada: Actor) -> None:
    noise, hers = random.Random(4), door.open(ada, report.document).synced()
    for _ in range(60):
        with suppress(ConnectionClosed):
            writer = door.open(ada, report.document)
            for _ in range(5):
                writer.socket.send(bytes((noise.choice((0, 1, 3, 8, 9, 77)),)) + noise.randbytes(noise.randint(0, 60)))
    hers.write("Unharmed")
    hers.saved()
    assert "Unharmed" in words_in(report.document)


def test_an_update_that_builds_on_a_missing_one_is_asked_for_and_heals(
    door: Door, report: Postmortem, ada: Actor
) -> None:
    writer = door.open(ada, report.document).synced()
    lost = writer.change(lambda top: top.children.insert(0, XmlElement("paragraph", {}, [XmlText("one")])))
    asked, head = writer.asked, Document.objects.get(pk=report.document_id).head
    assert lost
    later = writer.change(lambda top: top.children.insert(0, XmlElement("paragraph", {}, [XmlText("two")])))

    writer.socket.send(sync(Step.UPDATE, later))
    writer.until(lambda: writer.asked > asked)
    writer.saved()

    assert words_in(report.document).startswith("twoone")
    assert Document.objects.get(pk=report.document_id).head == head + 1
    writer.send_update(later)  # sent again, it changes nothing
    writer.saved()
    assert words_in(report.document).startswith("twoone")


def test_what_the_server_writes_appears_in_open_editors(door: Door, report: Postmortem, ada: Actor) -> None:
    writer = door.open(ada, report.document).synced()
    writer.write("Mine")
    writer.saved()
    report.document.refresh_from_db()
    edit_section(ada, report, "lessons", "## What we learned\n\nFrom a form.", base=report.document.head)

    writer.until(lambda: "From a form." in writer.words, 2)
    assert "Mine" in writer.words


def test_search_and_exports_follow_the_last_edit_within_two_seconds(
    door: Door, report: Postmortem, ada: Actor, client_of: Callable[[Actor], Client]
) -> None:
    writer = door.open(ada, report.document).synced()
    writer.write("Zwiebelkuchen was the password")
    writer.saved()
    assert "Zwiebelkuchen" in client_of(ada).get(f"{report.url}.md").content.decode()

    written_at = time.monotonic()
    while not search_postmortems(ada, "zwiebelkuchen"):
        assert time.monotonic() - written_at < 4  # two on a machine that does nothing else
        time.sleep(0.05)


def test_a_runbook_is_written_in_the_same_way(door: Door, ada: Actor, bo: Actor) -> None:
    runbook = start_runbook(ada, "When the queue is full")
    hers, his = door.open(ada, runbook.document).synced(), door.open(bo, runbook.document).synced()
    hers.write("Drain it")
    his.until(lambda: "Drain it" in his.words)


def test_everything_seen_or_acknowledged_survives_the_death_of_the_server(
    ada: Actor, report: Postmortem, client_of: Callable[[Actor], Client]
) -> None:
    program = Program(AFTERWORD, "serve", PORT=str(free_port()))
    program.wait_for("Afterword is ready")
    seen: set[str] = set()
    with ExitStack() as stack:
        door = Door(program.port, client_of, stack)
        writers = [door.open(ada, report.document).synced() for _ in range(8)]
        said = [0] * len(writers)
        end = time.monotonic() + 2
        with suppress(ConnectionClosed, OSError):
            while True:
                if time.monotonic() > end:
                    program.kill()
                for at, writer in enumerate(writers):
                    writer.write(f"[{at}.{said[at]}]")
                    said[at] += 1
                    with suppress(TimeoutError):
                        writer.until(lambda: False, 0.002)
        # Of what others wrote, and of its own what was acknowledged.
        for at, writer in enumerate(writers):
            words = writer.words
            seen |= {
                f"[{other}.{count}]"
                for other in range(len(writers))
                if other != at
                for count in range(said[other])
                if f"[{other}.{count}]" in words
            }
    assert len(seen) > 50
    kept = words_in(report.document)
    assert {each for each in seen if each not in kept} == set()


def test_two_servers_on_one_database_follow_each_other(
    door: Door, report: Postmortem, ada: Actor, client_of: Callable[[Actor], Client]
) -> None:
    other = Program(AFTERWORD, "serve", PORT=str(free_port()))
    other.wait_for("Afterword is ready")
    try:
        with ExitStack() as stack:
            here = door.open(ada, report.document).synced()
            there = Door(other.port, client_of, stack).open(ada, report.document).synced()
            for count in range(300):
                (here if count % 2 else there).write(f"[{count}]")
            here.saved()
            there.saved()
            for writer in (here, there):
                writer.until(lambda writer=writer: all(f"[{count}]" in writer.words for count in range(300)))  # type: ignore[misc]
            assert here.tree == there.tree
            assert read(load_doc(Document.objects.get(pk=report.document_id))) == here.tree
    finally:
        other.stop()
        other.kill()
