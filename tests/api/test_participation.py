"""Coming and going, watching, and handing a role over."""

import pytest

from afterword.incidents.models import Watcher
from tests.api.asking import data_of, get, post, problem_of, send
from tests.world import an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_joining_and_leaving(client):
    incident = an_incident()
    joined = data_of(send(client, "PUT", f"{incident.url}/responders/me"), 200)
    assert "Robo" in [each["person"]["name"] for each in joined["responders"]]
    assert send(client, "DELETE", f"{incident.url}/responders/me").status_code == 204
    assert "Robo" not in [each["person"]["name"] for each in get(client, incident.url)["responders"]]


def test_watching_and_no_longer(client):
    where = f"{an_incident().url}/watchers/me"
    assert send(client, "PUT", where).status_code == 204
    assert Watcher.objects.count() == 1
    assert send(client, "DELETE", where).status_code == 204
    assert not Watcher.objects.exists()


def test_the_command_changes_hands_when_it_is_accepted(client, client_of, robo, ada):
    incident, successor = an_incident(commander=robo), client_of(ada)
    where = f"{incident.url}/handovers"
    offered = post(client, where, {"successor": "ada@example.com", "summary": "Disk is full"})
    assert (offered["role"], offered["state"]) == ("Commander", "offered")
    problem_of(send(client, "POST", f"{where}/{offered['id']}/acceptance"), 403, "not_allowed")
    accepted = post(successor, f"{where}/{offered['id']}/acceptance", status=200)
    assert accepted["state"] == "accepted"
    assert get(client, incident.url)["commander"]["name"] == "Ada"


def test_an_offer_is_declined_or_taken_back(client, client_of, robo, ada):
    where = f"{an_incident(commander=robo).url}/handovers"
    first = post(client, where, {"successor": "ada@example.com"})
    declined = post(client_of(ada), f"{where}/{first['id']}/refusal", {"reason": "asleep"}, status=200)
    assert declined["state"] == "declined"
    second = post(client, where, {"successor": "ada@example.com"})
    assert send(client, "DELETE", f"{where}/{second['id']}").status_code == 204
    assert [each["state"] for each in get(client, where)["items"]] == ["withdrawn", "declined"]
    problem_of(send(client_of(ada), "POST", f"{where}/{second['id']}/acceptance"), 409, "answered_already")
