from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.objectives import Promise, add_objective
from afterword.incidents.actions.service_links import add_service_link
from afterword.incidents.models import Service
from afterword.people.actor import Actor
from tests.world import a_service, a_team, an_incident

ClientOf = Callable[[Actor | None], Client]


def shown(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def promised(di: Actor, name: str = "Checkout") -> Service:
    service = a_service(name, a_team("Payments"))
    add_objective(di, service, Promise("Availability", Decimal("99.9")))
    return service


def test_a_service_is_added_described_and_retired(client_of: ClientOf, di: Actor) -> None:
    browser, team = client_of(di), a_team("Payments")

    assert browser.post("/services/new", {"name": " "}).status_code == 422
    url = browser.post("/services/new", {"name": "Checkout"})["Location"]
    browser.post(f"{url}/edit", {"name": "Checkout", "owner": team.pk, "tier": "1", "description": "**Money**"})
    browser.post(f"{url}/links", {"url": "https://grafana.example.com/d/1", "title": "Errors"})
    browser.post(f"{url}/objectives", {"name": "Promise", "kind": "sla", "target": "99.5 %", "window_days": "90"})

    page = shown(browser, url)
    for words in ("<strong>Money</strong>", "Payments", "Errors", "SLA 99.5 % over 90 days", "10 h 48 min left"):
        assert words in page
    assert "Checkout" in shown(browser, "/services")
    browser.post(f"{url}/retirement", {"is_retired": "1"})
    assert "Checkout" not in shown(browser, "/services")
    assert "Checkout" in shown(browser, "/services?retired=1")


def test_objectives_are_changed_and_retired(client_of: ClientOf, di: Actor) -> None:
    service, browser = promised(di), client_of(di)
    url = f"{service.url}/objectives/{service.objectives.get().pk}"

    assert 'value="99.9"' in shown(browser, url)
    for target in ("100", "NaN", "1e30", ""):
        fields = {"name": "Availability", "kind": "slo", "target": target, "window_days": "30"}
        assert browser.post(url, fields).status_code == 422
    browser.post(url, {"name": "Availability", "kind": "slo", "target": "99", "window_days": "30"})
    browser.post(f"{url}/retirement", {"is_retired": "1"})

    kept = service.objectives.get()
    assert (kept.target, kept.retired_at is None) == (Decimal(99), False)


def test_whoever_only_looks_sees_it_without_the_buttons(client_of: ClientOf, cy: Actor, di: Actor) -> None:
    service, browser = promised(di), client_of(cy)

    assert f"{service.url}/edit" not in shown(browser, service.url)
    assert "/services/new" not in shown(browser, "/services")
    assert browser.get(f"{service.url}/edit").status_code == 403
    assert browser.post(f"{service.url}/retirement", {"is_retired": "1"}).status_code == 403
    assert browser.get("/services/01890000-0000-7000-8000-000000000000").status_code == 404


def test_private_incidents_show_neither_on_the_page_nor_in_its_figures(
    client_of: ClientOf, ada: Actor, cy: Actor, di: Actor
) -> None:
    service = promised(di)
    incident = an_incident("Secret outage", commander=ada, services=(service,), is_private=True)
    add_impact(ada, incident, "No payments", started_at=clock.now() - timedelta(hours=2))

    theirs, ours = (shown(client_of(actor), service.url) for actor in (cy, ada))

    theirs += shown(client_of(cy), "/services")
    ours += shown(client_of(ada), "/services")
    told = ("Secret outage", "Used up", "1 open", "budget used up")
    assert [words for words in told if words in theirs] == []
    assert [words for words in told if words not in ours] == []


def test_an_incident_shows_its_budgets_and_offers_the_links_of_its_services(
    client_of: ClientOf, ada: Actor, di: Actor
) -> None:
    service, browser = promised(di), client_of(ada)
    add_service_link(di, service, url="https://grafana.example.com/d/1", title="Errors", kind="dashboard")
    incident = an_incident(commander=ada, services=(service,))
    add_impact(ada, incident, "No payments", started_at=clock.now() - timedelta(minutes=30))

    page = shown(browser, incident.url)
    assert f'href="{service.url}"' in page
    assert "This incident has used 30 min (69 %) of 43 min so far." in page
    assert "Dashboard of Checkout" in page

    browser.post(
        f"{incident.url}/links", {"url": "https://grafana.example.com/d/1", "title": "Errors", "kind": "dashboard"}
    )
    assert incident.links.get().title == "Errors"
    assert "Dashboard of Checkout" not in shown(browser, incident.url)


def test_lists_take_as_many_statements_for_many_services_as_for_one(client_of: ClientOf, ada: Actor, di: Actor) -> None:
    browser = client_of(ada)

    def counted() -> tuple[int, int]:
        counts = []
        for url in ("/services", service.url):
            browser.get(url)
            with CaptureQueriesContext(connection) as seen:
                browser.get(url)
            counts.append(len(seen))
        return counts[0], counts[1]

    service = promised(di)
    an_incident(commander=ada, services=(service,))
    before = counted()
    others = tuple(promised(di, f"Service {number}") for number in range(5))
    for _ in range(3):
        add_impact(ada, an_incident(commander=ada, services=(service, *others)), "No payments")

    assert counted() == before


def test_whoever_writes_runbooks_starts_one_from_the_service(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    service = a_service()

    assert f"/runbooks/new?service={service.pk}" in shown(client_of(ada), service.url)
    assert "/runbooks/new" not in shown(client_of(cy), service.url)


def test_an_objective_says_what_it_can_not_do_without(client_of: ClientOf, di: Actor) -> None:
    fields = client_of(di).get(f"{a_service().url}/objectives").context["form"].fields

    assert [name for name, field in fields.items() if field.required] == ["name", "kind", "target", "window_days"]
