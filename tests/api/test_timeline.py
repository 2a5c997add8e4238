"""Notes and the rest of the timeline."""

from datetime import timedelta

import pytest

from afterword.core import clock
from tests.api.asking import data_of, get, post, problem_of, send
from tests.world import a_note, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_note_now_or_earlier(client):
    incident = an_incident()
    response = send(client, "POST", f"{incident.url}/timeline", {"text": "Rolled **back**"})
    note = data_of(response, 201)
    assert (note["kind"], note["weight"], note["text"]) == ("note.added", "note", "Rolled **back**")
    assert response["Location"] == f"/api/v1{incident.url}/timeline/{note['number']}"
    assert get(client, response["Location"].removeprefix("/api/v1")) == note

    earlier = {"text": "Alarm", "occurred_at": "2026-03-02T11:00:00+01:00", "is_important": True}
    note = post(client, f"{incident.url}/timeline", earlier)
    assert (note["occurred_at"], note["is_important"]) == ("2026-03-02T10:00:00Z", True)


@pytest.mark.parametrize("text", ["", " \x00", "x" * 50_001])
def test_a_note_that_is_none(client, text):
    incident = an_incident()
    problem = problem_of(send(client, "POST", f"{incident.url}/timeline", {"text": text}), 422, "invalid")
    assert set(problem["fields"]) == {"text"}


def test_whoever_sees_it_may_write_a_note(client_of, cy, ada):
    assert post(client_of(cy), f"{an_incident(commander=ada).url}/timeline", {"text": "I see it too"})["number"] == 2


def test_only_one_kind_or_what_is_important(client):
    incident = an_incident()
    a_note(incident, "first")
    a_note(incident, "second")
    assert len(get(client, f"{incident.url}/timeline")["items"]) == 3
    texts = [entry["text"] for entry in get(client, f"{incident.url}/timeline?kind=note.added&order=oldest")["items"]]
    assert texts == ["first", "second"]
    important = get(client, f"{incident.url}/timeline?important=true")["items"]
    assert [entry["kind"] for entry in important] == ["incident.declared"]
    problem_of(send(client, "GET", f"{incident.url}/timeline?kind=note.eaten"), 422, "invalid")


def test_pages_keep_their_filter(client):
    incident = an_incident()
    for number in range(105):
        a_note(incident, str(number), at=clock.now() - timedelta(minutes=number))
    page = get(client, f"{incident.url}/timeline?kind=note.added&order=oldest")
    rest = get(client, page["next"].removeprefix("/api/v1"))
    assert [entry["text"] for entry in page["items"] + rest["items"]] == [str(number) for number in range(104, -1, -1)]


def test_a_note_is_edited_and_its_edit_is_not_listed(client, robo):
    incident = an_incident()
    note = a_note(incident, "first", by=robo)
    path = f"{incident.url}/timeline/{note.number}"
    edited = data_of(send(client, "PATCH", path, {"text": "second", "is_important": True}), 200)
    assert (edited["text"], edited["is_important"]) == ("second", True)
    assert edited["edited_at"]
    moved = data_of(send(client, "PATCH", path, {"occurred_at": "2026-03-02T10:00:00Z"}), 200)
    assert (moved["text"], moved["occurred_at"]) == ("second", "2026-03-02T10:00:00Z")
    assert len(get(client, f"{incident.url}/timeline")["items"]) == 2
    problem_of(send(client, "GET", f"{incident.url}/timeline/3"), 404, "not_found")


def test_what_the_system_wrote_can_only_be_flagged(client):
    incident = an_incident()
    path = f"{incident.url}/timeline/1"
    problem_of(send(client, "PATCH", path, {"text": "Never happened"}), 409, "not_a_note")
    assert data_of(send(client, "PATCH", path, {"is_important": False}), 200)["is_important"] is False
    problem_of(send(client, "PATCH", f"{incident.url}/timeline/99", {"is_important": True}), 404, "not_found")


def test_somebody_elses_note(client_of, cy, ada):
    incident = an_incident(commander=ada)
    note = a_note(incident, "mine", by=ada)
    path = f"{incident.url}/timeline/{note.number}"
    problem_of(send(client_of(cy), "PATCH", path, {"text": "yours"}), 403, "not_allowed")
