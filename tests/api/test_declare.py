"""POST /incidents."""

from datetime import timedelta

import pytest

from afterword.api.forget_keys import forget_keys
from afterword.api.models import IdempotencyKey
from afterword.core import clock
from afterword.incidents.models import Incident
from tests.api.asking import data_of, json_of, post, problem_of, send
from tests.world import a_service, a_team


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_title_is_enough(client):
    response = send(client, "POST", "/incidents", {"title": "Checkout is down"})
    incident = data_of(response, 201)
    assert response["Location"] == f"/api/v1/incidents/{incident['number']}"
    assert incident["reference"] == f"INC-{incident['number']}"
    assert (incident["severity"], incident["status_category"]) == ("Unknown", "active")
    assert incident["commander"] == {"name": "Robo", "email": "robo@example.com"}


def test_everything_can_be_said_at_once(client, ada):
    a_service("Checkout")
    a_team("Payments")
    incident = post(
        client,
        "/incidents",
        {
            "title": "Checkout was down",
            "severity": "sev-1",
            "commander": "ADA@example.com",
            "summary": "Cards were declined.",
            "services": ["checkout"],
            "teams": ["Payments"],
            "impact": {"description": "No card payments", "ended_at": "2026-03-02T11:00:00Z"},
            "started_at": "2026-03-02T11:00:00+01:00",
            "resolved_at": "2026-03-02T11:30:00Z",
            "zone": "Europe/Berlin",
            "is_private": True,
            "is_test": True,
        },
    )
    assert incident["severity"] == "SEV-1"
    assert incident["commander"]["name"] == "Ada"
    assert (incident["services"], incident["teams"]) == (["Checkout"], ["Payments"])
    assert incident["started_at"] == "2026-03-02T10:00:00Z"
    assert incident["status_category"] == "resolved"
    assert incident["impacts"][0]["seconds"] == 3600
    assert incident["is_private"]
    assert incident["is_test"]
    assert incident["zone"] == "Europe/Berlin"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "title"),
        ("title", "x" * 257, "257"),
        ("severity", "SEV-9", "SEV-0, SEV-1"),
        ("commander", "nobody@example.com", "nobody@example.com"),
        ("services", ["Nowhere"], "Nowhere"),
        ("teams", ["Nobodies"], "Nobodies"),
        ("zone", "Mars/Olympus", "Mars/Olympus"),
        ("started_at", "2999-01-01T00:00:00Z", "future"),
    ],
)
def test_what_can_not_be_is_named_and_nothing_is_made(client, field, value, says):
    problem = problem_of(send(client, "POST", "/incidents", {"title": "X", field: value}), 422, "invalid")
    assert says in problem["fields"][field]
    assert not Incident.objects.exists()


def test_resolved_before_it_started(client):
    body = {"title": "X", "started_at": "2026-03-02T10:00:00Z", "resolved_at": "2026-03-02T09:00:00Z"}
    assert "resolved_at" in problem_of(send(client, "POST", "/incidents", body), 422, "invalid")["fields"]


def test_the_same_key_answers_the_same_incident(client):
    first = post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k1")
    again = post(client, "/incidents", {"title": "Down"}, status=200, Idempotency_Key="k1")
    assert again["number"] == first["number"]
    other = post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k2")
    assert other["number"] != first["number"]


def test_the_same_key_with_another_body_is_refused(client):
    post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k1")
    problem_of(send(client, "POST", "/incidents", {"title": "Up"}, Idempotency_Key="k1"), 409, "key_used_before")
    assert Incident.objects.count() == 1


def test_a_key_belongs_to_who_used_it(client, client_of, ada):
    first = post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k1")
    theirs = post(client_of(ada), "/incidents", {"title": "Down"}, Idempotency_Key="k1")
    assert theirs["number"] != first["number"]


def test_a_key_means_nothing_after_a_day(client):
    first = post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k1")
    with clock.later(timedelta(hours=24, seconds=1)):
        later = post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k1")
        assert later["number"] != first["number"]
        assert IdempotencyKey.objects.count() == 1
    with clock.later(timedelta(hours=49)):
        forget_keys()
    assert not IdempotencyKey.objects.exists()


def test_a_refused_declaration_leaves_its_key_free(client):
    assert send(client, "POST", "/incidents", {"title": ""}, Idempotency_Key="k1").status_code == 422
    post(client, "/incidents", {"title": "Down"}, Idempotency_Key="k1")


def test_a_key_of_256_characters_is_too_long(client):
    response = send(client, "POST", "/incidents", {"title": "Down"}, Idempotency_Key="k" * 256)
    assert "Idempotency-Key" in problem_of(response, 422, "invalid")["fields"]


def test_control_characters_never_reach_the_database(client):
    incident = json_of(send(client, "POST", "/incidents", {"title": "a\x00b", "zone": "UTC\x00"}))
    assert incident["title"] == "ab"
