"""Every refusal and every failure below /api/ is a problem document."""

import pytest
from django.test import Client

from afterword.api.v1 import catalog
from tests.api.asking import problem_of, send
from tests.cast import ROBOS_SECRET
from tests.world import an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


@pytest.mark.parametrize(
    "path", ["/incidentz", "/incidents/", "/incidents/x", "/incidents/-1", "/me/too", "/incidents/1.5"]
)
def test_an_unknown_address(client, path):
    problem_of(send(client, "GET", path), 404, "no_such_path")


def test_an_unknown_address_does_not_ask_for_cookies_first(robo):
    program = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {ROBOS_SECRET}"})
    problem_of(send(program, "DELETE", "/incidents/x/links/y"), 404, "no_such_path")
    problem_of(send(program, "POST", "/openapi.json"), 405, "wrong_method")


def test_an_address_outside_of_any_version(client):
    problem_of(client.get("/api/"), 404, "no_such_path")
    problem_of(client.post("/api/v2/incidents"), 404, "no_such_path")


def test_a_wrong_method_is_told_the_right_ones(client):
    response = send(client, "DELETE", "/incidents")
    problem_of(response, 405, "wrong_method")
    assert sorted(response["Allow"].split(", ")) == ["GET", "POST"]
    problem_of(send(client, "POST", "/docs"), 405, "wrong_method")


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"title": NaN}', b'{"title": "\\ud800"}', b"[" * 100_000])
def test_what_is_not_json(client, body):
    problem_of(send(client, "POST", "/incidents", body), 400, "unreadable")


@pytest.mark.parametrize("body", [[], "title", 3, None])
def test_json_that_is_no_object(client, body):
    problem = problem_of(send(client, "POST", "/incidents", body), 422, "invalid")
    assert set(problem["fields"]) == {"body"}


def test_a_body_of_five_megabytes(client):
    incident = an_incident()
    response = send(client, "POST", f"{incident.url}/timeline", {"text": "x" * 5_000_000})
    assert problem_of(response, 413, "too_large")["detail"] == "At most 4 MB can be sent at once."
    assert incident.timeline.count() == 1


def test_unknown_wrong_and_missing_fields_are_each_named(client):
    body = {"titel": "Down", "services": "Checkout", "is_test": "yes", "started_at": "2026-03-02T10:00:00"}
    problem = problem_of(send(client, "POST", "/incidents", body), 422, "invalid")
    assert problem["fields"] == {
        "title": "This is required.",
        "titel": "There is no such field.",
        "services": "This has to be a list.",
        "is_test": "This has to be true or false.",
        "started_at": "Say in which zone: add Z for UTC or an offset such as +01:00.",
    }


@pytest.mark.parametrize(
    "moment",
    [
        "yesterday",
        1767225600,
        "2026-02-30T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "",
        "0001-01-02T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ],
)
def test_what_is_no_moment(client, moment):
    problem = problem_of(send(client, "POST", "/incidents", {"title": "X", "started_at": moment}), 422, "invalid")
    assert "2026-03-02T14:05:00Z" in problem["fields"]["started_at"]


def test_words_are_in_the_language_that_is_asked_for(client):
    response = send(client, "GET", "/incidents/99", accept_language="zh-CN")
    assert response["Content-Language"] == "zh-hans"
    assert "Accept-Language" in response["Vary"]


def test_our_own_mistakes_show_no_traceback_but_log_it(client, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("the secret plan")

    monkeypatch.setattr(catalog, "abilities", broken)
    response = send(client, "GET", "/me")
    problem_of(response, 500, "internal")
    assert b"secret plan" not in response.content
    assert "the secret plan" in caplog.text


def test_no_cache_keeps_what_the_api_answers(client):
    response = send(client, "GET", "/me")
    assert response["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}
