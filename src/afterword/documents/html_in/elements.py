"""HTML made well-formed and harmless, as a tree of elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from afterword.documents.foreign_html import MOST_OPEN, is_bottomless
from afterword_text.tree import TreeError, clean

DEEPEST = 60  # elements inside each other; what lies deeper is taken as if it lay there
_GONE = {
    *(
        "audio",
        "canvas",
        "embed",
        "iframe",
        "math",
        "noscript",
        "object",
        "script",
        "style",
        "svg",
        "template",
        "video",
    ),
}
_DROPPED = _GONE | {"title"}  # with what is in them
_TAGS = {
    *("a", "article", "aside", "b", "blockquote", "body", "br", "caption", "center", "code", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("i", "img", "input", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section"),
    *("small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("time", "tr", "tt", "u", "ul", "var"),
}
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "style"},
    "ol": {"start"},
    "details": {"open"},
    "time": {"datetime"},
}
_EMPTY = {"br", "hr", "img", "input"}
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags=_DROPPED,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


@dataclass
class Element:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def walk(self) -> Iterator["Element"]:
        yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.walk()

    def words(self) -> str:
        return "".join(each if isinstance(each, str) else each.words() for each in self.inside)


def elements_of(html: str) -> Element:
    """The body of a page. Broken tags are mended as browsers mend them; TreeError where they never end."""
    if is_bottomless(html):
        raise TreeError("", f"nested more than {MOST_OPEN} elements deep")
    builder = _Builder()
    builder.feed(_cleaner.clean(clean(html)))
    builder.close()
    return builder.top


def left_out(html: str) -> list[str]:
    """What a document has no place for, in words."""
    counts = {tag: len(re.findall(rf"<{tag}\b", html, re.IGNORECASE)) for tag in sorted(_GONE)}
    counts["data: picture"] = len(re.findall(r"<img\b[^<>]*\bsrc\s*=\s*[\"']?data:", html, re.IGNORECASE))
    return [f"left out: {count} × {tag}" for tag, count in counts.items() if count]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("body")
        self._open: list[Element] = [self.top]
        self._deeper = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        if tag in _EMPTY:
            self._open[-1].inside.append(made)
        elif len(self._open) > DEEPEST:
            self._deeper += 1
        else:
            self._open[-1].inside.append(made)
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self._deeper:
            self._deeper -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)
