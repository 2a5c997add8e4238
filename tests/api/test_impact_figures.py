"""Impact in figures, and what an incident cost."""

import pytest

from afterword.core import clock
from afterword.incidents.models import Impact
from tests.api.asking import data_of, get, problem_of, send
from tests.world import a_service, an_incident

FIGURES = {
    "experience": "Hardly noticeable",
    "services": ["checkout"],
    "users_affected": 1240,
    "users_percent": 3.2,
    "geography": "EU",
    "failed_requests": 12400,
}


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_figures_are_given_and_what_is_left_out_stays(client):
    service, incident = a_service(), an_incident()
    response = send(client, "POST", f"{incident.url}/impacts", {"description": "No payments", **FIGURES})
    impact = data_of(response, 201)
    assert (impact["is_downtime"], impact["services"], impact["users_percent"]) == (False, ["Checkout"], 3.2)
    assert [each["id"] for each in get(client, incident.url)["impacts"]] == [impact["id"]]

    service.retired_at = clock.now()
    service.save()
    path = response["Location"].removeprefix("/api/v1")
    changes = {"users_affected": None, "services": ["Checkout"]}
    changed = data_of(send(client, "PATCH", path, changes), 200)
    assert (changed["users_affected"], changed["geography"], changed["services"]) == (None, "EU", ["Checkout"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("users_percent", "NaN"),
        ("users_percent", "x"),
        ("users_percent", True),
        ("users_percent", 1e30),
        ("users_affected", -1),
        ("failed_requests", 1.5),
        ("experience", "Fine"),
        ("services", ["none"]),
    ],
)
def test_figures_that_can_not_be(client, name, value):
    problem = problem_of(
        send(client, "POST", f"{an_incident().url}/impacts", {"description": "x", name: value}), 422, "invalid"
    )
    assert next(iter(problem["fields"])).startswith(name)
    assert not Impact.objects.exists()


def test_what_it_cost(client):
    path = f"{an_incident().url}/business-impact"
    assert set(get(client, path).values()) == {None, ""}

    told = {
        "currency": "EUR",
        "revenue_lost": "18500.10",
        "complaints": 7,
        "nps_change": -4,
        "executives_involved": False,
    }
    data_of(send(client, "PUT", path, told), 200)
    known = get(client, path)
    assert {name: known[name] for name in told} == told

    assert set(problem_of(send(client, "PUT", path, {"potential_loss": 5}), 422, "invalid")["fields"]) == {"currency"}
    assert get(client, path) == known


def test_whoever_only_looks_does_not_say_what_it_cost(client_of, cy, ada):
    path = f"{an_incident(commander=ada).url}/business-impact"
    problem_of(send(client_of(cy), "PUT", path, {"complaints": 1}), 403, "not_allowed")
