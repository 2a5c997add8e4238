"""Tasks and follow-ups on the command line."""

import json

import pytest


@pytest.fixture
def declared(server, ada) -> int:
    """The number of an incident with a task that is done, one that is not, and an overdue follow-up of Ada's."""
    with server.api(ada) as api:
        number = int(api.post("/api/v1/incidents", json={"title": "Queue is stuck"}).json()["number"])
        where = f"/api/v1/incidents/{number}"
        api.post(f"{where}/tasks", json={"title": "Drain it", "assignee": ada.email, "due_on": "2026-03-02"})
        done = api.post(f"{where}/tasks", json={"title": "Tell support"}).json()
        api.patch(f"{where}/tasks/{done['id']}", json={"is_done": True})
        owned = {"title": "Alert on age", "owner": ada.email, "due_on": "2020-03-02", "horizon": "week"}
        api.post(f"{where}/follow-ups", json=owned)
        api.post(f"{where}/follow-ups", json={"title": "Think about it"})
    return number


def test_tasks_of_an_incident(aw, declared):
    text = aw("tasks", f"INC-{declared}").out
    assert text.splitlines()[0].split() == ["DONE", "DUE", "WHO", "TASK"]
    assert "2026-03-02  Ada" in text
    assert "Tell support" in text
    assert "Tell support" not in aw("tasks", str(declared), "--open").out
    assert len(json.loads(aw("tasks", str(declared), "--json").out)["items"]) == 2


def test_follow_ups_that_are_mine_or_overdue(aw, declared):
    both = aw("follow-ups", "--incident", str(declared)).out
    assert "Think about it" in both
    assert f"INC-{declared}" in both
    mine = aw("follow-ups", "--mine", "--overdue", "--incident", str(declared)).out
    assert "Alert on age" in mine
    assert "Think about it" not in mine
    assert aw("follow-ups", "--state", "complete", "--incident", str(declared)).out == "No follow-ups match.\n"
    page = json.loads(aw("follow-ups", "--incident", str(declared), "--limit", "1", "--json").out)
    assert [row["title"] for row in page["items"]] == ["Alert on age"]


def test_follow_ups_of_a_report_that_covers_no_incident(aw, server, ada):
    with server.api(ada) as api:
        report = api.post("/api/v1/postmortems", json={"title": "Launch"}).json()["reference"]
        api.post(f"/api/v1/postmortems/{report[3:]}/follow-ups", json={"title": "Rehearse the roll-back"})

    (row,) = aw("follow-ups", "--report", report).out.splitlines()[1:]

    assert row.split()[0].startswith("FU-")
    assert report in row
    assert "Rehearse the roll-back" in row


def test_what_can_not_be_is_said_in_words(aw):
    assert "not shared with you" in aw("tasks", "999999").err
    assert "not one of" in aw("follow-ups", "--state", "asleep").err
