"""An incident from declaration to its postmortem, by two people at once, and by one without scripts."""

import re
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import AxeCheck, Picture, Visit
from tests.e2e.server import Person

LOOKS = [(False, False, "en-US"), (True, True, "en-US"), (False, True, "zh-CN"), (True, False, "zh-CN")]
TITLES = ["Exports are late", "Mail bounces", "Uploads stop half-way", "Prices show twice"]
LOOK_NAMES = ["desktop-light", "phone-dark", "desktop-dark-chinese", "phone-light-chinese"]


def declare(page: Page, title: str, severity: str = "SEV-1") -> str:
    """Through the form; returns the incident's path."""
    page.goto("/incidents/new")
    page.get_by_label("What is broken").fill(title)
    page.locator(".choice").filter(has_text=severity).click()
    page.locator("form.declare .btn-danger").click()
    page.wait_for_url(re.compile(r"/incidents/\d+$"))
    return page.url[page.url.index("/incidents") :]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_two_people_take_an_incident_to_its_end(
    visit: Visit, ada: Person, bo: Person, axe_clean: AxeCheck, picture: Picture
) -> None:
    theirs = visit(ada, "/incidents")
    began = time.monotonic()
    theirs.keyboard.press("c")
    expect(theirs.get_by_label("What is broken")).to_be_focused()
    theirs.keyboard.type("Checkout fails for cards from Europe")
    theirs.locator(".choice").filter(has_text="SEV-2").click()
    axe_clean(theirs)
    picture(theirs, "declare")
    theirs.locator("form.declare .btn-danger").click()
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Checkout fails for cards from Europe")
    assert time.monotonic() - began < 20
    path = theirs.url[theirs.url.index("/incidents") :]

    mine = visit(bo, path)
    mine.wait_for_timeout(500)  # its socket is open and subscribed
    theirs.keyboard.press("n")
    theirs.keyboard.type("Error rate went up right after the **13:48** deployment.")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.locator("#timeline-list")).to_contain_text("Error rate went up")
    expect(theirs.locator("#note_text")).to_have_value("")
    expect(mine.locator("#timeline-list")).to_contain_text("Error rate went up", timeout=2000)

    mine.locator("#note_text").fill("I am still writing this")
    theirs.keyboard.press("Escape")
    theirs.locator("body").click(position={"x": 5, "y": 5})
    theirs.keyboard.press("u")
    theirs.get_by_label("What people should know now").fill("We are rolling the deployment back.")
    axe_clean(theirs)
    picture(theirs, "update-dialog")
    theirs.get_by_role("dialog").get_by_role("button", name="Post update").click()
    expect(theirs.locator("#state")).to_contain_text("rolling the deployment back")
    expect(mine.locator("#state")).to_contain_text("rolling the deployment back", timeout=2000)
    expect(mine.locator("#note_text")).to_have_value("I am still writing this")

    mine.get_by_role("link", name="Mark stable").click()
    mine.get_by_role("dialog").get_by_role("button", name="Set status").click()
    expect(theirs.locator(".incident-facts .status")).to_have_attribute("data-category", "stable", timeout=2000)

    theirs.get_by_role("link", name="Resolve", exact=True).first.click()
    theirs.get_by_role("dialog").get_by_role("button", name="Resolve the incident").click()
    expect(theirs.get_by_text("It is over.")).to_be_visible()
    expect(mine.get_by_text("It is over.")).to_be_visible(timeout=2000)
    picture(theirs, "resolved")
    theirs.locator("#state").get_by_role("link", name="Write postmortem").click()
    expect(theirs.get_by_role("dialog")).to_contain_text("writes its own facts")


def test_a_mark_an_edit_and_its_history_in_place(visit: Visit, ada: Person) -> None:
    page = visit(ada)
    declare(page, "Search results are empty")
    page.locator("#note_text").fill("Index rebilt")
    page.get_by_role("button", name="Add note").click()
    note = page.locator(".entry[data-weight=note]")

    note.hover()
    note.get_by_role("button", name="Important").click()
    expect(note.get_by_role("button", name="Important")).to_have_attribute("aria-pressed", "true")
    note.hover()
    note.get_by_role("link", name="Edit").click()
    page.get_by_role("dialog").get_by_label("Note").fill("Index rebuilt")
    page.get_by_role("dialog").get_by_role("button", name="Save note").click()
    expect(note).to_contain_text("Index rebuilt")
    note.get_by_role("link", name="edited").click()
    expect(page.get_by_role("dialog")).to_contain_text("Index rebilt")


def test_a_list_is_filtered_in_place_and_the_address_follows(
    visit: Visit, ada: Person, axe_clean: AxeCheck, picture: Picture
) -> None:
    page = visit(ada)
    declare(page, "Sign-in takes minutes", "SEV-3")
    page.goto("/incidents")
    page.locator("summary").filter(has_text="Filter").click()
    page.get_by_role("checkbox", name="SEV-4").check()

    expect(page.locator("#list")).to_contain_text("No incidents match")
    assert page.url.endswith("severity=SEV-4")
    axe_clean(page)
    page.get_by_role("checkbox", name="SEV-4").uncheck()
    page.get_by_role("checkbox", name="SEV-3").check()
    expect(page.locator("#list .row")).not_to_have_count(0)
    expect(page.locator("#list")).to_contain_text("Sign-in takes minutes")
    picture(page, "list-filtered")
    page.reload()
    expect(page.locator(".chip")).to_contain_text("SEV-3")


