"""A report on its way from draft to published, on the screens of two people."""

from playwright.sync_api import expect

from tests.e2e.conftest import AxeCheck, Visit
from tests.e2e.server import Person, Server


def test_one_asks_the_other_approves_and_both_see_it(
    server: Server, visit: Visit, ada: Person, bo: Person, axe_clean: AxeCheck
) -> None:
    with server.api(ada) as api:
        number = api.post("/api/v1/incidents", json={"title": "Refunds go out twice"}).json()["number"]
        api.post(f"/api/v1/incidents/{number}/resolution", json={})
        report = api.post(f"/api/v1/incidents/{number}/postmortem", json={}).json()
    hers, his = visit(ada, report["url"]), visit(bo, report["url"])
    his.wait_for_timeout(500)  # its socket is open and subscribed

    hers.get_by_role("link", name="Ask for review").first.click()
    dialog = hers.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Technical reviewer").fill("Bo")
    hers.keyboard.press("Enter")
    axe_clean(hers)
    dialog.get_by_role("button", name="Ask for review").click()

    his.locator("#incident-header").get_by_role("link", name="Approve", exact=True).click(timeout=3000)
    his.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(hers.locator("#report-reviews")).to_contain_text("revision 1", timeout=3000)

    hers.locator("#incident-header").get_by_role("link", name="Publish").first.click()
    hers.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(his.locator("#report-text")).to_contain_text("Text and facts are as they were then", timeout=3000)
    axe_clean(his)
    for path in ("/postmortems", f"{report['url']}/revisions", f"{report['url']}/revisions/1"):
        his.goto(f"{server.url}{path}")
        axe_clean(his)
