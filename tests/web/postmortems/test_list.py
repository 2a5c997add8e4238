"""All reports, by filters that stand in the address."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.set_facts import set_facts
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from tests.postmortems.reporting import a_report
from tests.world import a_resolved_incident, a_team, user_of

ClientOf = Callable[[Actor | None], Client]


def titles(browser: Client, query: str = "") -> list[str]:
    page = browser.get(f"/postmortems{query}").content.decode()
    return re.findall(r'class="row-link" href="[^"]+">([^<]+)<', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=published", ["Search was down"]),
        ("?state=draft&sort=oldest", ["Checkout failed", "Launch"]),
        ("?team=payments", ["Launch"]),
        ("?owner=bo@example.com", ["Launch"]),
        ("?owner=me&sort=oldest", ["Search was down", "Checkout failed"]),
        ("?channel=%23inc-2", ["Checkout failed"]),
        ("?severity=SEV-3&sort=oldest", ["Search was down", "Checkout failed"]),
        ("?kind=postmortem&sort=stalest", ["Checkout failed", "Search was down"]),
        ("?kind=retrospective", ["Launch"]),
        ("?until=2020-01-01", []),
        ("?from=2020-01-01", ["Launch", "Checkout failed", "Search was down"]),
    ],
)
def test_filters_and_orders(client_of: ClientOf, ada: Actor, bo: Actor, query: str, expected: list[str]) -> None:
    first = a_report("Search was down", by=ada)
    second = a_report("Checkout failed", by=ada)
    add_link(ada, second.incidents.get(), url="https://chat.example.com/inc-2", title="#inc-2", kind="chat")
    publish(ada, first)
    launch = create_report(ada, "Launch", owner=user_of(bo))
    set_facts(ada, launch, {"team": a_team()})

    assert titles(client_of(ada), query) == expected


def test_filters_in_use_are_chips_and_wrong_ones_are_said(client_of: ClientOf, ada: Actor) -> None:
    a_report(by=ada)
    browser = client_of(ada)

    assert 'class="chip" href="/postmortems"' in browser.get("/postmortems?state=draft").content.decode()
    refused = browser.get("/postmortems?team=Nobody")
    assert refused.status_code == 422
    assert "There is no “Nobody” here." in refused.content.decode()


def test_an_empty_list_says_what_to_do_next(client_of: ClientOf, ada: Actor) -> None:
    assert "No postmortems yet" in client_of(ada).get("/postmortems").content.decode()


def test_pages_lead_on_and_back(client_of: ClientOf, ada: Actor) -> None:
    for number in range(30):
        create_report(ada, f"Report {number}")
    browser = client_of(ada)

    first = browser.get("/postmortems").content.decode()
    older = re.findall(r'rel="next" href="([^"]+)"', first)[0]

    assert len(titles(browser)) == 25
    assert len(titles(browser, older.removeprefix("/postmortems"))) == 5


def test_the_table_has_what_the_reader_may_see(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    start(ada, [a_resolved_incident("Search was down", by=ada)])
    hidden = start(ada, [a_resolved_incident("Payroll was readable", by=ada)])
    set_privacy(ada, hidden.incidents.get(), is_private=True)

    table = b"".join(client_of(bo).get("/postmortems.csv?state=draft")).decode()

    assert "PM-1,Search was down,postmortem,draft,Ada" in table
    assert "Payroll" not in table
    assert Postmortem.objects.count() == 2
