"""What the editor asks for while somebody writes: live blocks with what can be changed in them, names, Markdown."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.models import Postmortem
from tests.followups.making import a_followup
from tests.postmortems.reporting import a_report

ClientOf = Callable[[Actor | None], Client]


@pytest.fixture
def report(ada: Actor) -> Postmortem:
    report = a_report(by=ada)
    incident = report.incidents.get()
    add_note(ada, incident, "The queue was full", is_important=True)
    a_followup(incident, "Bound the queue", by=ada)
    return report


def blocks(browser: Client, report: Postmortem) -> str:
    answer = browser.get(f"{report.url}/blocks")
    assert answer.status_code == 200
    return answer.content.decode()


def rows_and_tools(page: str) -> tuple[set[str], set[str]]:
    """The kinds of rows that lines are about, and those that there are buttons for."""
    rows, tools = (re.findall(rf'{name}="(\w+):', page) for name in ("data-about", "data-for"))
    return set(rows), set(tools)


def test_rows_that_one_may_change_come_with_what_changes_them(
    client_of: ClientOf, report: Postmortem, ada: Actor, cy: Actor
) -> None:
    assert rows_and_tools(blocks(client_of(ada), report)) == ({"metric", "followup", "entry"},) * 2
    _rows, tools = rows_and_tools(blocks(client_of(cy), report))
    assert tools == {"entry"}  # whoever sees an incident may mark what matters
    publish(ada, report)
    assert rows_and_tools(blocks(client_of(ada), report))[1] == set()


def test_readers_of_the_page_and_of_files_see_none_of_it(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    for address in (report.url, f"{report.url}.md", f"{report.url}.html", f"{report.url}.json"):
        assert "data-about" not in client_of(ada).get(address).content.decode()
        assert '"about"' not in client_of(ada).get(address).content.decode()


def test_what_is_changed_from_a_report_leads_back_to_it(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    browser, incident = client_of(ada), report.incidents.get()
    entry = incident.timeline.filter(is_important=True).latest("number")

    flagged = browser.post(f"{incident.url}/entries/{entry.number}/flag?on=0&report={report.number}")
    assert flagged["Location"] == report.url
    entry.refresh_from_db()
    assert not entry.is_important
    form = browser.get(f"/follow-ups/1/edit?report={report.number}").content.decode()
    assert f'href="{report.url}"' in form
    elsewhere = browser.post(f"{incident.url}/entries/{entry.number}/flag?on=1&report=//evil.example")
    assert elsewhere["Location"].startswith(incident.url)


def test_blocks_cost_the_same_for_few_and_many_rows(client_of: ClientOf, report: Postmortem, ada: Actor) -> None:
    browser, incident = client_of(ada), report.incidents.get()

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            blocks(browser, report)
        return len(captured)

    few = statements()
    for number in range(5):
        add_note(ada, incident, f"Note {number}", is_important=True)
        a_followup(incident, f"Follow-up {number}", by=ada)

    assert statements() == few <= 28


@pytest.mark.usefixtures("bo", "robo")
def test_names_are_offered_to_whoever_writes_and_only_of_what_they_see(
    client_of: ClientOf, report: Postmortem, ada: Actor, bo: Actor, cy: Actor
) -> None:
    def offered(actor: Actor, words: str) -> list[str]:
        answer = client_of(actor).get(f"{report.url}/mentions?q={words}")
        return [each["label"] for each in answer.json()["mentions"]]

    incident = report.incidents.get()
    assert offered(ada, "bo") == ["Bo", "Robo"]
    assert offered(ada, incident.reference) == [incident.reference]
    assert client_of(cy).get(f"{report.url}/mentions?q=bo").status_code == 403
    set_privacy(ada, incident, is_private=True)
    assert offered(ada, "bo") == []


def test_pasted_markdown_becomes_nodes_and_too_much_is_refused_in_words(
    client_of: ClientOf, report: Postmortem, ada: Actor
) -> None:
    browser = client_of(ada)

    nodes = browser.post(f"{report.url}/markdown", {"markdown": "- one\n- two"}).json()["content"]
    assert nodes[0]["type"] == "bulletList"
    refused = browser.post(f"{report.url}/markdown", {"markdown": "x" * 200_001})
    assert (refused.status_code, "longer than" in refused.json()["error"]) == (422, True)
