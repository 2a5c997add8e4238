from collections.abc import Callable
from decimal import Decimal

from django.test import Client

from afterword.core import clock
from afterword.incidents.actions.impacts import ImpactFigures, add_impact
from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.models import BusinessImpact, Experience, Incident
from afterword.people.actor import Actor
from tests.world import a_service, an_incident, utc

ClientOf = Callable[[Actor | None], Client]


def page_of(browser: Client, incident: Incident) -> str:
    return browser.get(incident.url).content.decode()


def test_an_impact_with_figures_as_people_type_them(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    degraded = Experience.objects.get(name="Degraded")

    fields = {
        "description": "No payments", "experience": degraded.pk, "is_downtime": "on", "users_affected": "1,240",
        "users_percent": "3.2 %", "geography": "EU", "failed_requests": "12 400", "services": [a_service().pk],
    }  # fmt: skip
    assert browser.post(f"{incident.url}/impacts", fields).status_code == 303

    page = page_of(browser, incident)
    assert "1,240 users (3.2 %) in EU; Degraded; 12,400 failed requests; Checkout" in page
    assert "Affected users: 1,240" in page


def test_figures_that_are_none_are_refused_in_an_open_fold(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)

    for name, value in (("users_affected", "many"), ("users_percent", "120"), ("users_percent", "NaN")):
        answer = browser.post(f"{incident.url}/impacts", {"description": "No payments", name: value})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert '<details class="form-more" open>' in page
        assert f'value="{value}"' in page
    assert not incident.impacts.exists()


def test_what_is_retired_is_offered_only_where_it_is_already(client_of: ClientOf, ada: Actor) -> None:
    browser, service = client_of(ada), a_service("Old checkout")
    incident = an_incident(commander=ada, services=(service,))
    impact = add_impact(ada, incident, "No payments", figures=ImpactFigures(services=(service,)))
    service.retired_at = clock.now()
    service.save()

    offered = {
        path: "Old checkout" in browser.get(f"{an.url}{path}").content.decode().split("<form", 2)[-1]
        for an, path in (
            (incident, f"/impacts/{impact.pk}"),
            (incident, "/services"),
            (an_incident("Another", commander=ada), "/impacts"),
        )
    }

    assert offered == {f"/impacts/{impact.pk}": True, "/services": True, "/impacts": False}


def test_several_impacts_are_not_simply_added_up(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    for users in (1240, 300):
        add_impact(ada, incident, "No payments", figures=ImpactFigures(users_affected=users))

    assert "1,240 to 1,540" in page_of(client_of(ada), incident)


def test_what_it_cost_is_written_shown_and_corrected(client_of: ClientOf, ada: Actor) -> None:
    incident, browser = an_incident(commander=ada), client_of(ada)
    url = f"{incident.url}/business-impact"

    refused = browser.post(url, {"revenue_lost": "18,500.50"})
    assert (refused.status_code, "in which currency" in refused.content.decode()) == (422, True)
    fields = {"revenue_lost": "18,500.50", "currency": "eur", "executives_involved": "False", "since": "2"}
    assert browser.post(url, fields).status_code == 303

    page = page_of(browser, incident)
    assert "18,500.50 EUR" in page
    assert "Executives involved: no" in page
    assert BusinessImpact.objects.get().revenue_lost == Decimal("18500.5")
    assert 'value="18500.50"' in browser.get(url).content.decode()


def test_the_responders_times_stand_beside_the_hours_that_people_say(client_of: ClientOf, ada: Actor) -> None:
    with clock.at(utc("2026-03-02 14:00")):
        incident = an_incident(commander=ada)
    with clock.at(utc("2026-03-02 15:30")):
        page = client_of(ada).get(f"{incident.url}/business-impact").content.decode()

    assert "times add up to 1 h 30 min" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_two_who_write_what_it_cost_see_each_other(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    set_business_impact(bo, incident, BusinessFigures(complaints=7))

    answer = client_of(ada).post(f"{incident.url}/business-impact", {"complaints": "3", "since": "1"})

    assert answer.status_code == 409
    assert "Complaints: 7" in answer.content.decode()
