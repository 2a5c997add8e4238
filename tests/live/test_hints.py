"""The hints socket of a real server, spoken to by a real client while another process changes things."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from afterword.access.actions.sign_out_everywhere import sign_out_everywhere
from afterword.core import clock
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, Membership, User
from afterword.postmortems.actions.adjust_metric import adjust_metric
from afterword.postmortems.actions.approve import approve
from afterword.postmortems.actions.ask_for_review import Asked, ask_for_review
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.set_facts import set_facts
from afterword.postmortems.actions.start import start
from tests.cast import ROBOS_SECRET
from tests.processes import AFTERWORD, Program, free_port
from tests.world import a_resolved_incident, a_team, an_incident, user_of

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., AbstractContextManager[ClientConnection]]


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Program]:
    program = Program(AFTERWORD, "serve", PORT=str(free_port()))
    program.wait_for("Afterword is ready")
    yield program
    program.stop()
    program.kill()


@pytest.fixture
def open_socket(server: Program, client_of: Callable[[Actor], Client]) -> Open:
    """open_socket(ada): a socket as Ada's browser opens it."""

    def opened(actor: Actor | None, **more: Any) -> AbstractContextManager[ClientConnection]:
        headers = more.pop("additional_headers", {})
        if actor:
            key = client_of(actor).cookies[settings.SESSION_COOKIE_NAME].value
            headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={key}"
        url = f"ws://localhost:{server.port}/live/hints"
        more.setdefault("origin", f"http://localhost:{server.port}")
        socket: ClientConnection = connect(url, additional_headers=headers, **more)
        return socket

    return opened


def ask(socket: ClientConnection, *topics: str) -> None:
    socket.send(json.dumps({"subscribe": topics}))


def heard(socket: ClientConnection, seconds: float = 3) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(socket.recv(seconds))
    return message


def topic_of(incident: Incident) -> str:
    return f"incident:{incident.number}"


def close_code(socket: ClientConnection, seconds: float = 4) -> int:
    """How the server closes it, whatever else it says before."""
    with pytest.raises(ConnectionClosed) as ended:
        for _ in range(500):
            socket.recv(seconds)
    assert ended.value.rcvd
    return ended.value.rcvd.code


def test_a_change_by_somebody_else_arrives_within_a_second(open_socket: Open, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    with open_socket(bo) as socket:
        ask(socket, topic_of(incident))
        assert heard(socket) == {"changed": topic_of(incident), "head": incident.timeline_head}

        started = time.monotonic()
        add_note(ada, incident, text="The queue drains")
        incident.refresh_from_db()
        assert heard(socket) == {"changed": topic_of(incident), "head": incident.timeline_head}
        assert time.monotonic() - started < 1


def test_a_page_that_shows_a_report_hears_of_its_edits(open_socket: Open, ada: Actor, bo: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)], language="en")
    with open_socket(bo) as socket:
        ask(socket, "postmortem:1")
        assert heard(socket) == {"changed": "postmortem:1", "head": 1}

        edit_section(ada, report, "lessons", "## What we learned\n\nTest more.", base=1)

        assert heard(socket) == {"changed": "postmortem:1", "head": 2}


def test_a_page_that_shows_a_report_hears_of_what_is_no_text(open_socket: Open, ada: Actor, bo: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)], language="en")
    with open_socket(bo) as socket:
        ask(socket, "report:1")
        before = heard(socket)

        adjust_metric(ada, report, "users", 3, reason="Counted again")
        adjusted = heard(socket)
        set_facts(ada, report, {"owner": user_of(bo)})
        owned = heard(socket)

        assert {each["changed"] for each in (before, adjusted, owned)} == {"report:1"}
        assert before["head"] < adjusted["head"] < owned["head"]


