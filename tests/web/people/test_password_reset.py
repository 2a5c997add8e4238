"""A lost password, by real mail over real SMTP, and without mail."""

import re
import socket
from collections.abc import Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core.cache import cache
from django.test import Client, override_settings

from afterword.access.actions.set_active import set_active
from afterword.access.models import AuditEntry
from afterword.core.jobs.models import Job
from afterword.core.jobs.registry import task_called
from afterword.people.actor import Actor
from afterword.people.models import User
from tests.world import user_of

OLD, NEW = "the phrase of before", "the phrase of today"
pytestmark = pytest.mark.django_db


class Letterbox(MessageHandler):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def letterbox() -> Iterator[Letterbox]:
    """A mail server on this machine, and the settings that EMAIL_URL would give."""
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with override_settings(HAS_MAIL=True, EMAIL_PORT=port, DEFAULT_FROM_EMAIL="afterword@example.com", **mail):
        yield box
    server.stop()


def deliver() -> None:
    """Do what the worker does."""
    for job in Job.objects.filter(task="people.mail_password_reset"):
        task_called(job.task).handler(**job.args)
        job.delete()


def text_of(letter: Message) -> str:
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def link_in(letter: Message) -> str:
    found = re.search(r"http://localhost:8000(\S+)", text_of(letter))
    assert found
    return found[1]


def ask(browser: Client, email: str = "ada@example.com"):
    return browser.post("/password/reset", {"email": email})


def test_a_lost_password_is_replaced_by_a_link_from_the_mail(client: Client, ada: Actor, letterbox: Letterbox) -> None:
    user_of(ada).set_password(OLD)
    user_of(ada).save()
    assert ask(client)["Location"] == "/password/reset/sent"
    assert not letterbox.letters  # nobody waits for the mail server
    deliver()

    letter = letterbox.letters[0]
    form = client.get(link_in(letter), follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW})

    assert letter["To"] == "ada@example.com"
    assert done["Location"] == "/password/reset/done"
    user = User.objects.get(pk=ada.user_id)
    assert user.check_password(NEW)
    assert AuditEntry.objects.get().action == "password.changed"
    assert "This link is over" in Client().get(link_in(letter), follow=True).content.decode()


def test_a_weak_password_is_named_and_the_link_stays(client: Client, ada: Actor, letterbox: Letterbox) -> None:
    ask(client)
    deliver()
    path = client.get(link_in(letterbox.letters[0])).headers["Location"]

    assert client.post(path, {"password1": "ada"}).status_code == 422
    assert client.post(path, {"password1": NEW}).status_code == 302


def test_a_stranger_is_answered_the_same_and_gets_no_mail(client: Client, ada: Actor, letterbox: Letterbox) -> None:
    answer = ask(client, "stranger@example.com")
    deliver()

    assert answer["Location"] == "/password/reset/sent"
    assert not letterbox.letters


def test_a_disabled_account_gets_no_link_and_an_earlier_one_opens_nothing(
    client: Client, ada: Actor, di: Actor, letterbox: Letterbox
) -> None:
    ask(client)
    deliver()
    path = client.get(link_in(letterbox.letters[0])).headers["Location"]
    set_active(di, user_of(ada), is_active=False)

    refused = client.post(path, {"password1": NEW})
    ask(client)
    deliver()

    assert refused.status_code in (200, 403, 404)
    assert not User.objects.get(pk=ada.user_id).check_password(NEW)
    assert len(letterbox.letters) == 1


def test_the_link_is_stored_nowhere(client: Client, ada: Actor, letterbox: Letterbox) -> None:
    ask(client)

    assert set(Job.objects.get().args) == {"user_id", "language"}


def test_the_mail_speaks_the_language_of_its_reader(client: Client, ada: Actor, letterbox: Letterbox) -> None:
    User.objects.filter(pk=ada.user_id).update(language="zh-hans")
    ask(client)

    deliver()

    assert "Ada" in text_of(letterbox.letters[0])


def test_an_invitation_is_mailed_and_the_link_is_shown_too(
    client_of, di: Actor, client: Client, letterbox: Letterbox
) -> None:
    page = client_of(di).post("/settings/people/invitations/new", {"email": "new@example.com", "role": "viewer"})

    link = link_in(letterbox.letters[0])
    assert letterbox.letters[0]["To"] == "new@example.com"
    assert "on its way" in page.content.decode()
    assert link in page.content.decode()
    assert client.get(link).status_code == 200


def test_a_mail_server_that_is_down_costs_nothing_but_the_mail(client_of, di: Actor, letterbox: Letterbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        dead = probe.getsockname()[1]
    with override_settings(EMAIL_PORT=dead):
        page = client_of(di).post("/settings/people/invitations/new", {"email": "new@example.com", "role": "viewer"})

    assert page.status_code == 200
    assert "did not take the message" in page.content.decode()
    assert "/invitations/aw_" in page.content.decode()


def test_without_mail_the_page_says_whom_to_ask(client: Client, ada: Actor) -> None:
    for answer in (client.get("/password/reset"), ask(client)):
        assert answer.status_code == 200
        assert "Ask an administrator for a one-time sign-in link" in answer.content.decode()
    assert not Job.objects.exists()
