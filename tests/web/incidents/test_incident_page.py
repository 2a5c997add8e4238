from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.declare import declare
from afterword.incidents.actions.describe import set_root_cause, set_summary
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from tests.world import a_note, a_resolved_incident, a_service, a_team, an_incident, status, user_of, utc

ClientOf = Callable[[Actor | None], Client]
SECTIONS = ("", "/timeline", "/remediation", "/notifications")


def text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def likely_step(browser: Client, incident: Incident) -> str:
    step = browser.get(incident.url).context["head"].next_step
    return step.label if step else ""


def test_the_likely_next_step_follows_the_incident(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)
    incident = declare(Actor.system(), title="Disk is full")
    steps = [likely_step(browser, incident)]
    browser.post(f"{incident.url}/acknowledgement")
    steps.append(likely_step(browser, incident))
    incident.refresh_from_db()
    incident = post_update(ada, incident, "We look into it", next_due_at=clock.now() + timedelta(minutes=10))
    steps.append(likely_step(browser, incident))
    incident = set_status(ada, incident, status("Stable"))
    steps.append(likely_step(browser, incident))
    with clock.later(timedelta(minutes=11)):
        steps.append(likely_step(browser, incident))
    browser.post(f"{incident.url}/resolution", {"outcome": "resolved"})
    steps.append(likely_step(browser, incident))
    start(ada, [Incident.objects.get()])
    steps.append(likely_step(browser, incident))

    assert steps == [
        "Acknowledge", "Post update", "Mark stable", "Resolve", "Post update", "Write postmortem", "Open postmortem"
    ]  # fmt: skip


def test_an_outsider_reads_and_writes_notes_and_nothing_else(client_of: ClientOf, cy: Actor) -> None:
    incident = an_incident()

    page = text(client_of(cy), incident.url)

    assert f'action="{incident.url}/notes"' in page
    for change in ("/severity", "/status", "/resolution", "/roles", "/impacts", "/privacy", "/timestamps/", "/test"):
        assert f"{incident.url}{change}" not in page
        if change != "/timestamps/":
            assert client_of(cy).post(f"{incident.url}{change}").status_code == 403


@pytest.mark.parametrize(
    "path",
    [*SECTIONS, "/title", "/details/what", "/details/why", "/severity", "/status", "/acknowledgement", "/resolution",
     "/reopening", "/completion", "/updates", "/entries/1/edit", "/entries/1/history", "/roles", "/impacts",
     "/timestamps/started_at", "/durations", "/services", "/teams", "/privacy", "/links", "/postmortem/new"],
)  # fmt: skip
def test_nothing_of_a_private_incident_is_there_for_others(
    client_of: ClientOf, ada: Actor, di: Actor, path: str
) -> None:
    incident = an_incident("Leaked key", commander=ada, is_private=True)

    answer = client_of(di).get(f"{incident.url}{path}")

    assert answer.status_code == 404
    assert "Leaked key" not in answer.content.decode()


def test_the_newest_update_stands_at_the_top(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    assert "No update is posted yet" in text(client_of(ada), incident.url)

    incident = post_update(ada, incident, "Rolled **back**", next_due_at=clock.now() + timedelta(minutes=1))
    assert "Rolled <strong>back</strong>" in text(client_of(ada), incident.url)

    with clock.later(timedelta(minutes=2)):
        assert "The next update was due" in text(client_of(ada), incident.url)
        assert "Rolled <strong>back</strong>" in text(client_of(ada), f"{incident.url}/notifications")


def test_the_six_times_and_what_is_measured_follow_the_readers_zone(client_of: ClientOf, ada: Actor) -> None:
    user = user_of(ada)
    user.zone = "Asia/Tokyo"
    user.save()
    with clock.at(utc("2026-03-02 12:00")):
        incident = an_incident(commander=ada, zone="America/New_York")
    browser = client_of(ada)

    with clock.at(utc("2026-03-02 13:00")):
        mine = text(browser, incident.url)
        browser.post("/profile/zone-choice", {"zone_choice": "incident", "next": incident.url})
        theirs = text(browser, incident.url)
        browser.post("/profile/zone-choice", {"zone_choice": "utc", "next": incident.url})
        utc_page = text(browser, incident.url)

    assert "21:00 JST" in mine
    assert "07:00 EST" in theirs
    assert "12:00 UTC" in utc_page
    assert "Incident duration" in mine


def test_a_timeline_of_several_days_names_each_day(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 23:00")):
        incident = an_incident(commander=ada)
    with clock.at(utc("2026-03-03 01:00")):
        a_note(incident, by=ada)
    with clock.at(utc("2026-03-05 01:00")):
        page = text(client_of(ada), f"{incident.url}/timeline")

    assert "Monday, 2 March" in page
    assert "Tuesday, 3 March" in page


def test_the_postmortem_is_offered_at_once_and_then_linked(client_of: ClientOf, ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    assert f"{incident.url}/postmortem/new" in text(client_of(ada), incident.url)

    report = start(ada, [incident])

    for path in ("", "/remediation"):
        assert f'href="{report.url}"' in text(client_of(ada), f"{incident.url}{path}")


def test_only_the_parts_come_when_a_page_refreshes_itself(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)

    for path in SECTIONS:
        parts = client_of(ada).get(f"{incident.url}{path}", headers={"HX-Request": "true"}).content.decode()
        assert 'id="incident-header"' in parts
        assert 'id="facts"' in parts
        assert "<html" not in parts


def fill(actor: Actor, incident: Incident, times: int) -> None:
    """Much of everything that the page shows."""
    for number in range(times):
        incident.refresh_from_db()
        a_note(incident, f"Note {number}", by=actor)
        add_impact(actor, incident, f"Impact {number}")
        add_link(actor, incident, url=f"https://example.com/{number}")
        incident.services.add(a_service(f"Service {incident.number} {number}"))
        incident.teams.add(a_team(f"Team {incident.number} {number}"))
    incident.refresh_from_db()
    set_summary(actor, incident, "What happened")
    set_root_cause(actor, incident, "Why")


@pytest.mark.parametrize("path", SECTIONS)
def test_a_section_costs_the_same_for_one_entry_and_for_sixty(client_of: ClientOf, ada: Actor, path: str) -> None:
    browser, small, large = client_of(ada), an_incident(commander=ada), an_incident(commander=ada)
    fill(ada, small, 1)
    fill(ada, large, 20)

    def statements(incident: Incident) -> int:
        with CaptureQueriesContext(connection) as captured:
            text(browser, f"{incident.url}{path}")
        return len(captured)

    statements(small)
    assert statements(large) == statements(small) <= 26
