"""A running server and a browser, once for all; a fresh, clean visit for each test."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    ViewportSize,
    sync_playwright,
)

from tests.e2e.server import Person, Server, a_running_server
from tests.services import chromium
from tests.services.missing import ServiceMissing, skip_or_fail

SCREENSHOTS = Path("build/screenshots")
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
GRAVE = ("serious", "critical")  # axe's words

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]
AxeCheck = Callable[[Page], None]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from a_running_server(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def ada(server: Server) -> Person:
    return server.person("Ada")


@pytest.fixture(scope="session")
def bo(server: Server) -> Person:
    return server.person("Bo")


@pytest.fixture(scope="session")
def cy(server: Server) -> Person:
    return server.person("Cy")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            program = chromium.program(playwright)
        except ServiceMissing as missing:
            skip_or_fail(missing)
        launched = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages said on their consoles: errors, refused by the content security policy, exceptions.

    A test that provokes one on purpose clears the list; any that is left fails the test.
    """
    heard: list[str] = []
    yield heard
    assert not heard, "\n".join(heard)


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Cookies of those who signed in before."""
    return {}


@pytest.fixture
def visit(
    browser: Browser, server: Server, complaints: list[str], sessions: dict[str, StorageState]
) -> Iterator[Visit]:
    """visit(ada, "/incidents", is_phone=True, is_dark=True, language="zh-CN", scripts=False): a page, signed in."""
    contexts: list[BrowserContext] = []

    def open_page(
        person: Person | None = None,
        path: str = "/",
        *,
        is_phone: bool = False,
        is_dark: bool = False,
        language: str = "en-US",
        scripts: bool = True,
    ) -> Page:
        if person and person.email not in sessions:
            sessions[person.email] = sign_in(browser, server, person)
        context = browser.new_context(
            base_url=server.url,
            storage_state=sessions[person.email] if person else None,
            viewport=PHONE if is_phone else DESKTOP,
            color_scheme="dark" if is_dark else "light",
            locale=language,
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def listen(page: Page, complaints: list[str]) -> None:
    def on_console(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(f"{page.url}: {said.text}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


def sign_in(browser: Browser, server: Server, person: Person) -> StorageState:
    """Through the form that people use, once for each person."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", person.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def picture() -> Picture:
    """picture(page, "incident-phone"): kept under build/screenshots, to be looked at."""

    def take(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, animations="disabled")

    return take


@pytest.fixture
def axe_clean() -> AxeCheck:
    """axe_clean(page): fails on what keeps people out, and names where."""

    def check(page: Page) -> None:
        found = [problem for problem in Axe().run(page).response["violations"] if problem["impact"] in GRAVE]
        assert not found, "\n".join(
            f"{problem['id']}: {problem['help']}: {node['html'][:200]}"
            for problem in found
            for node in problem["nodes"]
        )

    return check
