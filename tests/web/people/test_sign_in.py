"""Signing in and out, and everything that must not work."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from afterword.access.actions.set_active import set_active
from afterword.people.actor import Actor
from afterword.people.models import User
from tests.world import user_of

PASSWORD = "Ada types quickly"
ClientOf = Callable[[Actor | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    """The limits on attempts live in the cache of this process."""
    cache.clear()


@pytest.fixture
def ada_types(ada: Actor) -> Actor:
    user = user_of(ada)
    user.set_password(PASSWORD)
    user.save()
    return ada


def sign_in(browser: Client, email: str = "ada@example.com", password: str = PASSWORD, **more: str):
    return browser.post("/sign-in", {"login": email, "password": password} | more)


def is_in(browser: Client) -> bool:
    return browser.get("/profile").status_code == 200


def test_a_page_asks_who_is_there_and_comes_back_afterwards(client: Client, ada_types: Actor) -> None:
    asked = client.get("/settings/people?q=a")
    assert asked["Location"] == "/sign-in?next=/settings/people%3Fq%3Da"

    assert client.post(asked["Location"], {"login": "ADA@Example.com ", "password": PASSWORD})["Location"] == (
        "/settings/people?q=a"
    )
    assert is_in(client)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)", "http:///evil"]
)
def test_nobody_is_sent_to_another_site(client: Client, ada_types: Actor, target: str) -> None:
    assert sign_in(client, next=target)["Location"] == "/"
    for form in ({"theme": "dark"}, {"zone_choice": "utc"}):
        path = "/profile/theme" if "theme" in form else "/profile/zone-choice"
        assert client.post(path, form | {"next": target})["Location"] in ("/", "/profile")
    assert client.post("/sign-out", {"next": target})["Location"] == "/sign-in"


@pytest.mark.parametrize(("email", "password"), [("ada@example.com", "guess"), ("nobody@example.com", PASSWORD)])
def test_a_wrong_address_and_a_wrong_password_sound_the_same(
    client: Client, ada_types: Actor, email: str, password: str
) -> None:
    answer = sign_in(client, email, password)

    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()
    assert email in answer.content.decode()  # what was typed stays
    assert password not in answer.content.decode()
    assert not is_in(client)


def test_guessing_is_slowed_down_even_with_the_right_password_at_the_end(client: Client, ada_types: Actor) -> None:
    for _ in range(5):
        sign_in(client, password="guess")

    answer = sign_in(client)

    assert "Wait five minutes" in answer.content.decode()
    assert not is_in(client)


def test_the_session_has_a_new_key_after_signing_in(client: Client, ada_types: Actor) -> None:
    planted = client.session
    planted["kept"] = "planted"
    planted.save()
    before = planted.session_key
    assert before
    client.cookies["afterword_session"] = before

    sign_in(client)

    assert client.session.session_key != before


def test_a_disabled_account_is_told_so_only_after_the_right_password(
    client: Client, ada_types: Actor, di: Actor
) -> None:
    set_active(di, user_of(ada_types), is_active=False)

    assert "do not belong together" in sign_in(client, password="guess").content.decode()
    assert sign_in(client)["Location"] == "/sign-in/disabled"
    assert "ask an administrator" in client.get("/sign-in/disabled").content.decode()
    assert not is_in(client)


def test_disabling_an_account_ends_its_sessions_at_once_and_for_good(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    browser = client_of(ada)
    assert is_in(browser)

    set_active(di, user_of(ada), is_active=False)
    assert not is_in(browser)
    set_active(di, user_of(ada), is_active=True)
    assert not is_in(browser)


def test_signing_out_takes_a_form_not_a_link(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    assert browser.get("/sign-out").status_code == 200
    assert is_in(browser)
    assert browser.post("/sign-out")["Location"] == "/sign-in"
    assert not is_in(browser)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/profile", "/profile/tokens", "/settings/people"])
def test_a_form_from_another_site_is_refused(ada_types: Actor, path: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user_of(ada_types), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert browser.post(path, {"name": "Eve", "days": "30"}).status_code in (403, 405)
    assert User.objects.get(pk=ada_types.user_id).name == "Ada"


def test_there_is_no_signing_up(client: Client, ada: Actor) -> None:
    for path in ("/signup", "/signup/", "/accounts/signup/", "/sign-up"):
        assert client.post(path, {"email": "eve@example.com", "password1": PASSWORD}).status_code == 404


def test_pages_behind_the_door_are_not_kept_by_browsers_and_proxies(client_of: ClientOf, ada: Actor) -> None:
    assert "no-store" in client_of(ada).get("/profile")["Cache-Control"]
    assert "no-store" in client_of(None).get("/sign-in")["Cache-Control"]
