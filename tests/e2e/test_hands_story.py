"""Working by keyboard or by thumb: what changes in place leaves the hand where it is."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.server import Person
from tests.e2e.test_incident_story import declare


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.tagName"))


def test_by_keyboard_nothing_reloads_and_the_focus_is_never_lost(visit: Visit, ada: Person) -> None:
    page = visit(ada, "/incidents")
    path = declare(page, "Receipts arrive twice")
    page.evaluate("window.isSamePage = true")

    page.get_by_role("button", name="Watch").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Watching")).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_label("What people should know now")).to_be_focused()
    page.keyboard.type("We look at the queue.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#state")).to_contain_text("We look at the queue")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "BODY" not in focused(page)
    assert page.evaluate("window.isSamePage")

    page.goto(f"{path}/remediation")
    page.evaluate("window.isSamePage = true")
    for title in ("Stop the queue", "Tell support"):
        page.get_by_placeholder("Add a task").fill(title)
        page.keyboard.press("Enter")
        expect(page.locator("#task-lists")).to_contain_text(title)
    page.locator("#tasks").get_by_title("More").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Due today").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#task-lists")).to_contain_text("today")
    expect(page.locator("#tasks").get_by_title("More").first).to_be_focused()
    page.locator("#task-lists").get_by_role("button", name="Done: Tell support").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tasks")).to_contain_text("1 of 2 done")
    assert focused(page) != "BODY"
    assert page.evaluate("window.isSamePage")


def test_on_a_phone_a_list_to_choose_from_hides_no_button(visit: Visit, ada: Person) -> None:
    page = visit(ada, "/incidents", is_phone=True)
    path = declare(page, "Labels print empty")

    page.goto("/incidents")
    page.get_by_text("Columns", exact=True).click()
    assert (page.locator(".columns-menu").bounding_box() or {"x": -1})["x"] >= 0
    page.goto(path)
    page.locator(f"a[href='{path}/roles']").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Person").click()
    dialog.get_by_role("option").first.click()
    page.locator("body").press("Escape")
    page.locator(f"a[href='{path}/privacy']").first.evaluate("link => link.click()")
    dialog.get_by_role("combobox", name="People").click()
    dialog.get_by_role("option").first.click()
    assert dialog.bounding_box() == {**(dialog.bounding_box() or {}), "x": 0, "width": 390}
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog).to_have_count(0)
