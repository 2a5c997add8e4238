"""Markdown to the document tree."""

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from afterword_text.live_blocks import read
from afterword_text.markdown import atoms, callouts
from afterword_text.markdown.engine import GUIDE, inline_tokens_of, tokens_of
from afterword_text.markdown.folds import folded
from afterword_text.markdown.inline_in import inline
from afterword_text.markdown.shape import shape
from afterword_text.tree import Json, Node, Tree, children, node, paragraph, text

_OPENS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "blockquote_open": "blockquote",
    "bullet_list_open": "bulletList",
    "ordered_list_open": "orderedList",
    "list_item_open": "listItem",
    "table_open": "table",
    "tr_open": "tableRow",
    "th_open": "tableHeader",
    "td_open": "tableCell",
    "footnote_open": "footnoteDefinition",
    "dl_open": "definitionList",
    "dt_open": "definitionTerm",
    "dd_open": "definitionDescription",
}
_CLOSES = {name.replace("_open", "_close") for name in _OPENS}
_CELLS = ("tableHeader", "tableCell")
_TASK = re.compile(r"\[([ xX])\](\s+|$)")


def parse(source: str) -> Tree:
    """The document that a Markdown text says. Foreign HTML is kept as it is, in atoms of its own.

    Unwanted characters such as NUL go. Headings get no ids here; see `afterword_text.headings`.
    Raises TreeError when it is nested too deeply.
    """
    top = node("doc")
    stack = [top]
    for token in tokens_of(source):
        if token.type in _OPENS:
            stack.append(_add(stack[-1], node(_OPENS[token.type], None, **_attrs(token))))
        elif token.type in _CLOSES:
            _close(stack.pop(), stack[-1])
        elif token.type == "inline":
            _fill(stack, token)
        elif leaf := _leaf(token):
            _add(stack[-1], leaf)
    if not children(top):
        _add(top, paragraph())
    return shape(top)


def _add(parent: Node, child: Node) -> Node:
    parent.setdefault("content", []).append(child)
    return child


def _attrs(token: Token) -> dict[str, Json]:
    if token.type == "heading_open":
        return {"level": int(token.tag[1:])}
    if token.type == "ordered_list_open":
        start = int(token.attrGet("start") or 0) if token.attrGet("start") is not None else 1
        return {"start": start if start != 1 else None}
    if token.type == "footnote_open":
        return {"label": token.content}
    if token.type in ("th_open", "td_open"):
        return {"align": str(token.attrGet("style") or "").removeprefix("text-align:") or None}
    return {}


def _leaf(token: Token) -> Node | None:
    if token.type in ("fence", "code_block"):
        code = token.content.removesuffix("\n")
        language, _, meta = unescapeAll(token.info).strip().partition(" ")
        return node("codeBlock", [text(code)] if code else None, language=language or None, meta=meta.strip() or None)
    if token.type == "hr":
        return node("horizontalRule")
    if token.type == "html_block":
        return _html(token.content)
    return None


def _html(html: str) -> Node:
    if (picture := atoms.read(html.strip())) and picture["type"] == "image":
        return node("paragraph", [picture])
    return read(html) or _guide(html) or atoms.unknown_block(html) or node("rawHtml", html=html.strip("\n").rstrip())


def _guide(html: str) -> Node | None:
    """A question to the writer, which stands in a comment."""
    found = GUIDE.fullmatch(html.strip())
    return node("guide", inline(inline_tokens_of(found[1]))) if found else None


def _fill(stack: list[Node], token: Token) -> None:
    here, said = stack[-1], inline(token.children or [])
    if len(stack) > 1 and len(children(stack[-2])) == 1 and callouts.begin(stack[-2], here, token):
        return
    if here["type"] in _CELLS:
        here["content"] = [node("paragraph", said)]
        return
    if _is_first_in_bullet(stack) and (box := _TASK.match(token.content)) and _starts_with(said, box[0]):
        item = stack[-2]
        item["type"] = "taskItem"
        if box[1] != " ":
            item["attrs"] = {"checked": True}
        said = _without(said, len(box[0]))
    if said:
        here["content"] = said


def _is_first_in_bullet(stack: list[Node]) -> bool:
    if len(stack) < 3 or stack[-1]["type"] != "paragraph":
        return False
    return stack[-2]["type"] == "listItem" and stack[-3]["type"] == "bulletList" and len(children(stack[-2])) == 1


def _starts_with(said: list[Node], box: str) -> bool:
    """The box is plain text; it may be a link when somebody defined a reference called x."""
    return bool(said) and "marks" not in said[0] and said[0].get("text", "").startswith(box.rstrip())


def _without(said: list[Node], length: int) -> list[Node]:
    rest = said[0].get("text", "")[length:]
    return [text(rest), *said[1:]] if rest else said[1:]


def _close(here: Node, parent: Node) -> None:
    """What Markdown leaves open and the document does not."""
    if here["type"] in ("listItem", "taskItem"):
        inside = here["content"] = folded(children(here))
        if not inside or inside[0]["type"] != "paragraph":
            inside.insert(0, paragraph())
    elif here["type"] in _CELLS and not children(here):
        here["content"] = [paragraph()]
    elif here["type"] in ("blockquote", "callout", "footnoteDefinition", "definitionDescription"):
        here["content"] = folded(children(here)) or [paragraph()]
    elif here["type"] == "bulletList":
        parent["content"][-1:] = _by_kind(here)


def _by_kind(bullets: Node) -> list[Node]:
    """A list where only some items are tasks becomes one list after the other."""
    lists: list[Node] = []
    for item in children(bullets):
        kind = "taskList" if item["type"] == "taskItem" else "bulletList"
        if not lists or lists[-1]["type"] != kind:
            lists.append(node(kind))
        _add(lists[-1], item)
    return lists
