"""Writing a report together: two browsers, one document, and everything that may go wrong between them."""

import os
import random

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.core.pictures import a_picture
from tests.e2e.conftest import AxeCheck, Picture, Visit
from tests.e2e.server import Person, Server
from tests.e2e.writing import (
    a_report_to_write,
    at_end,
    place_in,
    same_everywhere,
    saved,
    select,
    tree_of,
    writing,
)

# `make soak` stays away for as long as a tunnel, and lets hands be random for longer.
AWAY_MS, HANDS = (120_000, 1000) if "SOAK_ROUNDS" in os.environ else (1500, 60)
PASTE = """(data) => {
    const transfer = new DataTransfer();
    for (const [kind, text] of Object.entries(data)) transfer.setData(kind, text);
    document.querySelector(".tiptap").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""
PASTE_PICTURE = """([bytes, kind]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "graph", { type: kind }));
    document.querySelector(".tiptap").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def two(server: Server, visit: Visit, ada: Person, bo: Person) -> tuple[str, Page, Page]:
    """The address of a report, and it open for Ada and for Bo."""
    url = a_report_to_write(server, ada, "Written by two")
    return url, writing(visit(ada, url)), writing(visit(bo, url))


def test_two_in_one_paragraph_one_list_and_one_table_end_with_the_same(
    server: Server, ada: Person, two: tuple[str, Page, Page], axe_clean: AxeCheck, picture: Picture
) -> None:
    url, hers, his = two
    at_end(hers)
    hers.keyboard.type("Middle")
    expect(his.locator(".tiptap")).to_contain_text("Middle", timeout=2000)
    place_in(hers, "Middle")
    place_in(his, "Middle", after=False)
    for number in range(10):  # in turn, faster than either is told of the other's
        hers.keyboard.type(f" a{number}")
        his.keyboard.type(f"b{number} ")
    expect(his.locator(".collaboration-carets__label, .collaboration-cursor__label").first).to_have_text("Ada")

    at_end(hers)
    hers.keyboard.type("- point 1")
    expect(his.locator(".tiptap li").last).to_contain_text("point 1", timeout=2000)
    place_in(his, "point 1")
    his.keyboard.press("Enter")
    place_in(hers, "point 1")
    his.keyboard.type("his item")
    hers.keyboard.type(" and hers")

    at_end(hers)
    hers.keyboard.press("Enter")
    hers.keyboard.type("/tab")
    hers.keyboard.press("Enter")
    hers.keyboard.type("head")
    expect(his.locator(".tiptap table").last).to_contain_text("head", timeout=2000)
    place_in(his, "head")
    his.keyboard.press("Tab")
    hers.keyboard.type(" of hers")
    his.keyboard.type("his cell")

    words = same_everywhere(server, ada, url, hers, his)
    assert "b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 Middle a0 a1 a2 a3 a4 a5 a6 a7 a8 a9" in words
    assert not [each for each in ("point 1 and hers", "his item", "head of hers", "his cell") if each not in words], (
        words
    )
    axe_clean(hers)
    picture(hers, "editor-two")
    place_in(hers, "Middle")
    hers.wait_for_timeout(700)  # what one types without a pause is undone together
    hers.keyboard.type(" undone")
    expect(his.locator(".tiptap")).to_contain_text("Middle undone", timeout=2000)
    place_in(his, "Middle und")
    his.keyboard.type("kept")
    assert "Middle undkeptone" in same_everywhere(server, ada, url, hers, his)
    hers.keyboard.press("Control+z")
    words = same_everywhere(server, ada, url, hers, his)
    assert "Middle kept" in words.replace("Middlekept", "Middle kept")  # one's own changes only


