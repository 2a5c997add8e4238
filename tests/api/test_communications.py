"""/incidents/{n}/communications."""

import pytest

from tests.api.asking import data_of, get, problem_of, send
from tests.world import an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_what_was_told_from_first_to_last(client):
    where = f"{an_incident().url}/communications"
    body = {"message": "We are on it", "audience": "outside", "channel": "email", "people_count": 40}
    response = send(client, "POST", where, body)
    logged, path = data_of(response, 201), response["Location"].removeprefix("/api/v1")
    assert (logged["told_by"], logged["people_count"]) == ("Robo", 40)

    changed = data_of(send(client, "PATCH", path, {"to_whom": "All customers", "people_count": None}), 200)
    assert (changed["message"], changed["to_whom"], changed["people_count"]) == ("We are on it", "All customers", None)
    assert get(client, where)["items"] == [changed]
    assert send(client, "DELETE", path).status_code == 204
    problem_of(send(client, "PATCH", path, {}), 404, "not_found")


def test_what_is_refused(client):
    where = f"{an_incident().url}/communications"
    assert "message" in problem_of(send(client, "POST", where, {"message": " "}), 422, "invalid")["fields"]
    wrong = {"message": "x", "people_count": -1}
    assert "people_count" in problem_of(send(client, "POST", where, wrong), 422, "invalid")["fields"]
