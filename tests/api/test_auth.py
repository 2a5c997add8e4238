"""Getting in: with a token, or with the session of a browser."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from afterword.access.actions.create_token import create_token
from afterword.core import clock
from afterword.people.models import ApiToken
from tests.api.asking import get, problem_of, send
from tests.world import user_of


def client_with(secret: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def secret(bo) -> str:
    return create_token(bo, user_of(bo), name="laptop")[1]


def test_a_token_acts_for_its_owner(secret):
    me = get(client_with(secret), "/me")
    assert (me["kind"], me["name"], me["token"]["name"]) == ("token", "Bo", "laptop")


def test_the_session_of_a_browser_reads(client_of, ada):
    assert get(client_of(ada), "/me")["kind"] == "person"


def test_nobody_gets_in_without_either(client_of, db):
    response = send(client_of(None), "GET", "/me")
    problem_of(response, 401, "not_signed_in")
    assert response["WWW-Authenticate"] == 'Bearer realm="Afterword"'


@pytest.mark.parametrize("header", ["Bearer aw_wrong", "Bearer ", "Bearer", "Basic YTpi", "aw_wrong", "Bearer \x80"])
def test_a_wrong_token_is_told_so(header, db):
    response = send(Client(), "GET", "/me", authorization=header)
    problem_of(response, 401, "not_signed_in")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]


def test_a_wrong_token_is_not_helped_by_a_session(client_of, ada):
    problem_of(send(client_of(ada), "GET", "/me", authorization="Bearer aw_wrong"), 401, "not_signed_in")


def test_a_revoked_or_expired_token_is_none(secret):
    ApiToken.objects.update(expires_at=clock.now() + timedelta(hours=1))
    assert send(client_with(secret), "GET", "/me").status_code == 200
    with clock.later(timedelta(hours=2)):
        problem_of(send(client_with(secret), "GET", "/me"), 401, "not_signed_in")
    ApiToken.objects.update(ended_at=clock.now())
    problem_of(send(client_with(secret), "GET", "/me"), 401, "not_signed_in")


def test_the_token_of_a_disabled_account_is_none(secret, bo):
    user = user_of(bo)
    user.is_active = False
    user.save()
    problem_of(send(client_with(secret), "GET", "/me"), 401, "not_signed_in")


def test_use_of_a_token_is_noted_at_most_once_a_minute(secret, django_assert_num_queries):
    client = client_with(secret)
    get(client, "/me")
    first = last_use()
    with django_assert_num_queries(1):
        get(client, "/me")
    with clock.later(timedelta(seconds=61)):
        get(client, "/me")
    assert last_use() > first


def last_use() -> datetime:
    used = ApiToken.objects.get().last_used_at
    assert used
    return used


def test_a_browser_changes_things_only_with_its_csrf_token(ada):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user_of(ada), backend="allauth.account.auth_backends.AuthenticationBackend")
    problem_of(send(browser, "POST", "/incidents", {"title": "Down"}), 403, "csrf")

    browser.get("/api/v1/docs")
    browser.cookies["csrftoken"] = token = "a" * 32
    assert send(browser, "POST", "/incidents", {"title": "Down"}, X_CSRFToken=token).status_code == 201


def test_a_token_needs_no_csrf_token(secret):
    client = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {secret}"})
    assert send(client, "POST", "/incidents", {"title": "Down"}).status_code == 201
