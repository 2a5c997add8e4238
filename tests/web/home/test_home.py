from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import resolve
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from tests.world import a_resolved_incident, an_incident, sev, utc

ClientOf = Callable[[Actor | None], Client]


def home(browser: Client) -> str:
    return browser.get("/").content.decode()


def test_ones_own_open_incidents_come_first(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    an_incident("Bo's trouble", commander=bo)
    an_incident("Ada's trouble", commander=ada)
    an_incident("Bo's drill", commander=bo, is_test=True)
    an_incident("Bo's secret", commander=bo, is_private=True)

    page = home(client_of(ada))

    assert page.index("Ada&#x27;s trouble") < page.index("Bo&#x27;s trouble")
    assert "Bo&#x27;s drill" not in page
    assert "Bo&#x27;s secret" not in page


def test_a_promised_update_that_is_late_stands_at_the_top(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    post_update(ada, incident, "We look", next_due_at=clock.now() + timedelta(minutes=5))

    assert "An update was promised" not in home(client_of(ada))
    with clock.later(timedelta(minutes=6)):
        assert "An update was promised" in home(client_of(ada))


def test_a_report_that_is_owed_is_named_with_its_day(client_of: ClientOf, ada: Actor) -> None:
    friday = utc("2026-03-06 12:00")
    with clock.at(friday):
        incident = resolve(ada, an_incident("All is down", commander=ada, severity=sev(1)))
        resolve(ada, an_incident("A scratch", commander=ada, severity=sev(4)))
    browser = client_of(ada)

    with clock.at(friday + timedelta(days=5)):
        page = home(browser)
    with clock.at(friday + timedelta(days=6)):
        later = home(browser)

    assert "due 11 Mar" in page
    assert "late" not in page.split("due 11 Mar")[1][:40]
    assert "late" in later.split("due 11 Mar")[1][:40]
    assert "A scratch" not in page
    start(ada, [incident])
    assert "due 11 Mar" not in home(browser)


def test_drafts_wait_for_their_authors(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)])

    assert report.url in home(client_of(ada))
    assert report.url not in home(client_of(cy))


def test_an_empty_product_is_a_guided_one(client_of: ClientOf, di: Actor, cy: Actor) -> None:
    page = home(client_of(di))

    for step in ("Try it out", "Import your history"):
        assert step in page
    assert "Import your history" not in home(client_of(cy))
    assert client_of(di).get("/first-steps/import").status_code == 200


def test_a_step_that_is_skipped_or_done_does_not_come_back(client_of: ClientOf, di: Actor) -> None:
    browser = client_of(di)

    browser.post("/first-steps/import/skipping")
    browser.post("/first-steps/nonsense/skipping")
    skipped = home(browser)
    an_incident("Practice", commander=di, is_test=True)

    assert "Import your history" not in skipped
    assert "Try it out" in skipped
    assert "Try it out" not in home(browser)


def test_whoever_is_alone_is_told_how_to_invite(client_of: ClientOf, di: Actor) -> None:
    assert "Invite your team" in home(client_of(di))


def test_when_nothing_waits_it_says_so(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    resolve(ada, an_incident(commander=ada, severity=sev(4)))

    assert "All is calm" in home(client_of(cy))


def test_home_costs_the_same_for_one_incident_and_for_ten(client_of: ClientOf, ada: Actor) -> None:
    browser = client_of(ada)

    def fill(times: int) -> None:
        for _ in range(times):
            an_incident(commander=ada)
            start(ada, [a_resolved_incident(by=ada)])
            resolve(ada, an_incident(commander=ada, severity=sev(1)))

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            home(browser)
        return len(captured)

    fill(1)
    few = statements()
    fill(9)

    assert statements() == few <= 14


@pytest.mark.parametrize("name", ["ada", "di"])
def test_the_style_page_is_for_administrators(client_of: ClientOf, name: str, request: pytest.FixtureRequest) -> None:
    status = client_of(request.getfixturevalue(name)).get("/styleguide").status_code

    assert status == (200 if name == "di" else 404)
