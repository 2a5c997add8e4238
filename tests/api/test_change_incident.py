"""PATCH /incidents/{number}."""

import pytest

from afterword.incidents.models import Incident
from tests.api.asking import data_of, problem_of, send
from tests.world import a_service, a_team, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_what_is_sent_changes_and_the_rest_stays(client):
    incident = an_incident("Down", summary="as it was")
    a_service("Checkout")
    a_team("Payments")
    changes = {
        "title": "Checkout is down", "root_cause": "An index was missing", "severity": "SEV-1", "reason": "all regions",
        "services": ["Checkout"], "teams": ["Payments"], "is_test": True,
    }  # fmt: skip
    changed = data_of(send(client, "PATCH", incident.url, changes), 200)
    assert {name: changed[name] for name in changes if name != "reason"} == {
        name: value for name, value in changes.items() if name != "reason"
    }
    assert changed["summary"] == "as it was"
    assert incident.timeline.get(kind="incident.severity_changed").data["reason"] == "all regions"


def test_nothing_is_half_done(client):
    incident = an_incident("Down")
    response = send(client, "PATCH", incident.url, {"title": "Up", "services": ["Nowhere"]})
    assert "Nowhere" in problem_of(response, 422, "invalid")["fields"]["services"]
    assert Incident.objects.get().title == "Down"
    assert incident.timeline.count() == 1


def test_whoever_only_looks_may_not(client_of, cy):
    incident = an_incident("Down")
    problem_of(send(client_of(cy), "PATCH", incident.url, {"title": "Up"}), 403, "not_allowed")


def test_what_is_not_shared_can_not_be_changed(client, ada):
    incident = an_incident(commander=ada, is_private=True)
    problem_of(send(client, "PATCH", incident.url, {"title": "Up"}), 404, "not_found")
