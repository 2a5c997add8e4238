"""From an empty installation to a team: the first administrator, an invitation, a lost password."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, AxeCheck, Picture, Visit, listen
from tests.e2e.server import Person, Server

PASSWORD = "a long enough phrase"


class ServerWithoutDemo(Server):
    def environment(self) -> dict[str, str]:
        return super().environment() | {"AFTERWORD_DEMO": "no"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Nobody has an account here."""
    running = ServerWithoutDemo(tmp_path_factory.mktemp("empty"))
    running.start()
    yield running
    running.stop()


def stranger(browser: Browser, server: Server, complaints: list[str], **look: object) -> Page:
    options = {"base_url": server.url, "timezone_id": "Asia/Tokyo", "locale": "en-US", "reduced_motion": "reduce"}
    page = browser.new_context(**options | look).new_page()  # type: ignore[arg-type]
    listen(page, complaints)
    return page


def test_a_team_finds_its_way_in(
    browser: Browser, empty: Server, complaints: list[str], axe_clean: AxeCheck, picture: Picture
) -> None:
    di = stranger(browser, empty, complaints)
    di.goto("/incidents")
    expect(di).to_have_url(re.compile("/welcome$"))
    expect(di.get_by_role("combobox", name="Time zone")).to_have_value("Asia/Tokyo")
    axe_clean(di)
    picture(di, "welcome")
    di.get_by_label("Your name").fill("Di")
    di.get_by_label("E-mail").fill("di@example.com")
    di.get_by_label("Password").fill(PASSWORD)
    di.get_by_role("button", name="Create account").click()
    expect(di).to_have_url(f"{empty.url}/")

    di.goto("/settings/people")
    di.get_by_role("link", name="Invite").click()
    di.get_by_label("E-mail").fill("ada@example.com")
    di.get_by_label("Viewer").check()
    di.get_by_role("button", name="Make invitation").click()
    link = di.locator("#secret").inner_text()
    axe_clean(di)

    ada = stranger(browser, empty, complaints, viewport=PHONE, color_scheme="dark")
    ada.goto(link)
    expect(ada.get_by_role("heading", name="Di invites you to Afterword")).to_be_visible()
    axe_clean(ada)
    picture(ada, "invitation-phone-dark")
    ada.get_by_label("Your name").fill("Ada")
    ada.get_by_label("Password").fill(PASSWORD)
    ada.get_by_role("button", name="Accept invitation").click()
    expect(ada).to_have_url(f"{empty.url}/")
    ada.goto("/profile")
    expect(ada.get_by_role("combobox", name="Time zone")).to_have_value("Asia/Tokyo")

    di.goto("/settings/people")
    expect(di.get_by_text("Nobody is invited at the moment.")).to_be_visible()
    di.get_by_role("link", name="Ada", exact=True).click()
    di.get_by_role("button", name="Make sign-in link").click()
    again = di.locator("#secret").inner_text()
    picture(di, "sign-in-link")

    ada.goto("/profile/password")
    ada.get_by_role("button", name="Sign out everywhere").click()
    expect(ada.get_by_text("You are signed out on every device.")).to_be_visible()
    ada.goto(again)
    ada.get_by_role("button", name="Sign in as ada@example.com").click()
    ada.get_by_label("New password").fill("another long phrase")
    ada.get_by_role("button", name="Change password").click()
    expect(ada.get_by_text("Your password is changed.")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/profile", "/profile/password", "/profile/tokens", "/settings", "/settings/people", "/settings/teams",
             "/settings/teams/new", "/settings/people/invitations/new", "/settings/audit"]
)  # fmt: skip
def test_the_pages_keep_nobody_out(
    visit: Visit, server: Server, axe_clean: AxeCheck, picture: Picture, path: str
) -> None:
    di = Person("Di", "di@example.com", "Di types quickly", "")
    name = Path(path).name

    axe_clean(visit(di, path))
    phone = visit(di, path, is_phone=True, is_dark=True)
    axe_clean(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
    picture(phone, f"{name}-phone-dark")


def test_a_team_is_filled_by_typing_names(visit: Visit, server: Server, ada: Person, bo: Person) -> None:
    page = visit(Person("Di", "di@example.com", "Di types quickly", ""), "/settings/teams/new")
    page.get_by_label("Name").fill("Payments")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Payments")).to_be_visible()

    members = page.get_by_role("combobox", name=re.compile("^Members"))
    members.fill("ada")
    page.keyboard.press("Enter")
    members.fill("bo@")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save members").click()

    expect(page.get_by_role("link", name="Ada", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Bo", exact=True)).to_be_visible()
    page.get_by_role("link", name="Change").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Money")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Money")).to_be_visible()


def test_without_scripts_people_sign_in_choose_a_zone_and_a_theme(visit: Visit, cy: Person) -> None:
    page = visit(cy, "/profile", scripts=False)

    page.get_by_role("combobox", name="Time zone").select_option("Europe/Lisbon")
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("button", name="Save profile").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Europe/Lisbon")


def test_the_browsers_own_zone_is_offered(visit: Visit, bo: Person) -> None:
    page = visit(bo, "/profile")

    page.get_by_role("button", name="Use Europe/Berlin, as this browser says").click()
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Europe/Berlin")
    page.get_by_role("button", name="Save profile").click()

    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