def test_a_report_on_a_private_incident_is_unknown(open_socket: Open, ada: Actor, cy: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    start(ada, [incident])
    with open_socket(cy) as socket:
        ask(socket, "postmortem:1")
        heard(socket)
        set_privacy(ada, incident, is_private=True)
        assert heard(socket) == {"unknown": "postmortem:1"}


def test_many_changes_make_few_hints_and_the_last_is_the_newest(open_socket: Open, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    with open_socket(ada) as socket:
        ask(socket, topic_of(incident))
        heard(socket)
        for number in range(30):
            incident = Incident.objects.get(pk=incident.pk)
            add_note(ada, incident, text=f"note {number}")
        incident.refresh_from_db()
        hints = 0
        while heard(socket)["head"] != incident.timeline_head:
            hints += 1
        assert hints < 30


def test_what_is_private_and_what_is_not_there_look_the_same(open_socket: Open, ada: Actor, cy: Actor) -> None:
    private = an_incident(commander=ada, is_private=True)
    with open_socket(cy) as socket:
        for topic in (topic_of(private), "incident:999999", "incident:0", "incident:1;", "secret:1", "x" * 300):
            ask(socket, topic)
            assert heard(socket) == {"unknown": topic}
    with open_socket(ada) as socket:
        ask(socket, topic_of(private))
        assert "changed" in heard(socket)


def test_an_incident_made_private_vanishes_for_outsiders_only(open_socket: Open, ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    with open_socket(cy) as outside, open_socket(ada) as inside:
        for socket in (outside, inside):
            ask(socket, topic_of(incident))
            heard(socket)

        set_privacy(ada, incident, is_private=True)

        assert heard(outside) == {"unknown": topic_of(incident)}
        assert "changed" in heard(inside)
        add_note(ada, Incident.objects.get(pk=incident.pk), text="only for us")
        assert "changed" in heard(inside)
        with pytest.raises(TimeoutError):
            outside.recv(0.7)


def test_whoever_joins_a_team_sees_what_it_sees(open_socket: Open, ada: Actor, cy: Actor) -> None:
    team = a_team("Payments", ada)
    incident = an_incident(commander=ada)
    set_privacy(ada, incident, is_private=True, teams=[team])
    with open_socket(cy) as socket:
        ask(socket, topic_of(incident))
        assert heard(socket) == {"unknown": topic_of(incident)}
        assert cy.user
        Membership.objects.create(team=team, user=cy.user)
        ask(socket, topic_of(incident))
        assert "changed" in heard(socket)


def test_a_session_that_ends_closes_its_sockets(open_socket: Open, ada: Actor, bo: Actor) -> None:
    with open_socket(ada) as ended, open_socket(bo) as other:
        Session.objects.all()[0].delete()
        Session.objects.all()[0].delete()
        started = time.monotonic()
        assert close_code(ended) == 4401
        assert time.monotonic() - started < 2.5
        assert close_code(other) == 4401


def test_disabling_a_person_or_a_new_password_closes_their_sockets_only(
    open_socket: Open, ada: Actor, bo: Actor, cy: Actor
) -> None:
    incident = an_incident(commander=cy)
    with open_socket(ada) as disabled, open_socket(bo) as renewed, open_socket(cy) as untouched:
        assert ada.user
        assert bo.user
        User.objects.filter(pk=ada.user.pk).update(is_active=False)
        User.objects.filter(pk=bo.user.pk).update(password="another")
        assert close_code(disabled) == 4401
        assert close_code(renewed) == 4401
        ask(untouched, topic_of(incident))
        assert "changed" in heard(untouched)


def test_signing_out_everywhere_closes_a_persons_sockets(open_socket: Open, ada: Actor) -> None:
    assert ada.user
    with open_socket(ada) as socket:
        sign_out_everywhere(ada, ada.user)
        assert close_code(socket) == 4401


@pytest.mark.parametrize(
    "how",
    [
        {"subprotocols": [Subprotocol("afterword"), Subprotocol(ROBOS_SECRET)]},
        {"additional_headers": {"Authorization": f"Bearer {ROBOS_SECRET}"}},
    ],
)
def test_a_token_opens_a_socket_until_it_is_revoked(open_socket: Open, robo: Actor, how: dict[str, Any]) -> None:
    incident = an_incident()
    with open_socket(None, origin=None, **how) as socket:
        assert socket.subprotocol == ("afterword" if "subprotocols" in how else None)
        ask(socket, topic_of(incident))
        assert "changed" in heard(socket)
        ApiToken.objects.update(ended_at=clock.now())
        assert close_code(socket) == 4401
    with pytest.raises(InvalidStatus, match="401"):
        open_socket(None, origin=None, **how)


def test_strangers_and_old_sessions_are_refused(open_socket: Open, ada: Actor) -> None:
    for headers in ({}, {"Cookie": f"{settings.SESSION_COOKIE_NAME}=invented"}, {"Authorization": "Bearer aw_no"}):
        with pytest.raises(InvalidStatus, match="401"):
            open_socket(None, additional_headers=headers)

    socket = open_socket(ada)
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    with socket as ended:
        assert close_code(ended) == 4401


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:1", "null", "http://localhost.evil.example"]
)
def test_another_sites_page_opens_nothing(open_socket: Open, ada: Actor, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        open_socket(ada, origin=origin)


def test_a_name_that_is_not_ours_opens_nothing(open_socket: Open, server: Program, ada: Actor) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        open_socket(ada, additional_headers={"Host": "evil.example"}, origin="http://evil.example")


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"subscribe": "incident:1"}', '{"subscribe": [1]}', "[" * 4000])
def test_what_makes_no_sense_gets_a_word_and_the_socket_lives(open_socket: Open, ada: Actor, text: str) -> None:
    incident = an_incident(commander=ada)
    with open_socket(ada) as socket:
        socket.send(text)
        assert set(heard(socket)) == {"error"}
        ask(socket, topic_of(incident))
        assert "changed" in heard(socket)


def test_too_many_topics_are_refused(open_socket: Open, ada: Actor) -> None:
    with open_socket(ada) as socket:
        ask(socket, *(f"incident:{number}" for number in range(1, 52)))
        assert heard(socket) == {"error": "At most 50 topics can be followed."}


def test_talking_too_much_too_long_or_in_binary_closes(open_socket: Open, ada: Actor) -> None:
    with open_socket(ada) as socket:
        with suppress(ConnectionClosed):  # it may be closed before all is said
            for _ in range(30):
                socket.send("{}")
        assert close_code(socket) == 1008
    with open_socket(ada) as socket:
        socket.send("x" * 9000)
        assert close_code(socket) == 1009
    with open_socket(ada) as socket:
        socket.send(b"bytes")
        assert close_code(socket) == 1003


def test_an_approval_of_a_report_without_incidents_reaches_open_pages(open_socket: Open, ada: Actor, bo: Actor) -> None:
    report = create_report(ada, title="How we deploy")
    ask_for_review(ada, report, [Asked(user_of(bo)), Asked(user_of(ada), "author")])
    with open_socket(ada) as socket:
        ask(socket, "report:1")
        before = heard(socket)

        approve(bo, report, "technical")

        assert heard(socket)["head"] > before["head"]
