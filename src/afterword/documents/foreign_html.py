"""HTML that came with somebody's Markdown, made harmless."""

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
    """The HTML without scripts, styles, forms, ids and everything else that could act; tags are balanced."""
    return _cleaner.clean(html)