def test_somebody_elses_similar_incident_is_pointed_out_while_typing(visit: Visit, ada: Person, bo: Person) -> None:
    page = visit(ada)
    declare(page, "Invoices are printed upside down")
    other = visit(bo, "/incidents/new")

    other.get_by_label("What is broken").press_sequentially("Invoices printed upside down")

    expect(other.locator("#similar")).to_contain_text("Invoices are printed upside down")
    assert other.get_by_label("What is broken").input_value() == "Invoices printed upside down"


def test_everything_works_without_scripts(visit: Visit, ada: Person) -> None:
    page = visit(ada, scripts=False)
    path = declare(page, f"No scripts at {datetime.now(UTC):%H:%M:%S.%f}", "SEV-3")
    page.get_by_label("Write a note").fill("Written by hand")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#timeline-list")).to_contain_text("Written by hand")
    assert page.url.endswith("#entry-2")
    page.goto(f"{path}/updates")
    page.get_by_label("What people should know now").fill("Known")
    page.get_by_role("button", name="Post update").click()
    expect(page.locator("#state")).to_contain_text("Known")
    page.goto(f"{path}/resolution")
    page.get_by_role("button", name="Resolve the incident").click()
    expect(page.get_by_text("It is over.")).to_be_visible()
    page.goto("/incidents")
    page.get_by_label("Words in title").fill("scripts")
    page.get_by_role("button", name="Show").click()
    assert "q=scripts" in page.url


@pytest.mark.parametrize(("is_phone", "is_dark", "language"), LOOKS, ids=LOOK_NAMES)
def test_every_page_is_usable_by_everyone(
    visit: Visit, ada: Person, axe_clean: AxeCheck, picture: Picture, is_phone: bool, is_dark: bool, language: str
) -> None:
    number = LOOKS.index((is_phone, is_dark, language))
    path, look = declare(visit(ada), TITLES[number], "SEV-3"), LOOK_NAMES[number]
    page = visit(ada, "/incidents/new", is_phone=is_phone, is_dark=is_dark, language=language)

    for name, address in (
        ("new", "/incidents/new"),
        ("list", "/incidents"),
        ("incident", path),
        ("timeline", f"{path}/timeline"),
        ("remediation", f"{path}/remediation"),
        ("notifications", f"{path}/notifications"),
        ("resolve", f"{path}/resolution"),
        ("severity", f"{path}/severity"),
        ("time", f"{path}/timestamps/started_at"),
        ("search", "/search?q=pages"),
    ):
        page.goto(address)
        axe_clean(page)
        assert fits(page), address
        picture(page, f"{name}-{look}")


def test_what_comes_back_into_a_form_is_seen_and_can_be_put_away(visit: Visit, ada: Person) -> None:
    page = visit(ada, "/incidents/new")
    page.get_by_label("What is broken").fill("Invoices arrive twice")
    page.locator("summary", has_text="More").click()
    page.get_by_label("Private").check()
    page.get_by_role("combobox", name="Time zone").fill("New_York")
    page.keyboard.press("Enter")
    expect(page.locator(".moment-zone").first).to_have_text("America/New_York")
    page.on("dialog", lambda asked: asked.accept())
    page.goto("/incidents/new")
    expect(page.get_by_label("What is broken")).to_have_value("Invoices arrive twice")
    expect(page.get_by_label("Private")).to_be_visible()
    expect(page.locator(".moment-zone").first).to_have_text("America/New_York")

    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("What is broken")).to_be_focused()
    expect(page.get_by_label("What is broken")).to_have_value("")
    page.goto("/incidents/new")
    expect(page.get_by_label("What is broken")).to_have_value("")


def test_a_dialog_has_its_own_words_and_gives_the_focus_back(visit: Visit, ada: Person) -> None:
    page = visit(ada, "/incidents")
    path = declare(page, "Receipts are blank")
    page.locator("summary[title=More]").click()
    page.locator(".menu-panel").get_by_role("link", name="Rename").click()
    expect(page.locator("dialog[open] [name=title]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary[title=More]")).to_be_focused()

    page.locator(f"a[href='{path}/timestamps/mitigated_at']").click()
    page.locator("dialog[open] [name=reason]").fill("From the graph")
    page.keyboard.press("Escape")
    page.locator(f"a[href='{path}/timestamps/started_at']").click()
    expect(page.locator("dialog[open] [name=reason]")).to_have_value("")
    page.keyboard.press("Escape")
    page.locator(f"a[href='{path}/services']").click()
    expect(page.locator("dialog[open] [role=combobox]")).to_be_focused()
