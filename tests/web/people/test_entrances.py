"""Coming in by a link: the first start, invitations, one-time sign-in links."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from afterword.access.actions.create_user import create_user
from afterword.access.actions.invite import invite
from afterword.access.actions.make_sign_in_link import make_sign_in_link
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import Role, User
from afterword.site.log_redaction import redacted
from tests.world import user_of

PASSWORD = "a long enough phrase"
NEW = {"name": "New", "password": PASSWORD, "zone": "Europe/Berlin"}
ClientOf = Callable[[Actor | None], Client]
pytestmark = pytest.mark.django_db


def who(browser: Client) -> str:
    page = browser.get("/profile")
    return page.context["person"].email if page.status_code == 200 else ""


@pytest.mark.parametrize("path", ["/", "/incidents", "/sign-in", "/password/reset", "/settings", "/no-such-page"])
def test_before_there_is_anybody_every_page_leads_to_the_first_start(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == "/welcome"


def test_the_first_start_makes_an_administrator_who_is_signed_in(client: Client) -> None:
    page = client.get("/welcome")
    done = client.post("/welcome", NEW | {"email": "Di@Example.com"})

    assert "Welcome to Afterword" in page.content.decode()
    assert (done.status_code, done["Location"]) == (303, "/")
    assert who(client) == "di@example.com"
    assert User.objects.get().is_administrator


def test_the_first_start_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    answer = client.post("/welcome", NEW | {"email": "di@", "password": "short"})

    assert answer.status_code == 422
    assert "di@" in answer.content.decode()
    assert "valid email" in answer.content.decode()
    assert not User.objects.exists()
    assert client.post("/welcome", NEW | {"email": "di@example.com", "password": "short"}).status_code == 422


def test_there_is_no_first_start_once_somebody_can_sign_in(client: Client, cy: Actor) -> None:
    assert client.get("/welcome").status_code == 404
    assert client.post("/welcome", NEW | {"email": "eve@example.com"}).status_code == 404
    assert User.objects.count() == 1


def test_an_invitation_is_accepted_by_name_password_and_zone(client: Client, di: Actor) -> None:
    _, secret = invite(di, email="new@example.com", role=Role.VIEWER)

    page = client.get(f"/invitations/{secret}").content.decode()
    done = client.post(f"/invitations/{secret}", NEW)

    assert "Di invites you" in page
    assert "new@example.com" in page
    assert (done.status_code, done["Location"]) == (303, "/")
    assert who(client) == "new@example.com"


def test_a_weak_password_is_named_and_the_invitation_stays(client: Client, di: Actor) -> None:
    _, secret = invite(di, email="new@example.com")

    answer = client.post(f"/invitations/{secret}", NEW | {"password": "new"})

    assert answer.status_code == 422
    assert "too short" in answer.content.decode()
    assert client.post(f"/invitations/{secret}", NEW).status_code == 303


@pytest.mark.parametrize("kind", ["used", "old", "made up"])
def test_an_invitation_that_is_over_looks_like_one_that_never_was(client: Client, di: Actor, kind: str) -> None:
    _, secret = invite(di, email="new@example.com")
    if kind == "used":
        Client().post(f"/invitations/{secret}", NEW)
    path = "/invitations/aw_made-up" if kind == "made up" else f"/invitations/{secret}"

    with clock.later(timedelta(days=8 if kind == "old" else 0)):
        shown, sent = client.get(path), client.post(path, NEW | {"name": "Eve"})

    assert (shown.status_code, sent.status_code) == (404, 404)
    assert "was used already, was withdrawn or is too old" in shown.content.decode()
    assert not User.objects.filter(name="Eve").exists()


def test_accepting_leaves_nothing_of_the_session_before(client_of: ClientOf, di: Actor, ada: Actor) -> None:
    _, secret = invite(di, email="new@example.com")
    browser = client_of(ada)
    browser.post("/profile/zone-choice", {"zone_choice": "utc"})

    assert "You are signed in as Ada" in browser.get(f"/invitations/{secret}").content.decode()
    browser.post(f"/invitations/{secret}", NEW)

    assert who(browser) == "new@example.com"
    assert "zone" not in browser.session


def test_looking_at_a_sign_in_link_does_not_use_it_up(client: Client, di: Actor, ada: Actor) -> None:
    _, secret = make_sign_in_link(di, user_of(ada))

    for _ in range(2):
        assert "Welcome back, Ada" in client.get(f"/sign-in/{secret}").content.decode()
    assert client.head(f"/sign-in/{secret}").status_code == 200
    assert who(client) == ""

    assert client.post(f"/sign-in/{secret}")["Location"] == "/profile/password"
    assert who(client) == "ada@example.com"
    assert Client().post(f"/sign-in/{secret}").status_code == 404


def test_whoever_came_by_a_link_sets_a_password_without_the_old_one_but_only_once(
    client: Client, di: Actor, ada: Actor
) -> None:
    user = user_of(ada)
    user.set_password("forgotten long ago")
    user.save()
    _, secret = make_sign_in_link(di, user)
    client.post(f"/sign-in/{secret}")

    assert client.post("/profile/password", {"password": PASSWORD}).status_code == 303
    assert who(client) == "ada@example.com"
    assert client.post("/profile/password", {"password": "another good phrase"}).status_code == 422
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_the_demos_link_works_at_once(client: Client, ada: Actor) -> None:
    user = create_user(Actor.system(), email="demo@example.com", name="Demo")
    User.objects.filter(pk=user.pk).update(is_demo=True)
    _, secret = make_sign_in_link(Actor.system(), user)

    assert client.get(f"/sign-in/{secret}")["Location"] == "/"
    assert who(client) == "demo@example.com"


def test_the_log_holds_no_link_that_opens_a_door(di: Actor, caplog: pytest.LogCaptureFixture) -> None:
    _, secret = invite(di, email="new@example.com")

    with caplog.at_level(logging.WARNING):
        Client(enforce_csrf_checks=True).post(f"/invitations/{secret}", NEW)

    assert "/invitations/aw_..." in caplog.text  # Django writes the path of what it refuses
    assert secret not in caplog.text
    assert redacted("GET /password/reset/0199-d1x-abcdef 404") == "GET /password/reset/0199-... 404"


@override_settings(ALLOWED_HOSTS=["*"])
def test_links_name_our_address_not_the_one_that_a_request_claims(client_of: ClientOf, di: Actor) -> None:
    page = client_of(di).post(
        "/settings/people/invitations/new",
        {"email": "new@example.com", "role": "viewer"},
        headers={"host": "evil.example"},
    )

    assert "http://localhost:8000/invitations/aw_" in page.content.decode()
    assert "evil.example" not in page.content.decode()
