"""Postmortems on the command line."""

import json

import pytest


@pytest.fixture
def report(server, ada) -> int:
    """The number of a draft of Ada's on a resolved incident."""
    with server.api(ada) as api:
        number = int(api.post("/api/v1/incidents", json={"title": "Queue is stuck"}).json()["number"])
        api.post(f"/api/v1/incidents/{number}/resolution", json={})
        return int(api.post(f"/api/v1/incidents/{number}/postmortem", json={}).json()["number"])


def test_from_draft_to_published_and_back(aw, ada, report):
    name = f"PM-{report}"

    assert "draft" in aw("postmortems", "show", name).out
    assert "in review" in aw("postmortems", "review", name, "--by", f"{ada.email}:manager").out
    approved = aw("postmortems", "approve", name, "--as", "manager", "-m", "Fine").out
    assert "approved" in approved
    assert "Ada as manager" in approved
    assert "published" in aw("postmortems", "publish", name).out
    assert f"id: {name}" in aw("postmortems", "text", name).out
    refused = aw("postmortems", "draft", name)
    assert (refused.code, refused.out) == (1, "")
    assert json.loads(aw("postmortems", "draft", name, "-m", "Wrong times", "--json").out)["state"] == "draft"


def test_the_list_filters(aw, report):
    mine = aw("postmortems", "list", "--mine", "--state", "draft").out
    assert mine.splitlines()[0].split() == ["POSTMORTEM", "STATE", "OWNER", "INCIDENTS", "UPDATED", "TITLE"]
    assert f"PM-{report}" in mine
    assert f"PM-{report}" not in aw("postmortems", "list", "--state", "approved").out
    assert "not one of" in aw("postmortems", "list", "--state", "eaten").err


def test_deleting_wants_to_be_meant(aw, report):
    assert "--yes" in aw("postmortems", "delete", str(report)).err
    assert aw("postmortems", "delete", str(report), "--yes").out == f"PM-{report} is deleted.\n"
    assert aw("postmortems", "show", str(report)).code == 1
