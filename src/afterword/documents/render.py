"""A document as HTML for reading. Nothing in it is trusted: people, files and other programs wrote it."""

from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from afterword.documents.addresses import IN_TEXT, LINKED, LOADED, is_allowed
from afterword.documents.footnotes import gathered
from afterword.documents.foreign_html import made_safe
from afterword_text.headings import names
from afterword_text.markdown.atoms import spoken
from afterword_text.markdown.references import is_definition
from afterword_text.tree import Json, Mark, Node, Tree, children, integer, string, words_of

_SIGNS = {
    "code": "code",
    "subscript": "sub",
    "superscript": "sup",
    "highlight": "mark",
    "underline": "u",
    "strike": "s",
    "italic": "em",
    "bold": "strong",
}
_PLACES = {"team": "settings/teams", "incident": "incidents", "postmortem": "postmortems"}


def to_html(tree: Tree) -> SafeString:
    """The document's HTML. Links go to the web, mail or this site only; images come from https or this site.

    Top-level headings carry their names as ids; tables scroll in a box of their own; footnotes stand at the end.
    """
    tree, notes = gathered(tree)
    blocks = zip(children(tree), names(tree), strict=True)
    shown = [*(_block(each, name) for each, name in blocks), _footnotes(notes)]
    return mark_safe("\n".join(filter(None, shown)))


def _block(each: Node, name: str = "") -> str:
    if each["type"] == "heading":
        return _heading(each, name)
    return _BLOCKS[each["type"]](each) if each["type"] in _BLOCKS else escape(words_of(each))


def _blocks(nodes: Iterable[Node]) -> str:
    return "".join(_block(each) for each in nodes)


def _heading(each: Node, name: str) -> str:
    level = min(max(integer(each, "level", 1), 1), 6)
    return f"<h{level}{_attribute('id', name)}>{_inline(each)}</h{level}>"


def _paragraph(each: Node) -> str:
    return f"<p>{_inline(each)}</p>" if children(each) else ""


def _bullets(each: Node) -> str:
    return f"<ul>{_items(each)}</ul>"


def _numbers(each: Node) -> str:
    start = integer(each, "start", 1)
    return f"<ol{_attribute('start', start) if start != 1 else ''}>{_items(each)}</ol>"


def _items(each: Node) -> str:
    return "".join(f"<li{_about(item)}>{_blocks(children(item))}</li>" for item in children(each))


def _tasks(each: Node) -> str:
    return f'<ul class="task-list">{"".join(_task(item) for item in children(each))}</ul>'


def _task(item: Node) -> str:
    is_done = item.get("attrs", {}).get("checked") is True
    label = escape(_("Done") if is_done else _("Not done"))
    box = f'<input type="checkbox" disabled aria-label="{label}"{" checked" if is_done else ""}>'
    return f'<li class="task-item">{box}<div>{_blocks(children(item))}</div></li>'


def _table(each: Node) -> str:
    rows = "".join(f"<tr{_about(row)}>{''.join(_cell(cell) for cell in children(row))}</tr>" for row in children(each))
    # Whoever reads with a keyboard has to be able to scroll it.
    opening = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(_("Table"))}">'
    return f"{opening}<table>{rows}</table></div>"


def _about(each: Node) -> str:
    """Which row a line of a live block tells of."""
    about = string(each, "about")
    return _attribute("data-about", about) if about else ""


def _cell(cell: Node) -> str:
    tag = "th" if cell["type"] == "tableHeader" else "td"
    spans = "".join(_attribute(name, value) for name in ("colspan", "rowspan") if (value := integer(cell, name, 1)) > 1)
    align = string(cell, "align")
    style = f' style="text-align: {align}"' if align in ("left", "center", "right") else ""
    return f"<{tag}{spans}{style}>{_blocks(children(cell))}</{tag}>"


def _code(each: Node) -> str:
    language = string(each, "language")
    kind = _attribute("class", f"language-{language}") if language else ""
    return f"<pre><code{kind}>{escape(words_of(each))}</code></pre>"


def _quote(each: Node) -> str:
    return f"<blockquote>{_blocks(children(each))}</blockquote>"


def _guide(each: Node) -> str:
    return f'<div class="guide">{_inline(each)}</div>' if children(each) else ""


def _callout(each: Node) -> str:
    kinds = {
        "tip": _("Tip"),
        "important": _("Important"),
        "warning": _("Warning"),
        "caution": _("Caution"),
    }
    kind = string(each, "kind")
    kind, word = (kind, kinds[kind]) if kind in kinds else ("note", _("Note"))
    title = string(each, "title")
    named = f"{escape(word)}: {escape(title)}" if title else escape(word)
    head = f'<p class="remark-title">{named}</p>'
    return f'<aside class="remark remark-{kind}">{head}{_blocks(children(each))}</aside>'


def _details(each: Node) -> str:
    inside = "".join(
        f"<summary>{_inline(part)}</summary>" if part["type"] == "detailsSummary" else _blocks(children(part))
        for part in children(each)
    )
    return f"<details{' open' if each.get('attrs', {}).get('open') is True else ''}>{inside}</details>"


def _definitions(each: Node) -> str:
    inside = "".join(
        f"<dt>{_inline(part)}</dt>" if part["type"] == "definitionTerm" else f"<dd>{_blocks(children(part))}</dd>"
        for part in children(each)
    )
    return f"<dl>{inside}</dl>"


