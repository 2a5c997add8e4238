"""A security incident of an organisation's own fields, from declaring to resolving, without touching the mouse."""

from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import AxeCheck, Picture, Visit
from tests.e2e.server import Person

Role = Literal["button", "link"]
DI = Person("Di", "di@example.com", "Di types quickly", "")


def tab_to(page: Page, found: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(80):
        if found.first.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {found}")


def press(page: Page, name: str, role: Role = "button") -> None:
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press("Enter")


def from_menu(page: Page, name: str) -> None:
    tab_to(page, page.locator(".incident-header summary[title=More]"))
    page.keyboard.press("Enter")
    press(page, name, "link")


def choose(page: Page, name: str, words: str) -> None:
    tab_to(page, page.get_by_role("combobox", name=name))
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def a_field(page: Page, name: str, kind: str) -> None:
    page.goto("/settings/fields/new")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Kind").select_option(label=kind)
    page.get_by_role("checkbox", name="On every type of incident").uncheck()
    page.get_by_role("button", name="Add field").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def what_security_asks_for(di: Page) -> None:
    a_field(di, "What was seen", "Text")
    a_field(di, "Records", "Number")
    di.goto("/settings/types")
    di.get_by_role("link", name="Security incident").click()
    di.get_by_role("link", name="Choose fields").click()
    di.get_by_label("What was seen").select_option(label="Required to declare")
    di.get_by_label("Records").select_option(label="Required to resolve")
    di.get_by_role("button", name="Save").click()
    expect(di.get_by_role("listitem").filter(has_text="Records")).to_contain_text("Required to resolve")


def test_a_security_incident_is_worked_by_keyboard(
    visit: Visit, ada: Person, bo: Person, axe_clean: AxeCheck, picture: Picture, complaints: list[str]
) -> None:
    what_security_asks_for(visit(DI, "/settings/types"))

    theirs = visit(ada, "/incidents")
    theirs.keyboard.press("c")
    expect(theirs.get_by_label("What is broken")).to_be_focused()
    theirs.keyboard.type("A report was open to everybody")
    tab_to(theirs, theirs.get_by_role("radio", name="Incident", exact=True))
    theirs.keyboard.press("ArrowRight")
    tab_to(theirs, theirs.get_by_label("What was seen"))
    theirs.keyboard.type("Names and addresses")
    axe_clean(theirs)
    press(theirs, "Declare")
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("A report was open to everybody")
    expect(theirs.get_by_text("Names and addresses").first).to_be_visible()
    path = theirs.url[theirs.url.index("/incidents") :]

    mine = visit(bo, path)
    expect(mine.get_by_text("There is nothing here")).to_be_visible()
    complaints.clear()  # the 404 above
    from_menu(theirs, "Who may see it")
    choose(theirs, "People", "bo")
    theirs.keyboard.press("Escape")  # the list of people
    press(theirs, "Save")
    expect(theirs.get_by_role("dialog")).to_have_count(0)

    mine.reload()
    press(mine, "Join")
    expect(mine.locator("#facts")).to_contain_text("Responder")
    expect(theirs.locator("#facts")).to_contain_text("Bo", timeout=2000)
    press(theirs, "Hand over", "link")
    choose(theirs, "To whom", "bo")
    press(theirs, "Offer to hand over")
    expect(theirs.locator("#notices")).to_contain_text("Ada asks Bo to take over as Commander")
    expect(mine.locator("#notices")).to_contain_text("Ada asks you to take over as Commander", timeout=2000)
    axe_clean(mine)
    picture(mine, "handover-offered")
    press(mine, "Accept")
    expect(theirs.locator(".incident-header")).to_contain_text("Bo commands", timeout=2000)

    from_menu(mine, "Resolve")
    press(mine, "Resolve the incident")
    expect(mine.get_by_label("Records")).to_be_focused()
    expect(mine.get_by_role("dialog")).to_contain_text("Records is needed")
    complaints.clear()  # the 422 above
    mine.keyboard.type("1250")
    axe_clean(mine)
    press(mine, "Resolve the incident")
    expect(theirs.get_by_text("It is over.")).to_be_visible(timeout=2000)
    expect(theirs.get_by_text("asks for a postmortem")).to_be_visible()
    expect(theirs.get_by_text("1,250").first).to_be_visible()
