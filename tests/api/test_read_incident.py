"""GET /incidents/{number}."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.models import Incident, Outcome, Role
from afterword.postmortems.actions.start import start
from tests.api.asking import get, problem_of, send
from tests.world import a_note, a_resolved_incident, an_incident, user_of


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_everything_that_hangs_on_it(client, ada, bo):
    incident = an_incident("Down", commander=ada)
    add_impact(ada, incident, "No card payments")
    add_link(ada, incident, url="https://example.com/board", kind="dashboard")
    assign_role(ada, Incident.objects.get(), Role.objects.get(name="Scribe"), user_of(bo))
    post_update(ada, Incident.objects.get(), "Rolling back")
    a_note(Incident.objects.get(), "Rolled back", by=bo)

    read = get(client, incident.url)

    assert read["impacts"][0]["description"] == "No card payments"
    assert read["links"][0] | {"id": "", "added_at": ""} == {
        "id": "", "kind": "dashboard", "title": "https://example.com/board", "url": "https://example.com/board",
        "added_at": "",
    }  # fmt: skip
    assert [(each["role"], each["person"]["name"]) for each in read["responders"]] == [
        ("Commander", "Ada"),
        ("Scribe", "Bo"),
    ]
    assert read["current_update"]["message"] == "Rolling back"
    assert {metric["key"] for metric in read["metrics"]} >= {"impact_duration", "time_to_resolve"}
    assert read["postmortem"] is None
    assert read["abilities"]["incident.update"] is True
    newest = read["timeline"]["items"][0]
    assert (newest["kind"], newest["text"], newest["sentence"]) == ("note.added", "Rolled back", "noted")
    assert newest["actor"] == {"kind": "person", "name": "Bo"}


def test_the_timeline_oldest_first(client, ada):
    incident = an_incident(commander=ada)
    a_note(incident, "later")
    kinds = [entry["kind"] for entry in get(client, f"{incident.url}?order=oldest")["timeline"]["items"]]
    assert kinds == ["incident.declared", "note.added"]
    problem = problem_of(send(client, "GET", f"{incident.url}?order=random"), 422, "invalid")
    assert "newest" in problem["fields"]["order"]


def test_its_postmortem(client, ada):
    incident = a_resolved_incident(by=ada)
    postmortem = start(ada, [incident])
    assert get(client, incident.url)["postmortem"]["reference"] == postmortem.reference


def test_what_is_not_shared_looks_like_what_is_not_there(client, ada):
    hidden = send(client, "GET", an_incident(commander=ada, is_private=True).url)
    missing = send(client, "GET", "/incidents/4711")
    assert hidden.content == missing.content
    assert hidden.headers == missing.headers
    problem_of(hidden, 404, "not_found")


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, 10**40])
def test_a_number_that_no_database_knows(client, number):
    problem_of(send(client, "GET", f"/incidents/{number}"), 404, "not_found")


def test_a_duplicate_of_something_private_keeps_its_secret(client_of, robo, ada):
    private = an_incident(commander=ada, is_private=True)
    incident = an_incident(commander=ada)
    resolve(ada, incident, Ending(outcome=Outcome.DUPLICATE, duplicate_of=private))
    assert get(client_of(robo), incident.url)["duplicate_of"] is None
    assert get(client_of(ada), incident.url)["duplicate_of"] == private.number


def test_a_hundred_entries_then_a_link_to_the_rest(client, ada):
    incident = an_incident(commander=ada)
    for number in range(110):
        a_note(incident, f"note {number}", by=ada)
    timeline = get(client, incident.url)["timeline"]
    rest = get(client, timeline["next"].removeprefix("/api/v1"))
    seen = [entry["number"] for entry in timeline["items"] + rest["items"]]
    assert len(timeline["items"]) == 100
    assert sorted(seen) == list(range(1, 112))
    assert rest["next"] is None


def test_the_number_of_statements_does_not_grow(client, ada, bo):
    incident = an_incident(commander=ada)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            get(client, incident.url)
        return len(seen)

    get(client, "/me")  # notes the use of the token
    add_impact(ada, incident, "the first")
    few = statements()
    for number in range(30):
        add_impact(ada, incident, f"impact {number}")
        add_link(ada, incident, url=f"https://example.com/{number}")
        a_note(Incident.objects.get(), "note", by=bo)
    assert statements() == few <= 14
