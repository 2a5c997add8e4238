"""The part of a tree that Markdown can say. Reading back what was written gives exactly this."""

import re
from collections.abc import Callable

from afterword_text.live_blocks import opening, read, without_spoken
from afterword_text.markdown import atoms, callouts, footnotes
from afterword_text.markdown.engine import is_html_block, opens_html
from afterword_text.markdown.folds import folded, unfolded
from afterword_text.markdown.inline_out import inline
from afterword_text.markdown.shape_inline import shape_inline
from afterword_text.normal import normalise
from afterword_text.tree import Json, Node, Tree, children, integer, node, paragraph, string, text

_TAGS = ("rawHtmlInline", "unknownInline")


def shape(tree: Tree) -> Tree:
    """The tree as Markdown can say it: no empty paragraphs, no heading ids, no merged cells, spaces outside of bold.

    No words are dropped. Raises TreeError when it is nested too deeply.
    """
    flat = without_spoken(node("doc", _blocks(children(normalise(tree))) or [paragraph()]))
    return node("doc", folded(children(flat)))


def _blocks(nodes: list[Node]) -> list[Node]:
    return [made for each in nodes for made in _block(each)]


def _block(each: Node) -> list[Node]:
    kind = each["type"]
    return _SHAPES[kind](each) if kind in _SHAPES else [node(kind)]


def _heading(each: Node) -> list[Node]:
    return [node("heading", shape_inline(children(each)), level=integer(each, "level", 1))]


def _quote(each: Node) -> list[Node]:
    return [node("blockquote", folded(_blocks(children(each))) or [paragraph()])]


def _callout(each: Node) -> list[Node]:
    inside = folded(_blocks(children(each))) or [paragraph()]
    return [node("callout", inside, kind=callouts.kind_of(each), title=callouts.title_of(each))]


def _footnote(each: Node) -> list[Node]:
    inside = folded(_blocks(children(each))) or [paragraph()]
    return [node("footnoteDefinition", inside, label=footnotes.label(string(each, "label")))]


def _folding(each: Node) -> list[Node]:
    return unfolded(each, _blocks, lambda said: inline(shape_inline(said), one_line=True))


def _unknown(each: Node) -> list[Node]:
    return [_html(atoms.unknown(each))]


def _live(each: Node) -> list[Node]:
    return [_html(opening(each))]


def _raw(each: Node) -> list[Node]:
    return [_html(string(each, "html"))]


def _paragraph(each: Node) -> list[Node]:
    """A line that begins with a tag would be read as a block of HTML: then let it be one."""
    said, before = shape_inline(children(each)), []
    while said and said[0]["type"] in _TAGS and opens_html(_first_line(said)):
        before.append(_html(_tag(said[0])))
        said = shape_inline(said[1:])
    return [*before, node("paragraph", said)] if said else before


def _guide(each: Node) -> list[Node]:
    said = shape_inline([_without_dashes(one) for one in children(each)])
    return [node("guide", said)] if said else []


def _without_dashes(each: Node) -> Node:
    """A comment can't hold two dashes, and in code and tags they can't be escaped: there they are plain text."""
    html = _tag(each)
    if "--" in html:
        return text(html)
    if "--" in each.get("text", "") and "marks" in each:
        return text(each["text"], *(worn for worn in each["marks"] if worn["type"] != "code"))
    return each


def _first_line(said: list[Node]) -> str:
    line = []
    for each in said:
        if each["type"] == "hardBreak":
            break
        line.append(_tag(each) if each["type"] in _TAGS else "x")
    return "".join(line)


def _tag(each: Node) -> str:
    return atoms.unknown(each) if each["type"] == "unknownInline" else string(each, "html")


def _html(html: str) -> Node:
    """HTML that would not end where it ends, and swallow what follows, is shown as code instead."""
    html = html.strip("\n").rstrip()
    if block := read(html) or atoms.unknown_block(html):
        return block
    if (picture := atoms.read(html.strip())) and picture["type"] == "image":
        return node("paragraph", shape_inline([picture]))
    if is_html_block(html):
        return node("rawHtml", html=html)
    return node("codeBlock", [text(html)] if html else None, language="html")


def _list(each: Node) -> list[Node]:
    kind, items = each["type"], []
    for item in children(each):
        checked = True if kind == "taskList" and item.get("attrs", {}).get("checked") else None
        items.append(node("taskItem" if kind == "taskList" else "listItem", _item(item), checked=checked))
    start = integer(each, "start", 1) if kind == "orderedList" else 1
    return [node(kind, items, start=start if start != 1 else None)] if items else []


def _item(item: Node) -> list[Node]:
    inside = folded(_blocks(children(item)))
    return inside if inside and inside[0]["type"] == "paragraph" else [paragraph(), *inside]


def _code(each: Node) -> list[Node]:
    code = "".join(inside.get("text", "") for inside in children(each))
    language = re.sub(r"\s+", "-", string(each, "language").strip())
    meta = " ".join(string(each, "meta").split()) if language else ""
    return [node("codeBlock", [text(code)] if code else None, language=language or None, meta=meta or None)]


def _table(each: Node) -> list[Node]:
    rows = [children(row) for row in children(each)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return []
    aligns: list[Json] = [cell.get("attrs", {}).get("align") for cell in rows[0]]
    aligns += [None] * (width - len(aligns))
    made: list[Node] = []
    for row in rows:
        kind = "tableCell" if made else "tableHeader"
        cells = [*row, *(node(kind, [paragraph()]) for _ in range(width - len(row)))]
        pairs = zip(cells, aligns, strict=True)
        made.append(node("tableRow", [node(kind, [_cell(cell)], align=align) for cell, align in pairs]))
    return [node("table", made)]


def _cell(cell: Node) -> Node:
    """A cell of Markdown holds one line: its blocks are set one below the other with line breaks."""
    return node("paragraph", shape_inline(_lines(cell)))


def _lines(block: Node) -> list[Node]:
    said: list[Node] = []
    for each in children(block):
        kind = each["type"]
        if kind in ("paragraph", "heading", "guide", "detailsSummary", "definitionTerm"):
            line = children(each)
        elif kind == "codeBlock":
            line = _code_lines(each)
        elif kind == "rawHtml":
            line = [node("rawHtmlInline", html=string(each, "html"))]
        elif kind == "liveBlock":
            line = [node("rawHtmlInline", html=opening(each))]
        elif kind == "unknownBlock":
            line = [node("rawHtmlInline", html=atoms.unknown(each))]
        else:
            line = _lines(each)
        if line:
            said += [node("hardBreak"), *line]
    return said[1:]


def _code_lines(each: Node) -> list[Node]:
    said: list[Node] = []
    for line in "".join(inside.get("text", "") for inside in children(each)).split("\n"):
        if line:
            said += [node("hardBreak"), text(line, {"type": "code"})]
    return said[1:]


_SHAPES: dict[str, Callable[[Node], list[Node]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "guide": _guide,
    "bulletList": _list,
    "orderedList": _list,
    "taskList": _list,
    "codeBlock": _code,
    "blockquote": _quote,
    "callout": _callout,
    "footnoteDefinition": _footnote,
    "details": _folding,
    "definitionList": _folding,
    "unknownBlock": _unknown,
    "table": _table,
    "liveBlock": _live,
    "rawHtml": _raw,
}
