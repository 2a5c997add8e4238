"""What stands in a line of HTML, as nodes of a line."""

import re

from afterword.documents.html_in.elements import Element
from afterword_text.normal import join, ordered
from afterword_text.tree import Mark, Node, mark, node, text

_MARKS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "var"), "italic"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "u": "underline",
    "ins": "underline",
    "sub": "subscript",
    "sup": "superscript",
    "mark": "highlight",
}
_SPACES = re.compile(r"[ \t\n\r\f]+")


def inline(parts: list[Element | str]) -> list[Node]:
    """The nodes of a line, with spaces as a browser shows them: none at its ends, one between words."""
    found: list[Node] = []
    for part in parts:
        _add(part, {}, "", found)
    return join(_trimmed(found))


def _add(part: Element | str, marks: dict[str, Mark], href: str, found: list[Node]) -> None:
    if isinstance(part, str):
        if words := _SPACES.sub(" ", part):
            found.append(text(words, *ordered(list(marks.values()))))
    elif part.tag == "br":
        found.append(node("hardBreak"))
    elif part.tag == "img":
        found += _picture(part, href)
    elif part.tag == "sup" and "footnote" in part.classes:
        found.append(node("footnoteReference", label=part.words().strip() or "note"))
    elif part.tag == "time" and part.attrs.get("datetime"):
        found.append(
            node("date", at=part.attrs["datetime"]) if _is_moment(part.attrs["datetime"]) else text(part.words())
        )
    else:
        if part.tag == "a" and part.attrs.get("href"):
            href = part.attrs["href"]
            marks = {**marks, "link": mark("link", href=href, title=part.attrs.get("title") or None)}
        elif kind := _MARKS.get(part.tag):
            marks = {**marks, kind: mark(kind)}
        for each in part.inside:
            _add(each, marks, href, found)


def _is_moment(words: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", words) is not None


def _picture(part: Element, href: str) -> list[Node]:
    src, alt = part.attrs.get("src", ""), part.attrs.get("alt", "")
    if not src:  # it was in the file itself, or led nowhere
        return [text(alt)] if alt else []
    sizes = {
        name: int(said)
        for name in ("width", "height")
        if (said := part.attrs.get(name, "")).isdecimal() and len(said) < 6
    }
    return [node("image", src=src, alt=alt or None, title=part.attrs.get("title") or None, href=href or None, **sizes)]


def _trimmed(nodes: list[Node]) -> list[Node]:
    made: list[Node] = []
    for each in nodes:
        if "text" in each:
            is_start = not made or made[-1]["type"] == "hardBreak" or made[-1].get("text", "").endswith(" ")
            if words := each["text"].lstrip(" ") if is_start else each["text"]:
                made.append({**each, "text": words})
            continue
        if each["type"] == "hardBreak":
            _strip_end(made)
        made.append(each)
    while made and made[-1]["type"] == "hardBreak":
        made.pop()
    _strip_end(made)
    return made


def _strip_end(made: list[Node]) -> None:
    if made and "text" in made[-1]:
        words = made[-1]["text"].rstrip(" ")
        made[-1:] = [{**made[-1], "text": words}] if words else []
