"""Callouts as GitHub writes them: a quotation that begins with `[!NOTE]`, and perhaps a title behind it."""

import re

from markdown_it.token import Token

from afterword_text.markdown import escape
from afterword_text.markdown.inline_in import inline
from afterword_text.tree import Node, children, string

_MARKER = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?=[ \t\n]|$)", re.IGNORECASE)


def begin(quote: Node, first: Node, token: Token) -> bool:
    """Make the quotation a callout if its first paragraph says so; a title that is more than words is none."""
    found = _MARKER.match(token.content)
    if quote["type"] != "blockquote" or first["type"] != "paragraph" or not found:
        return False
    tokens = token.children or []
    end = next((at for at, each in enumerate(tokens) if each.type in ("softbreak", "hardbreak")), len(tokens))
    head = inline(tokens[:end]) if sum(each.nesting for each in tokens[:end]) == 0 else []
    if len(head) != 1 or "marks" in head[0] or not head[0].get("text", "").startswith(found[0]):
        return False
    title = " ".join(head[0]["text"][len(found[0]) :].split())
    quote["type"], kind = "callout", found[1].lower()
    quote["attrs"] = {} if kind == "note" else {"kind": kind}
    if title:
        quote["attrs"]["title"] = title
    if not quote["attrs"]:
        del quote["attrs"]
    if rest := inline(tokens[end + 1 :]):
        first["content"] = rest
    else:
        quote["content"] = []
    return True


def kind_of(each: Node) -> str | None:
    kind = string(each, "kind")
    return kind if kind not in ("", "note") else None


def title_of(each: Node) -> str | None:
    return " ".join(string(each, "title").split()) or None


def opening(each: Node) -> str:
    """The marker with its title; what follows may be a paragraph at once, all else after an empty line."""
    title = title_of(each)
    words = f" {escape.words(title, first=False, last=False)}" if title else ""
    begins = children(each)[0]
    gap = "\n" if begins["type"] == "paragraph" else "\n\n"
    return f"[!{(kind_of(each) or 'note').upper()}]{words}{gap}"
