"""A report's editor, as tests use it."""

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.server import Person, Server


def a_report_to_write(server: Server, person: Person, title: str) -> str:
    """The address of a report without an incident."""
    with server.api(person) as api:
        url: str = api.post("/api/v1/postmortems", json={"title": title}).json()["url"]
    return url


def writing(page: Page) -> Page:
    """Once the editor is in the place of the text."""
    page.wait_for_selector("report-editor[data-live]")
    page.wait_for_timeout(300)
    return page


def at_end(page: Page) -> None:
    """The cursor at the end of the text, in an empty paragraph."""
    page.evaluate("""() => {
        const { editor } = document.querySelector(".tiptap");
        editor.commands.insertContentAt(editor.state.doc.content.size, { type: "paragraph" });
        editor.commands.focus("end");
    }""")
    focused(page)


def focused(page: Page) -> None:
    """The editor takes the focus with the next frame; what is typed before goes nowhere."""
    expect(page.locator(".tiptap.ProseMirror-focused")).to_be_visible()


def place_in(page: Page, words: str, *, after: bool = True) -> None:
    """The cursor right behind these words, or before them."""
    page.evaluate(
        """([words, after]) => {
        const { editor } = document.querySelector(".tiptap");
        let found = -1;
        editor.state.doc.descendants((node, at) => {
            const where = node.isText ? node.text.indexOf(words) : -1;
            if (where >= 0 && found < 0) found = at + where + (after ? words.length : 0);
        });
        if (found < 0) throw new Error(`no ${words} in the text`);
        editor.chain().focus().setTextSelection(found).run();
    }""",
        [words, after],
    )
    focused(page)


def select(page: Page, words: str) -> None:
    page.evaluate(
        """(words) => {
        const { editor } = document.querySelector(".tiptap");
        editor.state.doc.descendants((node, at) => {
            const where = node.isText ? node.text.indexOf(words) : -1;
            if (where < 0) return;
            const from = at + where;
            editor.chain().focus().setTextSelection({ from, to: from + words.length }).run();
        });
    }""",
        words,
    )
    focused(page)


def tree_of(page: Page) -> Any:
    """The document that the editor holds."""
    return page.evaluate("document.querySelector('.tiptap').editor.getJSON()")


def words_of(tree: Any) -> str:
    """All text of a document, whoever tells it."""
    if isinstance(tree, list):
        return "".join(map(words_of, tree))
    if not isinstance(tree, dict):
        return ""
    return str(tree.get("text", "")) + words_of(tree.get("content", []))


def saved(page: Page, seconds: float = 5) -> None:
    expect(page.locator(".editor-saved")).to_have_attribute("data-state", "saved", timeout=seconds * 1000)


def same_everywhere(server: Server, person: Person, url: str, *pages: Page) -> str:
    """Until all pages hold the same document, and the server its words; answers these."""
    for page in pages:
        saved(page, 15)
    first, *others = pages
    for other in others:
        for _ in range(40):
            if tree_of(first) == tree_of(other):
                break
            other.wait_for_timeout(100)
        assert tree_of(first) == tree_of(other)
    with server.api(person) as api:
        told = json.loads(api.get(f"/api/v1{url}/file", params={"format": "json"}).text)
    assert words_of(told["document"]) == words_of(tree_of(first))
    return words_of(told["document"])
