from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.declare import Times
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.people.actor import Actor
from tests.world import an_incident, sev, utc

ClientOf = Callable[[Actor | None], Client]
PAGE = "/incidents/calendar"


def lasted(ada: Actor, title: str, start: str, end: str, level: int = 3, *, is_private: bool = False) -> None:
    with clock.at(utc(end)):
        times = Times(started_at=utc(start))
        incident = an_incident(title, commander=ada, severity=sev(level), times=times, is_private=is_private)
        resolve(ada, incident, Ending(at=utc(end)))


def shown(browser: Client, url: str) -> dict[date, list[str]]:
    weeks = browser.get(url).context["weeks"]
    return {day.day: [mark.title for mark in day.marks] for week in weeks for day in week if day.marks}


def test_an_incident_stands_on_every_day_it_lasted(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    lasted(ada, "Long", "2026-03-02 22:00", "2026-03-04 03:00")
    lasted(ada, "Before", "2026-02-10 10:00", "2026-02-10 11:00")
    lasted(ada, "Hidden", "2026-03-02 10:00", "2026-03-02 11:00", is_private=True)

    days = shown(client_of(di), f"{PAGE}?month=2026-03")

    assert days == {date(2026, 3, day): ["Long"] for day in (2, 3, 4)}


def test_days_are_those_of_the_reader(client_of: ClientOf, ada: Actor) -> None:
    lasted(ada, "Late in the evening", "2026-03-02 23:30", "2026-03-02 23:40")
    assert ada.user
    ada.user.zone = "Europe/Berlin"
    ada.user.save()

    assert list(shown(client_of(ada), f"{PAGE}?month=2026-03")) == [date(2026, 3, 3)]


def test_a_full_day_leads_to_the_list_of_all_that_lasted_on_it(client_of: ClientOf, ada: Actor) -> None:
    for number in range(6):
        lasted(ada, f"Number {number}", "2026-03-02 10:00", "2026-03-02 11:00", level=1 if number == 5 else 3)
    browser = client_of(ada)

    page = browser.get(f"{PAGE}?month=2026-03").content.decode()
    listed = browser.get("/incidents?day=2026-03-02").context["rows"]

    assert "+ 2 more" in page
    assert "/incidents?day=2026-03-02" in page
    assert "Number 5" in page  # the worst is never left out
    assert len(listed) == 6


def test_filters_are_said_taken_off_and_kept_on_the_way_to_a_day(client_of: ClientOf, ada: Actor) -> None:
    for number in range(6):
        lasted(ada, f"Number {number}", "2026-03-02 10:00", "2026-03-02 11:00", level=1)

    page = client_of(ada).get(f"{PAGE}?month=2026-03&severity=SEV-1").content.decode()

    assert 'href="/incidents?severity=SEV-1&amp;day=2026-03-02&amp;sort=severity"' in page
    assert 'href="/incidents/calendar?month=2026-03"' in page
    assert "Take off all" not in client_of(ada).get(f"{PAGE}?month=2026-03").content.decode()


def test_it_leads_to_the_months_beside_it_and_keeps_the_filters(client_of: ClientOf, ada: Actor) -> None:
    page = client_of(ada).get(f"{PAGE}?month=2026-12&severity=SEV-1")

    assert page.context["previous_href"] == "/incidents/calendar?severity=SEV-1&month=2026-11"
    assert page.context["next_href"] == "/incidents/calendar?severity=SEV-1&month=2027-01"


@pytest.mark.parametrize("query", ["month=2026-13", "month=0000-01", "month=soon", "month=9999-12", "severity=SEV-9"])
def test_what_is_no_month_is_said_in_words(client_of: ClientOf, ada: Actor, query: str) -> None:
    page = client_of(ada).get(f"{PAGE}?{query}")

    assert page.status_code == 422
    assert page.context["problem"]


def test_a_month_costs_the_same_for_few_and_many(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(PAGE).status_code == 200
        return len(captured)

    few = statements()
    for minutes in range(7):
        with clock.later(timedelta(minutes=minutes)):
            an_incident(commander=ada)

    assert statements() == few <= 5
