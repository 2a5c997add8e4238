"""A document as HTML for reading. Nothing in it is trusted: people, files and other programs wrote it."""

from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from afterword.documents.addresses import IN_TEXT, LINKED, LOADED, is_allowed
from afterword.documents.foreign_html import made_safe
from afterword_text.headings import names
from afterword_text.tree import Json, Mark, Node, Tree, children, integer, string, words_of

_SIGNS = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def to_html(tree: Tree) -> SafeString:
    """The document's HTML. Links go to the web, mail or this site only; images come from https or this site.

    Top-level headings carry their names as ids; tables scroll in a box of their own.
    """
    blocks = zip(children(tree), names(tree), strict=True)
    return mark_safe("\n".join(filter(None, (_block(each, name) for each, name in blocks))))


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
    return "".join(f"<li>{_blocks(children(item))}</li>" for item in children(each))


def _tasks(each: Node) -> str:
    return f'<ul class="task-list">{"".join(_task(item) for item in children(each))}</ul>'


def _task(item: Node) -> str:
    is_done = item.get("attrs", {}).get("checked") is True
    label = escape(_("Done") if is_done else _("Not done"))
    box = f'<input type="checkbox" disabled aria-label="{label}"{" checked" if is_done else ""}>'
    return f'<li class="task-item">{box}<div>{_blocks(children(item))}</div></li>'


def _table(each: Node) -> str:
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in children(row))}</tr>" for row in children(each))
    # Whoever reads with a keyboard has to be able to scroll it.
    opening = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(_("Table"))}">'
    return f"{opening}<table>{rows}</table></div>"


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


def _rule(_each: Node) -> str:
    return "<hr>"


def _foreign(each: Node) -> str:
    return made_safe(string(each, "html"))


def _inline(parent: Node) -> str:
    inside = children(parent)
    made = "".join(_INLINE[each["type"]](each) if each["type"] in _INLINE else "" for each in inside)
    # A foreign tag and its end stand apart, so the line is made safe as one, ours included.
    return made_safe(made) if any(each["type"] == "rawHtmlInline" for each in inside) else made


def _text(each: Node) -> str:
    words, marks = each.get("text", ""), {mark["type"]: mark for mark in each.get("marks", [])}
    made = escape(words) if "link" in marks or "code" in marks else _with_links(words)
    for name in ("code", "strike", "italic", "bold"):
        if name in marks:
            made = f"<{_SIGNS[name]}>{made}</{_SIGNS[name]}>"
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
    "guide": _guide,
    "horizontalRule": _rule,
    "rawHtml": _foreign,
}
_INLINE: dict[str, Callable[[Node], str]] = {
    "text": _text,
    "hardBreak": _break,
    "image": _image,
    "rawHtmlInline": _foreign_tag,
}
