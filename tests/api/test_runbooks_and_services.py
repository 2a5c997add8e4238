"""Runbooks, services and tags."""

import pytest

from afterword.incidents.models import Objective
from afterword.runbooks.actions.start import start_runbook
from tests.api.asking import data_of, get, problem_of, send
from tests.world import a_service, a_team, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_runbook_is_found_read_and_worked_with(client, ada):
    runbook = start_runbook(ada, "Restart checkout", services=[a_service()])
    found = get(client, "/runbooks?service=checkout")["items"]
    assert found == [get(client, f"/runbooks/{runbook.number}")]
    assert (found[0]["services"], found[0]["reference"]) == (["Checkout"], "RB-1")
    assert get(client, "/runbooks?q=nothing")["items"] == []
    text = send(client, "GET", f"/runbooks/{runbook.number}.md")
    assert text["Content-Type"].startswith("text/markdown")
    assert text.content.decode().startswith("# Restart checkout\n")

    incident = an_incident()
    link = data_of(send(client, "PUT", f"{incident.url}/runbooks/{runbook.number}"), 200)
    assert (link["kind"], link["title"]) == ("runbook", "RB-1 Restart checkout")
    assert data_of(send(client, "PUT", f"{incident.url}/runbooks/{runbook.number}"), 200) == link
    problem_of(send(client, "PUT", f"{incident.url}/runbooks/99"), 404, "not_found")


def test_a_service_tells_what_is_left_of_its_budgets(client):
    service = a_service(owner=a_team())
    Objective.objects.create(service=service, name="Up", target="99.9")
    found = get(client, "/services/checkout")
    assert found["owner"] == "Payments"
    up = found["objectives"][0]
    assert (up["name"], up["state"], up["downtime_seconds"]) == ("Up", "good", 0)
    assert up["left_seconds"] == pytest.approx(2592)
    assert get(client, f"/services/{service.pk}") == found
    problem_of(send(client, "GET", "/services/nothing"), 404, "not_found")


def test_lists_take_the_same_statements_for_many(client, ada, django_assert_max_num_queries):
    for number in range(8):
        service = a_service(f"S{number}", owner=a_team(f"T{number}"))
        start_runbook(ada, f"R{number}", services=[service])
    with django_assert_max_num_queries(4):
        get(client, "/runbooks")
    with django_assert_max_num_queries(2):
        get(client, "/services")


def test_tags_are_told_changed_and_listed(client):
    incident = an_incident()
    changed = data_of(send(client, "PATCH", incident.url, {"tags": ["Database", "disk"]}), 200)
    assert changed["tags"] == ["database", "disk"]
    assert get(client, "/tags?q=data")["items"] == [{"name": "database"}]
    assert [each["number"] for each in get(client, "/incidents?tag=disk")["items"]] == [incident.number]
    assert data_of(send(client, "PATCH", incident.url, {"tags": []}), 200)["tags"] == []
    problem_of(send(client, "PATCH", incident.url, {"tags": ["x" * 41]}), 422, "invalid")
