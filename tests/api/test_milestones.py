"""/incidents/{n}/milestones."""

import pytest

from tests.api.asking import data_of, get, post, problem_of, send
from tests.world import a_note, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_milestone_from_first_to_last(client):
    incident = an_incident()
    where = f"{incident.url}/milestones"
    response = send(client, "POST", where, {"kind": "discovery", "details": {"finding": "a full disk"}})
    marked, path = data_of(response, 201), response["Location"].removeprefix("/api/v1")
    assert (marked["label"], marked["phase"]) == ("Key discovery", "investigation")

    changed = data_of(send(client, "PATCH", path, {"details": {"finding": "a full volume"}}), 200)
    assert changed["details"] == {"finding": "a full volume"}
    assert changed["occurred_at"] == marked["occurred_at"]
    assert get(client, where)["items"] == [changed]
    assert get(client, path) == changed
    assert send(client, "DELETE", path).status_code == 204
    problem_of(send(client, "GET", path), 404, "not_found")


def test_a_note_becomes_one_and_sets_the_time_that_it_tells(client, ada):
    note = a_note(an_incident(), "first alert", by=ada)
    body = {"kind": "detected", "note": note.number, "sets_time": True}
    assert post(client, f"{note.incident.url}/milestones", body)["entry"] == note.number
    told = get(client, note.incident.url)["detected_at"]
    assert told == get(client, f"{note.incident.url}/timeline/{note.number}")["occurred_at"]


def test_what_can_be_said_of_each_kind_is_told(client):
    kinds = {each["kind"]: each for each in get(client, "/milestone-kinds")["items"]}
    assert len(kinds) == 13
    assert kinds["detected"]["sets"] == "detected_at"
    assert kinds["discovery"]["details"][0] == {"name": "finding", "label": "Finding", "is_link": False}


def test_what_is_refused(client, client_of, cy):
    where = f"{an_incident().url}/milestones"
    post(client, where, {"kind": "planned"})
    problem_of(send(client, "POST", where, {"kind": "planned"}), 409, "marked_already")
    problem_of(send(client, "POST", where, {"kind": "party"}), 422, "invalid")
    problem_of(send(client, "POST", where, {"kind": "deployed", "details": {"mood": "x"}}), 422, "invalid")
    private = an_incident(is_private=True)
    problem_of(send(client_of(cy), "GET", f"{private.url}/milestones"), 404, "not_found")
