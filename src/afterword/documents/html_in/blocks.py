"""What stands on a page of HTML, as blocks of a document."""

import re
from collections.abc import Callable, Iterator

from afterword.documents.html_in.elements import Element
from afterword.documents.html_in.inlines import inline
from afterword_text.tree import Node, children, node, paragraph, text

Parts = list[Element | str]

_HEADING = re.compile(r"h([1-6])")
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:)-?([\w+#.-]+)")
_KINDS = ("note", "tip", "important", "warning", "caution")
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")


def blocks(parts: Parts) -> list[Node]:
    """Blocks in order; words that stand between them are paragraphs."""
    made: list[Node] = []
    line: Parts = []
    for part in parts:
        if isinstance(part, str) or not _is_block(part):
            line.append(part)
            continue
        made += _paragraphs(line)
        line = []
        made += _READS.get(part.tag, _through)(part)
    return made + _paragraphs(line)


def _own(part: Element, *tags: str) -> Iterator[Element]:
    """The nearest elements below of these tags: those inside of one are that one's own."""
    for each in part.inside:
        if isinstance(each, Element) and each.tag in tags:
            yield each
        elif isinstance(each, Element):
            yield from _own(each, *tags)


def _is_block(part: Element) -> bool:
    if part.tag in _READS:
        return True
    return part.tag not in ("img", "br", "input") and any(each.tag in _READS for each in part.walk())


def _through(part: Element) -> list[Node]:
    return blocks(part.inside)


def _paragraphs(line: Parts) -> list[Node]:
    said = inline(line)
    return [node("paragraph", said)] if said else []


def _paragraph(part: Element) -> list[Node]:
    return _paragraphs(part.inside)


def _aside(part: Element) -> list[Node]:
    """A remark of ours or of GitHub; any other box is what is in it."""
    kinds = [each.rpartition("-")[2] for each in part.classes if each.startswith(("remark-", "markdown-alert-"))]
    kind = next((each for each in kinds if each in _KINDS), "")
    if not kind:
        return _footnotes(part) if "footnotes" in part.classes else _through(part)
    titles = [each for each in part.inside if isinstance(each, Element) and _is_title(each)]
    rest = [each for each in part.inside if not (isinstance(each, Element) and _is_title(each))]
    own = titles[0].words().partition(": ")[2].strip() if titles and "remark" in part.classes else ""
    attrs = {"kind": kind if kind != "note" else None, "title": own or None}
    return [node("callout", blocks(rest) or [paragraph()], **attrs)]


def _is_title(part: Element) -> bool:
    return any(name.endswith("-title") for name in part.classes)


def _footnotes(part: Element) -> list[Node]:
    made: list[Node] = []
    for each in _own(part, "dt", "dd"):
        if each.tag == "dt":
            made.append(node("footnoteDefinition", None, label=each.words().strip() or "note"))
        elif each.tag == "dd" and made:
            made[-1]["content"] = [*children(made[-1]), *(blocks(each.inside) or [paragraph()])]
    return [each for each in made if children(each)]


def _heading(part: Element) -> list[Node]:
    said = inline(part.inside)
    return [node("heading", said, level=int(part.tag[1]), id=part.attrs.get("id") or None)] if said else []


def _list(part: Element) -> list[Node]:
    """One list after the other where only some items have a box to tick; what is no item is in the item before it."""
    made: list[Node] = []
    items = [Element("li", {}, [each]) if isinstance(each, str) else each for each in part.inside if _says(each)]
    for item in items:
        box = _box(item) if part.tag == "ul" else None
        kind = "taskList" if box is not None else "orderedList" if part.tag == "ol" else "bulletList"
        inside = blocks(item.inside if item.tag == "li" else [item])
        if not inside or inside[0]["type"] != "paragraph":
            inside.insert(0, paragraph())
        if not made or made[-1]["type"] != kind:
            start = part.attrs.get("start", "")
            attrs = {"start": int(start)} if kind == "orderedList" and start.isdecimal() and int(start[:9]) > 1 else {}
            made.append(node(kind, [], **attrs))
        one = node("taskItem" if box is not None else "listItem", inside)
        made[-1].setdefault("content", []).append({**one, "attrs": {"checked": True}} if box else one)
    return made


def _says(part: Element | str) -> bool:
    return isinstance(part, Element) or bool(part.strip())


def _box(item: Element) -> bool | None:
    """Whether the box that an item begins with is ticked; None where it has none."""
    for each in item.walk():
        if each.tag == "input" and each.attrs.get("type") == "checkbox":
            return "checked" in each.attrs
        if each.tag in ("ul", "ol") and each is not item:
            return None
    return None


def _table(part: Element) -> list[Node]:
    own = list(_own(part, "tr", "caption"))
    rows = [each for each in own if each.tag == "tr"]
    made = [node("tableRow", [_cell(each) for each in row.inside if isinstance(each, Element)]) for row in rows]
    above = [line for each in own if each.tag == "caption" for line in _paragraphs(each.inside)]
    filled = [row for row in made if children(row)]
    return [*above, *([node("table", filled)] if filled else [])]


def _cell(part: Element) -> Node:
    said = _ALIGN.search(part.attrs.get("style", ""))
    align = said[1] if said else part.attrs.get("align", "")
    align = align if align in ("left", "center", "right") else ""
    spans = {name: int(part.attrs[name]) for name in ("colspan", "rowspan") if part.attrs.get(name, "").isdecimal()}
    attrs = {name: min(span, 100) for name, span in spans.items() if span > 1}
    kind = "tableHeader" if part.tag == "th" else "tableCell"
    return node(
        kind,
        blocks(part.inside) or [paragraph()],
        align=align if align in ("left", "center", "right") else None,
        **attrs,
    )


def _code(part: Element) -> list[Node]:
    names = [name for each in part.walk() for name in each.classes]
    language = next((found[1] for name in names if (found := _LANGUAGE.fullmatch(name))), None)
    words = _lines(part).removeprefix("\n").removesuffix("\n")
    return [node("codeBlock", [text(words)] if words else None, language=language)]


def _lines(part: Element) -> str:
    return "".join(
        each if isinstance(each, str) else "\n" if each.tag == "br" else _lines(each) for each in part.inside
    )


def _quote(part: Element) -> list[Node]:
    return [node("blockquote", blocks(part.inside) or [paragraph()])]


def _details(part: Element) -> list[Node]:
    summary = next((each for each in part.inside if isinstance(each, Element) and each.tag == "summary"), None)
    rest = [each for each in part.inside if each is not summary]
    said = node("detailsSummary", inline(summary.inside if summary else []))
    return [
        node(
            "details", [said, node("detailsContent", blocks(rest) or [paragraph()])], open="open" in part.attrs or None
        )
    ]


def _definitions(part: Element) -> list[Node]:
    made: list[Node] = []
    for each in _own(part, "dt", "dd"):
        if each.tag == "dt":
            made.append(node("definitionTerm", inline(each.inside)))
        elif each.tag == "dd":
            made.append(node("definitionDescription", blocks(each.inside) or [paragraph()]))
    return [node("definitionList", made)] if made else []


def _rule(_part: Element) -> list[Node]:
    return [node("horizontalRule")]


_READS: dict[str, Callable[[Element], list[Node]]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    **dict.fromkeys(("p", "figcaption", "caption", "dt", "summary", "center"), _paragraph),
    **dict.fromkeys(("div", "aside", "section"), _aside),
    **dict.fromkeys(
        ("article", "body", "dd", "figure", "footer", "header", "li", "main", "nav", "tr", "td", "th"), _through
    ),
    **dict.fromkeys(("ul", "ol"), _list),
    "table": _table,
    "pre": _code,
    "blockquote": _quote,
    "details": _details,
    "dl": _definitions,
    "hr": _rule,
}