def _footnotes(notes: list[Node]) -> str:
    if not notes:
        return ""
    items = "".join(_footnote(note) for note in notes)
    return f'<section class="footnotes" aria-label="{escape(_("Footnotes"))}"><dl>{items}</dl></section>'


def _footnote(note: Node) -> str:
    label = string(note, "label")
    word = escape(_("Back to where footnote %(label)s is referred to") % {"label": label})
    back = f'<a href="#fnref-{quote(label, safe="")}" aria-label="{word}">{escape(label)}</a>'
    return f"<dt{_attribute('id', f'fn-{label}')}>{back}</dt><dd>{_blocks(children(note))}</dd>"


def _unknown(_each: Node) -> str:
    return f'<p class="unshown">{escape(_("Something that this release cannot show"))}</p>'


def _rule(_each: Node) -> str:
    return "<hr>"


def _foreign(each: Node) -> str:
    html = string(each, "html")
    return "" if is_definition(html) else made_safe(html)


def _inline(parent: Node) -> str:
    inside = children(parent)
    made = "".join(_INLINE[each["type"]](each) if each["type"] in _INLINE else "" for each in inside)
    # A foreign tag and its end stand apart, so the line is made safe as one, ours included.
    return made_safe(made) if any(each["type"] == "rawHtmlInline" for each in inside) else made


def _text(each: Node) -> str:
    words, marks = each.get("text", ""), {mark["type"]: mark for mark in each.get("marks", [])}
    made = escape(words) if "link" in marks or "code" in marks else _with_links(words)
    for name, tag in _SIGNS.items():
        if name in marks:
            made = f"<{tag}>{made}</{tag}>"
    if "claim" in marks:
        made = _claim(string(marks["claim"], "state"), made)
    return _link(marks["link"], made) if "link" in marks else made


def _claim(state: str, inside: str) -> str:
    """What nobody has confirmed says so; facts need no sign."""
    note = {"assumption": _("assumed"), "unknown": _("unknown")}.get(state)
    return f'<span class="claim">{inside}<sup>{escape(note)}</sup></span>' if note else inside


def _with_links(words: str) -> str:
    made, reached = [], 0
    for found in IN_TEXT.finditer(words):
        address = escape(found[0])
        made += [escape(words[reached : found.start()]), f'<a href="{address}" rel="noopener">{address}</a>']
        reached = found.end()
    return "".join([*made, escape(words[reached:])])


def _link(mark: Mark, inside: str) -> str:
    href = string(mark, "href")
    if not is_allowed(href, LINKED):
        return inside
    return f'<a href="{escape(href)}"{_attribute("title", string(mark, "title"))} rel="noopener">{inside}</a>'


def _image(each: Node) -> str:
    alt, src = string(each, "alt"), string(each, "src")
    if is_allowed(src, LOADED):
        sizes = "".join(_attribute(name, integer(each, name)) for name in ("width", "height"))
        title = _attribute("title", string(each, "title"))
        made = f'<img src="{escape(src)}" alt="{escape(alt)}"{title}{sizes} loading="lazy">'
    else:
        made = escape(alt)
    href = string(each, "href")
    return _link({"type": "link", "attrs": {"href": href}}, made) if href else made


def _mention(each: Node) -> str:
    kind, label = string(each, "kind"), escape(string(each, "label"))
    if kind == "service":
        return f'<a class="mention" href="/services">{label}</a>'
    if kind == "person":
        return f'<span class="mention">{label}</span>'
    place, identity = _PLACES.get(kind), quote(string(each, "id"), safe="")
    return f'<a class="mention" href="/{place}/{identity}">{label}</a>' if place and identity else label


def _date(each: Node) -> str:
    return f"<time{_attribute('datetime', string(each, 'at'))}>{escape(spoken(each))}</time>"


def _footnote_reference(each: Node) -> str:
    label, name = string(each, "label"), _attribute("id", string(each, "anchor"))
    word = escape(_("Footnote %(label)s") % {"label": label})
    link = f'<a href="#fn-{quote(label, safe="")}" aria-label="{word}">{escape(label)}</a>'
    return f'<sup class="footnote"{name}>{link}</sup>'


def _unknown_inline(_each: Node) -> str:
    return f'<span class="unshown">{escape(_("Something that this release cannot show"))}</span>'


def _foreign_tag(each: Node) -> str:
    return string(each, "html")  # made safe with its line


def _break(_each: Node) -> str:
    return "<br>"


def _attribute(name: str, value: Json) -> str:
    return f' {name}="{escape(str(value))}"' if value else ""


_BLOCKS: dict[str, Callable[[Node], str]] = {
    "paragraph": _paragraph,
    "bulletList": _bullets,
    "orderedList": _numbers,
    "taskList": _tasks,
    "table": _table,
    "codeBlock": _code,
    "blockquote": _quote,
    "callout": _callout,
    "details": _details,
    "definitionList": _definitions,
    "unknownBlock": _unknown,
    "guide": _guide,
    "horizontalRule": _rule,
    "rawHtml": _foreign,
}
_INLINE: dict[str, Callable[[Node], str]] = {
    "text": _text,
    "hardBreak": _break,
    "image": _image,
    "mention": _mention,
    "date": _date,
    "footnoteReference": _footnote_reference,
    "unknownInline": _unknown_inline,
    "rawHtmlInline": _foreign_tag,
}
