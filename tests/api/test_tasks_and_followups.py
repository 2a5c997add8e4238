"""Tasks of an incident, and follow-ups that outlive it."""

import pytest

from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.start import start
from tests.api.asking import data_of, get, problem_of, send
from tests.followups.making import a_followup, incident_of
from tests.world import a_resolved_incident, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_task_from_first_to_last(client):
    incident = an_incident()
    body = {"title": "Raise the timeout", "assignee": "robo@example.com", "due_on": "2026-03-06"}
    response = send(client, "POST", f"{incident.url}/tasks", body)
    task, path = data_of(response, 201), response["Location"].removeprefix("/api/v1")
    assert (task["assignee"]["name"], task["due_on"]) == ("Robo", "2026-03-06")

    changed = data_of(send(client, "PATCH", path, {"is_done": True, "assignee": None}), 200)
    assert (changed["title"], changed["due_on"], changed["assignee"]) == ("Raise the timeout", "2026-03-06", None)
    assert get(client, f"{incident.url}/tasks")["items"] == [changed]
    assert get(client, path)["done_at"]
    assert send(client, "DELETE", path).status_code == 204
    problem_of(send(client, "GET", path), 404, "not_found")


def test_a_follow_up_from_first_to_last(client):
    incident = an_incident()
    body = {"title": "Alert earlier", "kind": "monitor", "details": {"query": "p95 > 3"}, "tags": ["Alerting"]}
    response = send(client, "POST", f"{incident.url}/follow-ups", body)
    followup, path = data_of(response, 201), response["Location"].removeprefix("/api/v1")
    assert (followup["priority"], followup["tags"], followup["incident"]) == (1, ["alerting"], incident.number)

    changes = {"owner": "robo@example.com", "due_on": None, "state": "wont_do", "reason": "Replaced in May"}
    changed = data_of(send(client, "PATCH", path, changes), 200)
    assert (changed["owner"]["name"], changed["due_on"], changed["state"]) == ("Robo", None, "wont_do")
    assert (changed["details"], changed["state_reason"]) == ({"query": "p95 > 3"}, "Replaced in May")
    other = data_of(send(client, "PATCH", path, {"kind": "action"}), 200)
    assert (other["kind"], other["details"]) == ("action", {})
    assert get(client, "/follow-ups")["items"] == []
    assert get(client, "/follow-ups?state=any&owner=me&due=none")["items"] == [other]


def test_a_report_without_incidents_has_its_own(client, ada):
    report = create_report(ada, "Launch")

    followup = data_of(send(client, "POST", f"{report.url}/follow-ups", {"title": "Rehearse"}), 201)

    assert (followup["incident"], followup["postmortem"]) == (None, report.number)
    path = f"/follow-ups/{followup['number']}"
    changed = data_of(send(client, "PATCH", path, {"state": "complete", "tags": ["launch"]}), 200)
    assert get(client, f"/follow-ups?state=any&postmortem={report.number}")["items"] == [changed]


def test_a_report_on_incidents_adds_to_one_of_them(client, ada, robo):
    first, second = a_resolved_incident(by=ada), a_resolved_incident(by=ada)
    report, other = start(ada, [first, second]), a_resolved_incident(by=ada)
    hidden = an_incident(commander=ada, is_private=True)
    for body, incident in (({}, first), ({"incident": second.number}, second)):
        followup = data_of(send(client, "POST", f"{report.url}/follow-ups", {"title": "a", **body}), 201)
        assert (followup["incident"], followup["postmortem"]) == (incident.number, None)
    for number in (other.number, hidden.number, 999):
        problem_of(send(client, "POST", f"{report.url}/follow-ups", {"title": "a", "incident": number}), 422, "invalid")


def test_lists_go_on_where_they_ended(client):
    incident = an_incident()
    for number in range(3):
        a_followup(incident, f"n{number}")

    first = get(client, "/follow-ups?limit=2&sort=newest")
    second = get(client, first["next"].removeprefix("/api/v1"))

    assert [each["title"] for each in (*first["items"], *second["items"])] == ["n2", "n1", "n0"]
    assert second["next"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"title": "x" * 3000},
        {"title": "a", "kind": "parrot"},
        {"title": "a", "due_on": "soon"},
        {"title": "a", "due_on": "0026-03-06"},
        {"title": "a", "owner": "nobody@example.com"},
        {"title": "a", "details": {"query": "of another kind"}},
    ],
)
def test_what_can_not_be_is_refused(client, body):
    incident = an_incident()
    problem_of(send(client, "POST", f"{incident.url}/follow-ups", body), 422, "invalid")
    assert not incident.followups.exists()
    followup = a_followup(incident)
    problem_of(send(client, "PATCH", f"{followup.url}", {"state": "wont_do"}), 422, "invalid")
    problem_of(send(client, "GET", "/follow-ups?state=parrot"), 422, "invalid")


def test_a_private_incident_hides_its_own(client, ada):
    hidden = a_followup(an_incident(commander=ada, is_private=True))
    assert get(client, "/follow-ups")["items"] == []
    problem_of(send(client, "GET", hidden.url), 404, "not_found")
    problem_of(send(client, "GET", f"{incident_of(hidden).url}/tasks"), 404, "not_found")


def test_more_values_than_the_list_takes_are_refused_also_when_they_are_empty(client):
    assert client.get("/api/v1/follow-ups?" + "tag=&" * 101).status_code == 422
