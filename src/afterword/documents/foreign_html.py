"""HTML that came with somebody's Markdown, made harmless."""

import re
from html import escape

import nh3

from afterword.documents.addresses import LINKED, LOADED, is_allowed

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s"),
    *("samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "u", "ul", "var"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "details": {"open"},
}


MOST_OPEN = 5000  # elements inside each other; the time to mend them grows with the square
_NESTING = re.compile(r"<(/?)(?:div|span|section|article|blockquote|[ou]l|table|[biu]|em|strong|font)\b", re.IGNORECASE)


def is_bottomless(html: str) -> bool:
    """Whether elements are opened in each other without end, as nobody writes them."""
    depth = 0
    for found in _NESTING.finditer(html):
        depth = max(depth + (-1 if found[1] else 1), 0)
        if depth > MOST_OPEN:
            return True
    return False


def _filtered(_tag: str, name: str, value: str) -> str | None:
    if name in ("href", "src") and not is_allowed(value, LINKED if name == "href" else LOADED):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_filtered,
    url_schemes=set(LINKED),
    link_rel="noopener",
)


def made_safe(html: str) -> str:
    """The HTML without scripts, styles, forms, ids and everything else that could act; tags are balanced.

    What is nested without end is shown as it was written.
    """
    if is_bottomless(html):
        return f"<pre>{escape(html)}</pre>"
    return _cleaner.clean(html)
