"""A timeline put in order by one person while another looks at it."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.core.pictures import a_picture
from tests.e2e.conftest import AxeCheck, Picture, Visit
from tests.e2e.server import Person, Server

PASTE = """(box, data) => {
  const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([bytes], "graph.png", { type: "image/png" }));
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def an_incident_with_notes(server: Server, person: Person, *texts: str) -> str:
    """Its path; the notes three minutes apart, the first one latest."""
    with server.api(person) as api:
        url = api.post("/api/v1/incidents", json={"title": "Images do not load", "severity": "SEV-3"}).json()["url"]
        for minutes, text in enumerate(texts, start=1):
            at = datetime.now(UTC) - timedelta(minutes=3 * minutes)
            api.post(f"/api/v1{url}/timeline", json={"text": text, "occurred_at": at.isoformat()}).raise_for_status()
    return str(url)


def order(page: Page) -> list[str]:
    return page.locator("#timeline-list .entry[data-weight=note] .entry-text").all_inner_texts()


def test_notes_are_moved_merged_and_illustrated_while_another_looks_on(
    visit: Visit, server: Server, ada: Person, bo: Person, axe_clean: AxeCheck, picture: Picture
) -> None:
    path = an_incident_with_notes(server, ada, "Rolled back", "Errors at 40 %", "Errors rise", "Deployed")
    mine, theirs = visit(ada, f"{path}/timeline"), visit(bo, f"{path}/timeline")
    mine.wait_for_timeout(300)  # their sockets are open and subscribed

    note = mine.locator(".entry", has_text="Rolled back")
    note.locator(".entry-time").focus()
    mine.keyboard.press("[")
    mine.keyboard.press("Escape")
    expect(mine.locator(".entry-moves")).to_have_text("The note stays where it was.")
    mine.keyboard.press("Alt+ArrowDown")
    mine.keyboard.press("Alt+ArrowDown")
    moved = ["Errors at 40 %", "Errors rise", "Rolled back", "Deployed"]
    expect(mine.locator(".toast")).to_contain_text("Moved to")
    expect(theirs.locator(".entry[data-weight=note] .entry-text")).to_have_text(moved)
    expect(note.locator(".entry-time")).to_be_focused()
    note.locator("entry-grip").hover()
    mine.mouse.down()
    mine.mouse.move(400, 100, steps=4)
    mine.keyboard.press("Escape")
    mine.mouse.up()
    assert order(mine) == moved

    box = mine.locator("#note_text")
    box.evaluate(PASTE, b64encode(a_picture()).decode())
    mine.get_by_label("graph.png").first.fill("Errors fall at 14:05")
    box.press("Control+Enter")
    shown = theirs.get_by_role("img", name="Errors fall at 14:05")
    expect(shown).to_be_visible()
    assert shown.evaluate("(each) => each.decode().then(() => each.naturalWidth)") > 0

    mine.get_by_role("link", name="Select", exact=True).click()
    for text in ("Errors at 40 %", "Errors rise"):
        mine.locator(".entry", has_text=text).get_by_role("checkbox").check()
    axe_clean(mine)
    mine.get_by_role("button", name="Merge notes").click()
    expect(theirs.locator(".entry", has_text="Errors rise").locator(".entry-folded")).to_contain_text("1 merged note")
    picture(theirs, "timeline-in-order")