def test_what_is_written_without_a_connection_arrives_once_it_is_back(
    server: Server, visit: Visit, ada: Person, bo: Person, complaints: list[str]
) -> None:
    url = a_report_to_write(server, ada, "Written on a train")
    hers, his = visit(ada, "/"), writing(visit(bo, url))
    sockets: list[WebSocketRoute] = []
    is_cut = False

    def through(socket: WebSocketRoute) -> None:
        if is_cut:
            socket.close(code=1001)
            return
        socket.connect_to_server()
        sockets.append(socket)

    hers.route_web_socket("**/live/documents/**", through)
    hers.goto(url)
    writing(hers)
    at_end(hers)
    hers.keyboard.type("Before. ")
    saved(hers)

    is_cut = True
    for socket in sockets:
        socket.close(code=1001)
    sign = hers.locator(".editor-saved")
    expect(sign).to_have_attribute("data-state", "offline", timeout=5000)
    hers.keyboard.type("On the train. ")
    expect(sign).to_have_attribute("data-state", "kept", timeout=2000)
    at_end(his)
    his.keyboard.type("Meanwhile. ")
    hers.wait_for_timeout(AWAY_MS)  # what is kept is written down by now
    context = hers.context
    hers.close(run_before_unload=False)

    is_cut = False
    again = context.new_page()
    again.goto(url)
    writing(again)
    words = same_everywhere(server, ada, url, again, his)
    assert not [each for each in ("Before. ", "On the train. ", "Meanwhile. ") if each not in words], words
    complaints.clear()  # browsers report sockets that could not be opened


def test_saved_means_that_the_server_has_said_so(server: Server, visit: Visit, ada: Person) -> None:
    url = a_report_to_write(server, ada, "Slow to answer")
    page = visit(ada, "/")
    held: list[str | bytes] = []
    holds = False

    def through(socket: WebSocketRoute) -> None:
        other = socket.connect_to_server()
        other.on_message(lambda message: held.append(message) if holds else socket.send(message))
        routes.append(socket)

    routes: list[WebSocketRoute] = []
    page.route_web_socket("**/live/documents/**", through)
    page.goto(url)
    writing(page)
    holds = True
    at_end(page)
    page.keyboard.type("Sent, and no answer yet")
    sign = page.locator(".editor-saved")
    expect(sign).to_have_attribute("data-state", "saving", timeout=2000)
    page.wait_for_timeout(1500)
    expect(sign).to_have_attribute("data-state", "saving")  # however long it takes

    holds = False
    for message in held:
        routes[-1].send(message)
    saved(page)


def test_a_restart_of_the_server_loses_no_keystroke(
    server: Server, ada: Person, two: tuple[str, Page, Page], complaints: list[str]
) -> None:
    url, hers, his = two
    at_end(hers)
    hers.keyboard.type("Before the deploy. ")
    server.stop()
    hers.keyboard.type("During the deploy. ")
    server.start()
    hers.keyboard.type("After the deploy.")

    words = same_everywhere(server, ada, url, hers, his)

    assert "Before the deploy. During the deploy. After the deploy." in words
    complaints.clear()  # sockets and refreshes that found nobody


def test_random_hands_on_both_sides_end_with_the_same(server: Server, ada: Person, two: tuple[str, Page, Page]) -> None:
    url, *pages = two
    chance = random.Random(20261125)
    for page in pages:
        at_end(page)
        page.keyboard.type("Some words to begin with. ")
    for _ in range(HANDS):
        page = chance.choice(pages)
        if chance.random() < 0.3:
            page.evaluate(
                """(part) => {
                const { editor } = document.querySelector(".tiptap");
                const spots = [];  // where a person can put a cursor
                editor.state.doc.descendants((node, at) => {
                    if (node.isTextblock) spots.push(at + 1 + Math.floor(part * node.content.size));
                });
                editor.chain().focus().setTextSelection(spots[Math.floor(part * spots.length)]).run();
            }""",
                chance.random(),
            )
        match chance.randrange(8):
            case 0:
                page.keyboard.press("Enter")
            case 1:
                page.keyboard.press("Backspace")
            case 2:
                page.keyboard.press("Shift+ArrowLeft")
                page.keyboard.press("Control+b")
            case 3:
                page.keyboard.press("Control+z")
            case _:
                page.keyboard.type(chance.choice(("word ", "- item", "| ", "ü 字 ", "x")))

    same_everywhere(server, ada, url, *pages)


