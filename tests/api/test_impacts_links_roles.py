"""What hangs on an incident: impacts, links, roles."""

import pytest

from afterword.core import clock
from afterword.incidents.actions.impacts import add_impact
from tests.api.asking import data_of, get, post, problem_of, send
from tests.world import an_incident, utc

NO_ID = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_an_impact_from_first_to_last(client):
    incident = an_incident()
    body = {"description": "No payments", "started_at": "2026-03-02T10:00:00Z", "is_downtime": False}
    response = send(client, "POST", f"{incident.url}/impacts", body)
    impact = data_of(response, 201)
    path = response["Location"].removeprefix("/api/v1")
    assert (impact["ended_at"], impact["is_downtime"]) == (None, False)

    ended = data_of(send(client, "PATCH", path, {"ended_at": "2026-03-02T11:00:00Z"}), 200)
    assert (ended["description"], ended["seconds"]) == ("No payments", 3600)
    assert data_of(send(client, "PATCH", path, {"description": "Few payments"}), 200)["ended_at"]
    assert data_of(send(client, "PATCH", path, {"ended_at": None}), 200)["ended_at"] is None
    with clock.at(utc("2026-03-02 12:00")):
        assert get(client, f"{incident.url}/impacts")["items"] == [get(client, path)]

    assert send(client, "DELETE", path).status_code == 204
    assert get(client, f"{incident.url}/impacts")["items"] == []
    problem_of(send(client, "PATCH", path, {"description": "x"}), 404, "not_found")


def test_an_impact_that_ends_before_it_starts(client):
    body = {"description": "x", "started_at": "2026-03-02T10:00:00Z", "ended_at": "2026-03-02T09:00:00Z"}
    problem = problem_of(send(client, "POST", f"{an_incident().url}/impacts", body), 422, "invalid")
    assert set(problem["fields"]) == {"ended_at"}


@pytest.mark.parametrize("key", [NO_ID, "7", "x%00"])
def test_an_impact_of_another_incident_or_of_none(client, ada, key):
    incident, other = an_incident(), an_incident()
    impact = add_impact(ada, other, "theirs")
    problem_of(send(client, "GET", f"{incident.url}/impacts/{impact.pk}"), 404, "not_found")
    problem_of(send(client, "GET", f"{incident.url}/impacts/{key}"), 404, "not_found")


def test_whoever_only_looks_adds_links_but_no_impacts(client_of, cy, ada):
    incident = an_incident(commander=ada)
    problem_of(send(client_of(cy), "POST", f"{incident.url}/impacts", {"description": "x"}), 403, "not_allowed")
    post(client_of(cy), f"{incident.url}/links", {"url": "https://example.com/chat"})


def test_a_link_is_kept_once_and_removed(client):
    incident = an_incident()
    link = post(
        client, f"{incident.url}/links", {"url": "https://example.com/a", "title": "Board", "kind": "dashboard"}
    )
    assert post(client, f"{incident.url}/links", {"url": "https://example.com/a"}) == link
    assert get(client, f"{incident.url}/links") == {"items": [link]}
    assert send(client, "DELETE", f"{incident.url}/links/{link['id']}").status_code == 204
    problem_of(send(client, "DELETE", f"{incident.url}/links/{link['id']}"), 404, "not_found")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.com", "https://", ""])
def test_an_address_that_is_none(client, url):
    problem = problem_of(send(client, "POST", f"{an_incident().url}/links", {"url": url}), 422, "invalid")
    assert set(problem["fields"]) == {"url"}


def test_roles_are_given_and_ended(client, ada, bo):
    incident = an_incident(commander=ada)
    changed = data_of(send(client, "PUT", f"{incident.url}/roles/commander", {"person": "bo@example.com"}), 200)
    assert changed["commander"]["name"] == "Bo"
    send(client, "PUT", f"{incident.url}/roles/Communications%20lead", {"person": "ada@example.com"})
    path = f"{incident.url}/roles/Communications%20lead?person=ada@example.com"
    assert send(client, "DELETE", path).status_code == 204
    assert [each["role"] for each in get(client, incident.url)["responders"]] == ["Commander"]


def test_a_role_or_a_person_that_there_is_not(client):
    incident = an_incident()
    problem = problem_of(
        send(client, "PUT", f"{incident.url}/roles/cook", {"person": "ada@example.com"}), 422, "invalid"
    )
    assert "Scribe" in problem["fields"]["role"]
    problem = problem_of(
        send(client, "PUT", f"{incident.url}/roles/scribe", {"person": "x@example.com"}), 422, "invalid"
    )
    assert set(problem["fields"]) == {"person"}
    problem_of(send(client, "DELETE", f"{incident.url}/roles/scribe"), 422, "invalid")


def test_whoever_leaves_a_private_incident_has_left_it(client_of, robo, ada):
    incident = an_incident(declared_by=ada, commander=ada, is_private=True)
    send(client_of(ada), "PUT", f"{incident.url}/roles/scribe", {"person": "robo@example.com"})
    assert send(client_of(robo), "DELETE", f"{incident.url}/roles/scribe?person=robo@example.com").status_code == 204
    problem_of(send(client_of(robo), "GET", incident.url), 404, "not_found")


def test_null_characters_in_a_role_and_an_address_go(client, ada):
    incident = an_incident()
    body = {"person": "a\x00da@example.com"}
    assert send(client, "PUT", f"{incident.url}/roles/scr%00ibe", body).status_code == 200
    path = f"{incident.url}/roles/scr%00ibe?person=a%00da@example.com"
    assert send(client, "DELETE", path).status_code == 204
