"""Reports over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterword.incidents.actions.set_privacy import set_privacy
from afterword.postmortems.actions.start import start
from afterword.postmortems.searching import index
from tests.api.asking import get, post, problem_of, send
from tests.world import a_resolved_incident, an_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_it_is_started_once(client):
    incident = a_resolved_incident()
    response = send(client, "POST", f"{incident.url}/postmortem")
    assert response.status_code == 201
    report = get(client, response["Location"].removeprefix("/api/v1"))
    assert [each["reference"] for each in report["incidents"]] == [incident.reference]
    assert post(client, f"{incident.url}/postmortem", {"title": "Another"}, status=200) == report


def test_it_takes_what_the_dialog_asks(client):
    first, second = a_resolved_incident(), a_resolved_incident()
    body = {
        "title": "Two at once",
        "timeline": "all",
        "zone": "Asia/Tokyo",
        "language": "en",
        "incidents": [second.number],
    }
    report = post(client, f"{first.url}/postmortem", body)
    assert (report["title"], report["timeline"], report["zone"]) == ("Two at once", "all", "Asia/Tokyo")
    assert [each["number"] for each in report["incidents"]] == [first.number, second.number]


def test_an_open_incident_has_none_yet(client):
    problem_of(send(client, "POST", f"{an_incident().url}/postmortem"), 409, "still_open")


@pytest.mark.parametrize("body", [{"zone": "Mars"}, {"timeline": "some"}, {"template": "novel"}, {"incidents": [0]}])
def test_what_can_not_be_is_refused(client, body):
    problem_of(send(client, "POST", f"{a_resolved_incident().url}/postmortem", body), 422, "invalid")


def test_as_markdown_by_address_or_by_preference(client, ada):
    report = start(ada, [a_resolved_incident("Checkout answered with errors")])
    by_address = send(client, "GET", f"{report.url}.md")
    by_preference = send(client, "GET", report.url, accept="text/markdown")
    assert by_address["Content-Type"] == by_preference["Content-Type"] == "text/markdown; charset=utf-8"
    text = by_address.content.decode()
    assert text == by_preference.content.decode()
    assert text.startswith("---\n")
    assert "# Checkout answered with errors" in text
    for accepted in ("*/*", "application/json", "text/html", ""):
        assert send(client, "GET", report.url, accept=accepted)["Content-Type"] == "application/json"


def test_the_list_filters_and_pages(client, ada):
    reports = [start(ada, [a_resolved_incident(f"Number {number}")]).number for number in range(27)]
    twins = start(ada, [a_resolved_incident("Number twins")])
    index(twins)
    reports.append(twins.number)
    page = get(client, "/postmortems?state=draft")
    rest = get(client, page["next"].removeprefix("/api/v1"))
    assert [each["number"] for each in page["items"] + rest["items"]] == reports[::-1]
    assert [each["title"] for each in get(client, "/postmortems?q=number%20twins")["items"]] == ["Number twins"]
    problem_of(send(client, "GET", "/postmortems?state=eaten"), 422, "invalid")


def test_it_needs_the_right_to_see_every_incident(client, ada):
    incident = a_resolved_incident(by=ada)
    report = start(ada, [incident])
    assert get(client, report.url)
    set_privacy(ada, incident, is_private=True)
    hidden = send(client, "GET", report.url)
    assert hidden.content == send(client, "GET", "/postmortems/4711").content
    problem_of(hidden, 404, "not_found")
    problem_of(send(client, "GET", f"{report.url}.md"), 404, "not_found")
    assert get(client, "/postmortems")["items"] == []


def test_the_number_of_statements_of_the_list_does_not_grow(client, ada):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            get(client, "/postmortems")
        return len(seen)

    start(ada, [a_resolved_incident(by=ada)])
    get(client, "/me")
    few = statements()
    for _ in range(5):
        start(ada, [a_resolved_incident(by=ada), a_resolved_incident(by=ada)])
    assert statements() == few <= 4
