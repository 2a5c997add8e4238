"""What a person changes about themselves."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from afterword.access.actions.create_token import create_token
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from tests.world import user_of

OLD, NEW = "the phrase of before", "the phrase of today"
ClientOf = Callable[[Actor | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def with_password(actor: Actor) -> User:
    user = user_of(actor)
    user.set_password(OLD)
    user.save()
    return user


def test_a_profile_is_saved_and_the_next_page_speaks_the_new_language(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)
    given = {"name": "Ada <b>", "zone": "Asia/Shanghai", "language": "zh-hans", "theme": "dark"}

    assert browser.post("/profile", given)["Location"] == "/profile"

    page = browser.get("/profile")
    assert 'lang="zh-hans"' in page.content.decode()
    assert 'data-theme="dark"' in page.content.decode()
    assert "Ada &lt;b&gt;" in page.content.decode()
    assert "<b>" not in page.content.decode()


def test_the_language_of_the_browser_is_a_choice(client_of: ClientOf, ada: Actor) -> None:
    User.objects.filter(pk=ada.user_id).update(language="zh-hans")
    given = {"name": "Ada", "zone": "UTC", "language": "browser", "theme": "system"}

    client_of(ada).post("/profile", given)

    assert User.objects.get(pk=ada.user_id).language == ""


def test_what_will_not_do_stands_beside_its_field_and_stays_typed(client_of: ClientOf, ada: Actor) -> None:
    answer = client_of(ada).post("/profile", {"name": "x" * 121, "zone": "UTC", "language": "en", "theme": "dark"})

    assert answer.status_code == 422
    assert "x" * 121 in answer.content.decode()
    assert 'id="id_name_error"' in answer.content.decode()


def test_theme_and_clock_are_switched_from_every_page_and_one_comes_back(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    assert (
        browser.post("/profile/theme", {"theme": "light", "next": "/settings/teams"})["Location"] == "/settings/teams"
    )
    assert browser.post("/profile/zone-choice", {"zone_choice": "utc", "next": "/x?y=1"})["Location"] == "/x?y=1"

    assert User.objects.get(pk=ada.user_id).theme == "light"
    assert browser.session["zone"] == "utc"
    assert browser.post("/profile/theme", {"theme": "neon"}).status_code == 422
    browser.post("/profile/zone-choice", {"zone_choice": "mars"})
    assert browser.session["zone"] == "utc"


def test_a_new_password_keeps_this_device_and_signs_the_others_out(client_of: ClientOf, ada: Actor) -> None:
    with_password(ada)
    here, elsewhere = client_of(ada), client_of(ada)

    assert here.post("/profile/password", {"current": OLD, "password": NEW}).status_code == 303

    assert here.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 302


def test_a_wrong_current_password_changes_nothing_and_guessing_is_slowed_down(client_of: ClientOf, ada: Actor) -> None:
    with_password(ada)
    browser = client_of(ada)

    answers = [browser.post("/profile/password", {"current": "guess", "password": NEW}) for _ in range(6)]

    assert [each.status_code for each in answers] == [422] * 5 + [429]
    assert "not your current password" in answers[0].content.decode()
    assert NEW not in answers[0].content.decode()
    assert User.objects.get(pk=ada.user_id).check_password(OLD)


def test_signing_out_everywhere_ends_this_session_too(client_of: ClientOf, ada: Actor) -> None:
    here, elsewhere = client_of(ada), client_of(ada)

    assert here.post("/profile/sessions/end")["Location"] == "/sign-in"

    for browser in (here, elsewhere):
        assert browser.get("/profile").status_code == 302


def test_a_token_is_shown_once(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    made = browser.post("/profile/tokens", {"name": "deployments", "days": "30"}).content.decode()

    found = re.search(r"aw_[\w-]{30,}", made)
    assert found
    token = ApiToken.objects.opened_by(found[0]).get()
    assert token.expires_at
    assert abs(token.expires_at - clock.now() - timedelta(days=30)) < timedelta(minutes=1)
    later = browser.get("/profile/tokens").content.decode()
    assert "deployments" in later
    assert "aw_" not in later


def test_a_token_can_live_without_end_and_needs_a_name(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    assert browser.post("/profile/tokens", {"name": " ", "days": "30"}).status_code == 422
    assert browser.post("/profile/tokens", {"name": "aw", "days": "12"}).status_code == 422
    browser.post("/profile/tokens", {"name": "aw", "days": "0"})

    assert ApiToken.objects.get().expires_at is None


def test_a_token_is_revoked_by_its_owner_and_does_not_exist_for_others(
    client_of: ClientOf, ada: Actor, bo: Actor
) -> None:
    token, secret = create_token(ada, user_of(ada), name="aw")
    path = f"/profile/tokens/{token.pk}/revocation"

    assert client_of(bo).post(path).status_code == 404
    assert client_of(ada).get(path).status_code == 405
    assert client_of(ada).post(path)["Location"] == "/profile/tokens"
    assert not ApiToken.objects.opened_by(secret).exists()
