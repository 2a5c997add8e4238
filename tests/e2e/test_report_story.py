"""A report that is open on two screens, and facts that change meanwhile."""

from playwright.sync_api import expect

from tests.e2e.conftest import AxeCheck, Picture, Visit
from tests.e2e.server import Person, Server


def test_facts_that_change_show_in_every_open_report(
    server: Server, visit: Visit, ada: Person, bo: Person, axe_clean: AxeCheck, picture: Picture
) -> None:
    with server.api(ada) as api:
        number = api.post("/api/v1/incidents", json={"title": "Invoices show the wrong sum"}).json()["number"]
        api.post(f"/api/v1/incidents/{number}/resolution", json={})
        report = api.post(f"/api/v1/incidents/{number}/postmortem", json={}).json()
        pages = [visit(person, report["url"]) for person in (ada, bo)]
        for page in pages:
            page.wait_for_timeout(500)  # its socket is open and subscribed

        impact = {"description": "Sums were too high", "users_affected": 321}
        api.post(f"/api/v1/incidents/{number}/impacts", json=impact)
        for page in pages:
            expect(page.locator("#report-metrics")).to_contain_text("321", timeout=2000)
            expect(page.locator("#report-text")).to_contain_text("Sums were too high", timeout=2000)

    hers, his = pages
    hers.get_by_role("link", name="Adjust “Affected users”").click()
    dialog = hers.get_by_role("dialog")
    expect(dialog).to_contain_text("Computed: 321")
    axe_clean(hers)
    picture(hers, "adjust-metric")
    dialog.get_by_label("Value").fill("400")
    dialog.get_by_label("Why").fill("Counted again in the billing data")
    dialog.get_by_role("button", name="Adjust", exact=True).click()

    for page in (hers, his):
        expect(page.locator("#report-metrics")).to_contain_text("Counted again in the billing data", timeout=2000)
        expect(page.locator("#report-metrics")).to_contain_text("Computed: 321")
    axe_clean(his)
    picture(his, "adjusted-metric")
