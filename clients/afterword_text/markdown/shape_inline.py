"""The part of a run of text that Markdown can say."""

import re
from collections.abc import Iterator

from afterword_text.markdown import atoms, footnotes, tags
from afterword_text.markdown.engine import LINE_BREAK_TAG, is_tag, trim
from afterword_text.normal import join, ordered
from afterword_text.tree import Mark, Node, integer, mark, node, string, text

EMPHASIS = ("bold", "italic", "strike")
_NEW_LINE = re.compile(r"[ \t]*\n[ \t\n]*")


def shape_inline(nodes: list[Node]) -> list[Node]:
    """Spaces leave the edges of lines and of emphasis; breaks leave the edges of the block."""
    said = join([made for each in _with_tags(join(nodes)) for made in _said(each)])
    lines = [_trimmed(line) for line in _lines(said)]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    joined: list[Node] = []
    for line in lines:
        joined += [node("hardBreak"), *line] if joined else line
    return atoms.recognised(join(_without_bare_edges(joined)))


def _with_tags(nodes: list[Node]) -> list[Node]:
    """As `parse` reads them: tags of ours around words are marks, those without a partner are words."""
    htmls = [string(each, "html") if each["type"] == "rawHtmlInline" else "" for each in nodes]
    ours = [html if tags.is_one(html) else None for html in htmls]
    if not any(ours):
        return nodes
    found = tags.pairs(ours, [0] * len(nodes))
    made: list[Node | None] = list(nodes)
    for at, html in enumerate(ours):
        if html is not None and at not in found and at not in found.values():
            made[at] = text(html)
    for start, end in found.items():
        if any(each["type"] == "text" for each in nodes[start:end]):
            made[start] = made[end] = None
            worn = tags.read(ours[start] or "")
            for at in range(start + 1, end):
                made[at] = _wearing(made[at], worn)
    return join([each for each in made if each is not None])


def _wearing(each: Node | None, worn: Mark | None) -> Node | None:
    if each is None or worn is None or each["type"] != "text" or _wears(each, worn["type"]):
        return each
    return {**each, "marks": ordered([*each.get("marks", []), worn])}


def _said(each: Node) -> list[Node]:
    kind = each["type"]
    if kind == "text":
        return [{**each, "text": _NEW_LINE.sub(" ", each["text"])}]
    if kind == "image":
        return [_image(each)]
    if kind == "rawHtmlInline":
        return [_html(string(each, "html"))]
    if kind == "mention":
        return [atoms.mention(each)]
    if kind == "unknownInline":
        return [_html(atoms.unknown(each))]
    if kind == "footnoteReference":
        return [node(kind, label=footnotes.label(string(each, "label")))]
    return [_moment(each)] if kind == "date" else [node("hardBreak")]


def _moment(each: Node) -> Node:
    at, zone, precision = (" ".join(string(each, name).split()) for name in ("at", "zone", "precision"))
    return node(
        "date", at=at or "-", zone=zone or None, precision=precision if precision not in ("", "minute") else None
    )


def _image(each: Node) -> Node:
    alt, title = (_one_line(string(each, name)) for name in ("alt", "title"))
    href = each.get("attrs", {}).get("href")
    sizes = {name: integer(each, name) or None for name in ("width", "height")}
    return node(
        "image", src=address(string(each, "src")), alt=alt or None, title=title or None, **sizes, href=_address(href)
    )


def _address(href: object) -> str | None:
    return address(href) if isinstance(href, str) else None


def address(href: str) -> str:
    return href.strip(" \t\n").replace("\n", "%0A")


def _one_line(words: str) -> str:
    return trim(_NEW_LINE.sub(" ", words))


def _html(html: str) -> Node:
    html = " ".join(html.split("\n"))
    if LINE_BREAK_TAG.fullmatch(html):
        return node("hardBreak")
    if not is_tag(html):
        return text(html)
    made = atoms.read(html)
    return (_image(made) if made["type"] == "image" else made) if made else node("rawHtmlInline", html=html)


def _lines(nodes: list[Node]) -> Iterator[list[Node]]:
    line: list[Node] = []
    for each in nodes:
        if each["type"] == "hardBreak":
            yield line
            line = []
        else:
            line.append(each)
    yield line


def _trimmed(line: list[Node]) -> list[Node]:
    line = [_link(each) for each in line]
    for at, side in ((0, "left"), (-1, "right")):
        while line and _is_plain(line[at]):
            words = line[at]["text"]
            kept = words[len(words) - len(_left(words)) :] if side == "left" else words[: len(_right(words))]
            if kept:
                line[at] = {**line[at], "text": kept}
                break
            line.pop(at)
    return line


def _left(words: str) -> str:
    return trim(words + "x")[:-1]


def _right(words: str) -> str:
    return trim("x" + words)[1:]


def _is_plain(each: Node) -> bool:
    return each["type"] == "text" and all(worn["type"] != "code" for worn in each.get("marks", []))


def _link(each: Node) -> Node:
    """Markdown says of a link only where it goes and its title."""
    marks = each.get("marks")
    if not marks:
        return each
    return {**each, "marks": [_link_mark(worn) if worn["type"] == "link" else worn for worn in marks]}


def _link_mark(worn: Mark) -> Mark:
    return mark("link", href=address(string(worn, "href")), title=_one_line(string(worn, "title")) or None)


def _without_bare_edges(line: list[Node]) -> list[Node]:
    """Emphasis neither begins nor ends with a space."""
    changed = True
    while changed:
        changed = False
        for kind in EMPHASIS:
            for at in range(len(line)):
                if split := _bare_edge(line, at, kind):
                    line[at : at + 1] = split
                    changed = True
                    break
        line = join(line)
    return line


def _bare_edge(line: list[Node], at: int, kind: str) -> list[Node] | None:
    """The piece cut in two where a space at the edge of an emphasised run begins or ends, if it is such an edge."""
    each = line[at]
    if not _is_plain(each) or not _wears(each, kind):
        return None
    words = each["text"]
    if not _goes_on(line, at, -1, kind) and (rest := _left(words)) != words:
        cut = len(words) - len(rest)
        bare = _unworn(each, words[:cut], kind)
        return [bare, {**each, "text": rest}] if rest else [bare]
    if not _goes_on(line, at, 1, kind) and (rest := _right(words)) != words:
        return [{**each, "text": rest}, _unworn(each, words[len(rest) :], kind)]
    return None


def _goes_on(line: list[Node], at: int, step: int, kind: str) -> bool:
    """Whether the emphasis continues on that side, across atoms, which wear nothing."""
    at += step
    while 0 <= at < len(line) and line[at]["type"] != "text":
        at += step
    return 0 <= at < len(line) and _wears(line[at], kind)


def _wears(each: Node, kind: str) -> bool:
    return any(worn["type"] == kind for worn in each.get("marks", []))


def _unworn(each: Node, words: str, kind: str) -> Node:
    return text(words, *(worn for worn in each.get("marks", []) if worn["type"] != kind))
