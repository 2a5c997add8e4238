from collections.abc import Callable

from django.test import Client

from afterword.incidents.actions.describe import set_root_cause
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.runbooks.actions.start import start_runbook
from afterword.runbooks.models import Runbook
from tests.world import a_resolved_incident, a_service, an_incident

ClientOf = Callable[[Actor | None], Client]


def test_a_runbook_is_started_written_and_taken_along(client_of: ClientOf, ada: Actor) -> None:
    browser, cart = client_of(ada), a_service("Cart")

    empty = browser.get("/runbooks").content.decode()
    answer = browser.post("/runbooks/new", {"title": "Empty the cart cache", "services": [str(cart.pk)]})
    page = browser.get(answer["Location"]).content.decode()
    form = browser.get("/runbooks/1/sections/steps")
    base = form.context["form"]["base"].value()
    browser.post("/runbooks/1/sections/steps", {"markdown": "## Steps\n\n1. Press *flush*.", "base": base})
    markdown = browser.get("/runbooks/1.md").content.decode()

    assert "No runbooks yet" in empty
    assert "Look first" in page
    assert "1. Press *flush*." in markdown
    assert "Empty the cart cache" in browser.get(f"/runbooks?service={cart.pk}").content.decode()
    assert browser.post("/runbooks/new", {"title": " "}).status_code == 422


def test_a_report_starts_one_with_what_it_has_to_tell(client_of: ClientOf, ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    set_root_cause(ada, incident, "The cache was cold")
    mark_milestone(ada, incident, "deployed", details={"action": "Warmed the cache by hand"})
    report = start(ada, [incident])
    browser = client_of(ada)

    offered = browser.get(report.url).content.decode()
    browser.post(f"/runbooks/new?from={report.number}", {"title": "Warm the cache"})
    page = browser.get("/runbooks/1").content.decode()

    assert f"/runbooks/new?from={report.number}" in offered
    assert "Warmed the cache by hand" in page
    assert "The cache was cold" in page
    assert f'href="{report.url}"' in page


def test_nothing_of_a_private_incident_gets_into_a_runbook(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    set_root_cause(ada, incident, "A stolen key")
    report = start(ada, [incident])
    set_privacy(ada, incident, is_private=True)

    form = client_of(ada).get(f"/runbooks/new?from={report.number}")
    assert form.context["form"]["title"].value() == ""
    assert "nothing of it is copied" in form.content.decode()
    client_of(ada).post(f"/runbooks/new?from={report.number}", {"title": "Change keys"})
    page = client_of(cy).get("/runbooks/1").content.decode()

    assert "A stolen key" not in page
    assert report.url not in page
    assert "/sections/" not in page
    assert client_of(cy).get("/runbooks/1/sections/steps").status_code == 403
    assert client_of(cy).get(f"/runbooks/new?from={report.number}").status_code == 403


def test_the_incident_offers_it_and_keeps_that_it_is_used(client_of: ClientOf, ada: Actor) -> None:
    cart = a_service("Cart")
    runbook = start_runbook(ada, "Empty the cart cache", services=[cart])
    incident = an_incident(commander=ada, services=(cart,))
    browser = client_of(ada)

    before = browser.get(incident.url).content.decode()
    browser.post(f"{incident.url}/runbooks/{runbook.number}")
    after = browser.get(incident.url).content.decode()

    assert f'action="{incident.url}/runbooks/{runbook.number}"' in before
    assert f'action="{incident.url}/runbooks/{runbook.number}"' not in after
    assert incident.links.get().kind == "runbook"
    assert browser.post(f"{incident.url}/runbooks/999").status_code == 404


def test_retiring_and_describing(client_of: ClientOf, ada: Actor) -> None:
    start_runbook(ada, "Empty the cache")
    browser = client_of(ada)

    browser.post("/runbooks/1/details", {"title": "Empty the cart cache"})
    browser.post("/runbooks/1/retirement")

    assert Runbook.objects.get().title == "Empty the cart cache"
    assert "Empty the cart cache" not in browser.get("/runbooks").content.decode()
    assert "Empty the cart cache" in browser.get("/runbooks?retired=1").content.decode()
    browser.post("/runbooks/1/revival")
    assert Runbook.objects.get().retired_at is None