def test_pasted_markdown_and_html_become_what_they_say(server: Server, visit: Visit, ada: Person) -> None:
    page = writing(visit(ada, a_report_to_write(server, ada, "Pasted")))
    at_end(page)
    page.evaluate(PASTE, {"text/plain": "- [x] done\n- [ ] open\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"})
    expect(page.locator(".tiptap input[type=checkbox]")).to_have_count(2)
    expect(page.locator(".tiptap td", has_text="2")).to_be_visible()
    at_end(page)
    page.evaluate(PASTE, {"text/html": "<h3>A heading</h3><p>with <b>bold</b><script>alert(1)</script></p>"})
    expect(page.locator(".tiptap h3", has_text="A heading")).to_be_visible()
    assert "script" not in page.locator(".tiptap").inner_html()
    saved(page)


def test_a_pasted_picture_is_sent_shown_to_others_and_refused_in_words(
    two: tuple[str, Page, Page], complaints: list[str]
) -> None:
    _url, hers, his = two
    at_end(hers)
    hers.evaluate(PASTE_PICTURE, [list(a_picture()), "image/png"])
    for page in (hers, his):
        shown = page.locator(".tiptap img[src]")
        expect(shown).to_be_visible(timeout=8000)
        expect(shown).to_have_js_property("complete", True)
        assert shown.evaluate("image => image.naturalWidth") > 0
    hers.evaluate(PASTE_PICTURE, [[1, 2, 3, 4], "image/png"])
    expect(hers.locator("#toasts")).to_contain_text("picture", ignore_case=True, timeout=5000)
    expect(hers.locator(".tiptap img[src]")).to_have_count(1)
    complaints.clear()  # the browser reports the refusal


def test_the_title_is_live_and_has_at_most_256_characters(two: tuple[str, Page, Page]) -> None:
    _url, hers, his = two
    title = hers.locator("#report-title")
    title.click()
    hers.keyboard.press("Control+a")
    hers.keyboard.type("Named anew")
    hers.keyboard.press("Enter")
    expect(his.locator("#report-title")).to_have_text("Named anew", timeout=4000)
    title.click()
    hers.keyboard.press("Control+a")
    hers.keyboard.insert_text("x" * 256)
    hers.keyboard.type("y")
    expect(hers.locator("#toasts")).to_contain_text("256")
    hers.keyboard.press("Enter")
    expect(his.locator("#report-title")).to_have_text("x" * 256, timeout=4000)


def test_a_comment_moves_with_its_words_and_outlives_them(
    server: Server, ada: Person, two: tuple[str, Page, Page], axe_clean: AxeCheck, picture: Picture
) -> None:
    url, hers, his = two
    at_end(hers)
    hers.keyboard.type("The cache was cold.")
    saved(hers)
    select(hers, "cache")
    hers.keyboard.press("Control+Alt+m")
    dialog = hers.get_by_role("dialog")
    expect(dialog).to_contain_text("cache")
    dialog.get_by_label("Comment").fill("Which one, @Bo?")
    axe_clean(hers)
    dialog.get_by_role("button", name="Comment", exact=True).click()

    mark = his.locator(".comment-mark")
    expect(mark).to_have_text("cache", timeout=4000)
    place_in(his, "The cache", after=False)
    his.keyboard.type("We saw it: ")
    expect(mark).to_have_text("cache")
    mark.click()
    expect(his.locator(".comment-thread.is-current")).to_contain_text("Which one, @Bo?")
    axe_clean(his)
    picture(his, "editor-comment")
    select(his, "cache ")
    his.keyboard.press("Delete")
    for page in (hers, his):
        expect(page.locator(".comment-thread[data-lost]")).to_contain_text("cache", timeout=4000)
    his.locator(".comment-thread").get_by_role("button", name="Resolve").click()
    for page in (hers, his):
        expect(page.locator(".comment-thread")).to_have_count(0, timeout=4000)
    same_everywhere(server, ada, url, hers, his)


def test_a_phone_writes_too(server: Server, visit: Visit, ada: Person, axe_clean: AxeCheck, picture: Picture) -> None:
    page = writing(
        visit(ada, a_report_to_write(server, ada, "On a phone"), is_phone=True, is_dark=True, language="zh-CN")
    )
    at_end(page)
    page.keyboard.type("写在手机上")
    saved(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe_clean(page)
    picture(page, "editor-phone-dark-zh")
    assert "写在手机上" in str(tree_of(page))
