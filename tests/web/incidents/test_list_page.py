from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.searching import index
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, a_service, an_incident, sev

ClientOf = Callable[[Actor | None], Client]


def text(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def test_who_is_not_signed_in_comes_back_afterwards(client_of: ClientOf, ada: Actor) -> None:
    answer = client_of(None).get("/incidents?status=open")

    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=/incidents%3Fstatus%3Dopen"


def test_filters_stand_in_the_address_and_as_chips_that_come_off(client_of: ClientOf, ada: Actor) -> None:
    an_incident("Checkout fails", commander=ada, severity=sev(1), services=(a_service("Checkout"),))
    an_incident("Search is slow", commander=ada, severity=sev(3))

    page = text(client_of(ada), "/incidents?severity=SEV-1&service=Checkout&sort=oldest")

    assert "Checkout fails" in page
    assert "Search is slow" not in page
    assert 'href="/incidents?service=Checkout&amp;sort=oldest"' in page
    assert 'href="/incidents?severity=SEV-1&amp;sort=oldest"' in page


def test_words_find_what_notes_say(client_of: ClientOf, ada: Actor) -> None:
    index(an_incident("Checkout fails", commander=ada))
    an_incident("Search is slow", commander=ada)

    page = text(client_of(ada), "/incidents?q=checkout")

    assert "Checkout fails" in page
    assert "Search is slow" not in page


def test_older_and_newer_lead_there_and_back(client_of: ClientOf, ada: Actor) -> None:
    for minutes in range(27):
        with clock.later(timedelta(minutes=minutes)):
            an_incident(f"Number {minutes}", commander=ada)
    browser = client_of(ada)

    first = browser.get("/incidents?status=open")
    older = browser.get(first.context["older_href"])
    back = browser.get(older.context["newer_href"])

    assert [row.title for row in older.context["page"].rows] == ["Number 1", "Number 0"]
    assert back.context["page"].rows == first.context["page"].rows
    assert "status=open" in first.context["older_href"]
    assert (first.context["newer_href"], older.context["older_href"]) == ("", "")


@pytest.mark.parametrize("query", ["severity=SEV-9", "from=soon", "cursor=x", "sort=title", "commander=%00x"])
def test_what_is_no_filter_is_said_in_words(client_of: ClientOf, ada: Actor, query: str) -> None:
    page = client_of(ada).get(f"/incidents?{query}")

    assert page.status_code == 422
    assert page.context["problem"]


def test_script_in_a_filter_stays_text(client_of: ClientOf, ada: Actor) -> None:
    page = text(client_of(ada), "/incidents?q=<script>alert(1)</script>&team=<script>alert(2)</script>")

    assert "<script>alert" not in page


def test_empty_lists_say_what_to_do_next(client_of: ClientOf, ada: Actor) -> None:
    assert "Declare an incident" in text(client_of(ada), "/incidents")
    assert "Show all incidents" in text(client_of(ada), "/incidents?status=stable")


def test_a_private_incident_is_in_nobody_elses_list(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    an_incident("Leaked key", commander=ada, is_private=True)

    assert "Leaked key" not in text(client_of(di), "/incidents")
    assert "Leaked key" in text(client_of(ada), "/incidents")


def test_only_the_list_comes_while_one_filters(client_of: ClientOf, ada: Actor) -> None:
    an_incident(commander=ada)

    part = client_of(ada).get("/incidents?status=open", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="list">')
    assert "<html" not in part


def test_the_list_costs_the_same_for_two_and_for_twenty(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/incidents?sort=severity").status_code == 200
        return len(captured)

    for _ in range(2):
        a_resolved_incident(by=ada)
    few = statements()
    for number in range(18):
        an_incident(commander=ada, services=(a_service(f"Service {number}"),))

    assert statements() == few <= 10
