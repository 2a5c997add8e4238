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
    hers.locator("#report-metrics").get_by_role("link", name="Adjust “Affected users”").click()
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


FOLDED = """\
## Lessons learned

<details>
<summary>The long story</summary>

It began with a deploy.

</details>

```
{long}
```

| {wide} |
| {rule} |
| {wide} |
""".format(long="x" * 300, wide=" | ".join(["a-rather-long-word"] * 9), rule=" | ".join(["---"] * 9))


def test_on_paper_folds_are_open_questions_are_gone_and_nothing_is_cut_off(
    server: Server, visit: Visit, ada: Person, picture: Picture
) -> None:
    with server.api(ada) as api:
        number = api.post("/api/v1/incidents", json={"title": "Printing is slow"}).json()["number"]
        api.post(f"/api/v1/incidents/{number}/resolution", json={})
        report = api.post(f"/api/v1/incidents/{number}/postmortem", json={}).json()
    page = visit(ada, f"{report['url']}/sections/lessons")
    page.locator("textarea").first.fill(FOLDED)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**{report['url']}*")
    expect(page.locator(".tiptap .guide:visible").first).to_be_visible()

    page.set_viewport_size({"width": 660, "height": 960})  # A4 without its margins
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("#report-text").get_by_text("It began with a deploy.")).to_be_visible()
    expect(page.locator(".guide:visible")).to_have_count(0)
    expect(page.locator(".rail, .report-side, .section-edit").locator("visible=true")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 660
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    picture(page, "report-on-paper")
