"""Blocks that Markdown says with HTML lines around other blocks: <details>, and <dl> with its terms."""

import re
from collections.abc import Callable

from afterword_text.markdown.engine import inline_tokens_of, trim
from afterword_text.markdown.inline_in import inline
from afterword_text.tree import Node, children, node, paragraph, string

_DEEPEST = 20  # what lies deeper stays HTML
_DETAILS = re.compile(r"<details(?P<open> open(?:=\"\")?)?>\s*<summary>(?P<words>.*)</summary>", re.DOTALL)
_TERM = re.compile(r"<dt>(.*)</dt>", re.DOTALL)
_CLOSES = {"</details>": "details", "</dl>": "dl", "</dd>": "dd"}


def folded(nodes: list[Node], depth: int = 0) -> list[Node]:
    """Opening and closing lines that belong together, with what stands between them, become one block."""
    ends = _pairs(nodes) if depth < _DEEPEST else {}
    made: list[Node] = []
    at = 0
    while at < len(nodes):
        block = None
        if at in ends:
            block = _block(nodes[at], nodes[at + 1 : ends[at]], depth)
        made.append(block or nodes[at])
        at = ends[at] + 1 if block else at + 1
    return made


def unfolded(each: Node, blocks: Callable[[list[Node]], list[Node]], line: Callable[[list[Node]], str]) -> list[Node]:
    """The lines and blocks that stand for a folded block. `blocks` and `line` write what is inside."""
    if each["type"] == "details":
        opening, said = _details_parts(each)
        return [_html(opening + f"<summary>{line(said)}</summary>"), *blocks(_content(each)), _html("</details>")]
    made = [_html("<dl>")]
    for part in children(each):
        if part["type"] == "definitionTerm":
            made.append(_html(f"<dt>{line(children(part))}</dt>"))
        else:
            made += [_html("<dd>"), *blocks(children(part)), _html("</dd>")]
    return [*made, _html("</dl>")]


def _details_parts(each: Node) -> tuple[str, list[Node]]:
    opening = "<details open>\n" if each.get("attrs", {}).get("open") is True else "<details>\n"
    return opening, [word for part in children(each) if part["type"] == "detailsSummary" for word in children(part)]


def _content(each: Node) -> list[Node]:
    return [block for part in children(each) if part["type"] == "detailsContent" for block in children(part)]


def _html(html: str) -> Node:
    return node("rawHtml", html=html)


def _pairs(nodes: list[Node]) -> dict[int, int]:
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for at, each in enumerate(nodes):
        html = string(each, "html").strip() if each["type"] == "rawHtml" else ""
        if kind := _opens(html):
            waiting.append((kind, at))
        elif (kind := _CLOSES.get(html, "")) and any(kind == open_kind for open_kind, _ in waiting[-_DEEPEST:]):
            while waiting[-1][0] != kind:
                waiting.pop()
            found[waiting.pop()[1]] = at
    return found


def _opens(html: str) -> str:
    if html in ("<dl>", "<dd>"):
        return html[1:-1]
    return "details" if _DETAILS.fullmatch(html) else ""


def _block(opening: Node, inside: list[Node], depth: int) -> Node | None:
    html = string(opening, "html").strip()
    if html == "<dl>":
        return _definitions(inside, depth)
    found = _DETAILS.fullmatch(html)
    if not found:
        return None
    summary = node("detailsSummary", _line(found["words"]))
    content = node("detailsContent", folded(inside, depth + 1) or [paragraph()])
    return node("details", [summary, content], open=True if found["open"] else None)


def _definitions(inside: list[Node], depth: int) -> Node | None:
    ends, parts, at = _pairs(inside), list[Node](), 0
    while at < len(inside):
        html = string(inside[at], "html").strip()
        if found := _TERM.fullmatch(html):
            parts.append(node("definitionTerm", _line(found[1])))
        elif html == "<dd>" and at in ends:
            blocks = folded(inside[at + 1 : ends[at]], depth + 1)
            parts.append(node("definitionDescription", blocks or [paragraph()]))
            at = ends[at]
        else:
            return None
        at += 1
    return node("definitionList", parts) if parts else None


def _line(words: str) -> list[Node]:
    return inline(inline_tokens_of(trim(words)))
