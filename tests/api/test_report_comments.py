"""Comments on reports and requests for sections over the API."""

import pytest

from tests.api.asking import data_of, get, post, problem_of, send
from tests.postmortems.reporting import a_report


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_a_thread_from_first_word_to_reopening(client, client_of, ada, cy):
    url = f"{a_report(by=ada).url}/comments"

    made = post(client, url, {"text": "@Cy, is it so?", "section": "overview", "quote": "errors"})
    assert (made["number"], made["state"], made["quote"]) == (1, "open", "errors")
    assert made["comments"][0]["named"] == ["Cy"]
    answered = post(client_of(cy), f"{url}/1/answers", {"text": "It is"})
    assert [each["author"] for each in answered["comments"]] == ["Robo", "Cy"]
    theirs = f"{url}/1/answers/{answered['comments'][1]['id']}"
    problem_of(send(client, "PATCH", theirs, {"text": "No"}), 403, "not_allowed")
    assert data_of(send(client_of(cy), "PATCH", theirs, {"text": "Not"}), 200)["comments"][1]["text"] == "Not"
    assert post(client, f"{url}/1/resolution", status=200)["state"] == "resolved"
    assert get(client, f"{url}?state=open") == {"items": [], "next": None}
    assert data_of(send(client, "DELETE", f"{url}/1/resolution"), 200)["resolved_by"] is None
    assert send(client_of(cy), "DELETE", theirs).status_code == 204
    assert get(client, f"{url}/1")["comments"][1]["text"] == ""
    problem_of(send(client, "GET", f"{url}/99999999999"), 404, "not_found")
    problem_of(send(client, "POST", url, {"text": ""}), 422, "invalid")


def test_they_come_in_pages(client, ada):
    url = f"{a_report(by=ada).url}/comments"
    for number in range(3):
        post(client, url, {"text": str(number)})

    first = get(client, f"{url}?limit=2")

    assert [each["number"] for each in first["items"]] == [3, 2]
    assert [each["number"] for each in get(client, first["next"].removeprefix("/api/v1"))["items"]] == [1]


def test_a_section_is_asked_for(client, client_of, ada, bo, cy):
    url = f"{a_report(by=ada).url}/section-requests"

    made = post(client, url, {"section": "overview", "person": "bo@example.com", "due_on": "2030-05-04"})
    assert (made["title"], made["person"]["name"], made["due_on"]) == ("Overview", "Bo", "2030-05-04")
    problem_of(send(client, "POST", url, {"section": "overview", "person": "who@example.com"}), 422, "invalid")
    problem_of(
        send(client_of(cy), "POST", url, {"section": "overview", "person": "bo@example.com"}), 403, "not_allowed"
    )
    assert post(client_of(bo), f"{url}/{made['id']}/completion", status=200)["done_at"]
    assert len(get(client, url)["items"]) == 1
    assert send(client, "DELETE", f"{url}/{made['id']}").status_code == 204
