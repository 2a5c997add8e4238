"""Key metrics of a report in the browser."""

from collections.abc import Callable

from django.test import Client

from afterword.people.actor import Actor
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from tests.postmortems.reporting import a_report
from tests.postmortems.test_executive_summary import a_told_outage
from tests.web.postmortems.test_life import words_at

ClientOf = Callable[[Actor | None], Client]


def test_a_metric_is_adjusted_and_taken_back_from_its_panel(client_of: ClientOf, ada: Actor) -> None:
    report = start(ada, [a_told_outage(ada)], language="en")
    browser = client_of(ada)
    assert f'href="{report.url}/metrics/users"' in browser.get(report.url).content.decode()
    assert "Computed: 18,000" in words_at(browser, f"{report.url}/metrics/users")

    answer = browser.post(f"{report.url}/metrics/users", {"value": "21000", "reason": "Counted again"})

    assert answer.status_code == 303
    page = words_at(browser, report.url)
    assert "21,000" in page
    assert "by Ada" in page
    assert ": Counted again Computed: 18,000" in page
    browser.post(f"{report.url}/metrics/users/end")
    assert "Counted again" not in words_at(browser, report.url)


def test_lengths_are_given_in_hours_minutes_and_seconds_and_times_in_the_zone_of_the_report(
    client_of: ClientOf, ada: Actor
) -> None:
    report = start(ada, [a_told_outage(ada)], zone="Europe/Berlin", language="en")
    browser = client_of(ada)

    browser.post(f"{report.url}/metrics/duration", {"hours": "1", "minutes": "12", "reason": "The queue drained later"})
    browser.post(f"{report.url}/metrics/end", {"value": "2026-03-02T12:48", "reason": "The queue drained later"})

    page = words_at(browser, report.url)
    assert "1 h 12 min" in page
    assert "12:48 CET" in page


def test_a_refusal_keeps_the_words(client_of: ClientOf, ada: Actor) -> None:
    url = f"{a_report(by=ada).url}/metrics/"
    browser = client_of(ada)

    for key, value, problem in (
        ("end", {"value": "2020-01-01T00:00"}, "before it started"),
        ("revenue", {"value": "a lot"}, "an amount and its currency"),
        ("duration", {}, "Say how long"),
    ):
        refused = browser.post(f"{url}{key}", {**value, "reason": "Because of this"})
        assert refused.status_code == 422
        assert problem in refused.content.decode()
        assert "Because of this" in refused.content.decode()


def test_nobody_adjusts_what_is_published_or_may_not_be_written(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    report = a_report(by=ada)
    assert "/metrics/" not in client_of(cy).get(report.url).content.decode()
    assert client_of(cy).get(f"{report.url}/metrics/users").status_code == 403
    assert client_of(ada).get(f"{report.url}/metrics/weather").status_code == 404
    publish(ada, report)

    assert "/metrics/" not in client_of(ada).get(report.url).content.decode()
    refused = client_of(ada).post(f"{report.url}/metrics/users", {"value": "3", "reason": "Counted"})
    assert refused.status_code == 409
