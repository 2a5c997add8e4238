from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.actions.tasks import add_task
from afterword.incidents.kinds import LinkAdded
from afterword.incidents.models import ChecklistItem, IncidentTask
from afterword.people.actor import Actor
from afterword.people.models import Membership, Team
from tests.world import an_incident, user_of

ClientOf = Callable[[Actor | None], Client]
IN_PLACE = {"HX-Request": "true"}


def test_one_line_adds_a_task_with_and_without_scripts(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)

    answer = browser.post(f"{incident.url}/tasks", {"title": "Raise the timeout"})
    part = browser.post(f"{incident.url}/tasks", {"title": "Call support"}, headers=IN_PLACE)

    assert answer.status_code == 303
    assert "Call support" in part.content.decode()
    assert incident.tasks.count() == 2
    assert "0 of 2 done" in browser.get(incident.url).content.decode()


def test_ticking_taking_and_setting_a_day_take_one_press(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    task = add_task(ada, incident, "Raise the timeout")

    for step in ("taking", "due-today", "completion"):
        came_from = {"Referer": f"http://testserver{incident.url}/remediation"}
        answer = browser.post(f"{incident.url}/tasks/{task.pk}/{step}", headers=came_from)
        assert answer["Location"] == f"{incident.url}/remediation"

    task.refresh_from_db()
    assert (task.assignee, task.is_done, task.due_on) == (user_of(ada), True, clock.now().date())


def test_a_task_becomes_a_follow_up_in_one_press(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    task = add_task(ada, incident, "Raise the timeout")

    answer = client_of(ada).post(f"{incident.url}/tasks/{task.pk}/follow-up")

    assert answer.status_code == 303
    assert (incident.followups.get().title, incident.tasks.count()) == ("Raise the timeout", 0)


def test_an_overdue_task_says_so_in_words(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    add_task(ada, incident, "Raise the timeout", due_on=clock.now().date() - timedelta(days=3))

    assert "overdue since" in client_of(ada).get(f"{incident.url}/remediation").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("due_on", "tomorrow-ish"), ("due_on", "2026-02-31"), ("due_on", "0020-01-01"), ("title", "x" * 301),
     ("title", ""), ("assignee", "nobody")],
)  # fmt: skip
def test_what_can_not_be_is_answered_beside_the_field(client_of: ClientOf, ada: Actor, field: str, value: str) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    task = add_task(ada, incident, "Raise the timeout")

    for path in ("tasks", f"tasks/{task.pk}"):
        answer = browser.post(f"{incident.url}/{path}", {"title": "Kept as typed", field: value})
        assert (answer.status_code, "form-error" in answer.content.decode()) == (422, True)
        assert field == "title" or "Kept as typed" in answer.content.decode()
    assert incident.tasks.get().title == "Raise the timeout"


def test_the_checklist_stands_together(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    item = ChecklistItem.objects.create(type=incident.type, text="Open a call")
    IncidentTask.objects.create(incident=incident, title="Open a call", checklist_item=item)

    assert "Checklist" in client_of(ada).get(f"{incident.url}/remediation").content.decode()


def test_resolving_mentions_what_is_open(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    assert "still open" not in browser.get(f"{incident.url}/resolution").content.decode()

    add_task(ada, incident, "Raise the timeout")

    assert "1 task is still open" in browser.get(f"{incident.url}/resolution").content.decode()


def test_a_viewer_ticks_their_own_only(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(cy)
    own = add_task(ada, incident, "Ask the customer", assignee=user_of(cy))
    other = add_task(ada, incident, "Raise the timeout")

    assert browser.post(f"{incident.url}/tasks/{own.pk}/completion").status_code == 303
    assert browser.post(f"{incident.url}/tasks/{other.pk}/completion").status_code == 403
    assert browser.post(f"{incident.url}/tasks", {"title": "Mine"}).status_code == 403
    page = browser.get(f"{incident.url}/remediation").content.decode()
    assert "Add a task" not in page


def test_a_private_incidents_tasks_are_nowhere(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada, is_private=True)
    task = add_task(ada, incident, "Look")
    for step in ("completion", "reopening", "taking", "due-today", "removal"):
        assert client_of(bo).post(f"{incident.url}/tasks/{task.pk}/{step}").status_code == 404


def test_documents_know_what_they_are_and_can_be_corrected(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)

    browser.post(f"{incident.url}/links", {"url": "https://acme.zoom.us/j/1", "title": "The call"})
    link = incident.links.get()
    assert (link.kind, incident.timeline.of_kind(LinkAdded).count()) == ("call", 1)

    browser.post(f"{incident.url}/links/{link.pk}", {"url": link.url, "title": "War room", "kind": "chat"})
    page = browser.get(f"{incident.url}/remediation").content.decode()
    assert "War room" in page
    assert "Chat" in page
    assert browser.post(f"{incident.url}/links/{link.pk}", {"url": "zoom", "title": "x"}).status_code == 422


def test_statements_do_not_grow_with_tasks_and_documents(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    counts = []
    for portion in (1, 6):
        for number in range(portion):
            add_task(ada, incident, f"Step {number}", assignee=user_of(ada))
            add_link(ada, incident, url=f"https://example.com/{portion}/{number}")
        with CaptureQueriesContext(
            connection,
        ) as statements:
            browser.get(f"{incident.url}/remediation")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("noun", ["tasks", "links", "follow-ups"])
def test_a_form_without_scripts_leads_to_where_its_result_stands(client_of: ClientOf, ada: Actor, noun: str) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    filled = {"title": "Raise the timeout", "url": "https://grafana.example.com", "kind": "", "horizon": "week"}
    filled["kind"] = "action" if noun == "follow-ups" else ""

    answer = browser.post(
        f"{incident.url}/{noun}", filled, headers={"Referer": f"http://testserver{incident.url}/{noun}"}
    )

    assert answer["Location"] == f"{incident.url}/remediation"


def test_on_a_private_incident_only_those_who_see_it_are_offered(
    client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor
) -> None:
    team = Team.objects.create(name="Payroll")
    Membership.objects.create(team=team, user=user_of(cy))
    incident = set_privacy(ada, an_incident(commander=ada, is_private=True), is_private=True, teams=[team])
    browser = client_of(ada)

    for place in ("tasks", "follow-ups", "handovers"):
        page = browser.get(f"{incident.url}/{place}").content.decode()
        assert f">{cy.label}<" in page, place
        assert f">{bo.label}<" not in page, place
    assert f">{bo.label}<" in browser.get(f"{an_incident(commander=ada).url}/tasks").content.decode()
