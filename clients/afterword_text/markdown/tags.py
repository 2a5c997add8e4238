"""Marks that Markdown has no sign for: pairs of HTML tags in a line, such as <sup> or <mark>."""

import re
from collections.abc import Sequence
from html import escape, unescape

from afterword_text.tree import Mark, mark, string

_NAMES = {"underline": "u", "superscript": "sup", "subscript": "sub", "highlight": "mark", "claim": "mark"}
TAGGED = frozenset(_NAMES)
_PLAIN = {"u": "underline", "sup": "superscript", "sub": "subscript", "mark": "highlight"}
_OPEN = re.compile(
    r"<(?P<name>u|sup|sub|mark)"
    r'(?: data-claim="(?P<state>fact|assumption|unknown)"(?: data-source="(?P<source>[^"]*)")?)?>'
)
_CLOSE = re.compile(r"</(u|sup|sub|mark)>")


def opening(worn: Mark) -> str:
    """The tag before the words. It holds no two dashes, so that it may stand in a comment."""
    name = _NAMES[worn["type"]]
    if worn["type"] != "claim":
        return f"<{name}>"
    source = escape(string(worn, "source")).replace("-", "&#45;")
    return f'<{name} data-claim="{string(worn, "state")}"' + (f' data-source="{source}">' if source else ">")


def closing(worn: Mark) -> str:
    return f"</{_NAMES[worn['type']]}>"


def read(html: str) -> Mark | None:
    """The mark that a tag opens, or None."""
    found = _OPEN.fullmatch(html)
    if not found or (found["state"] and found["name"] != "mark"):
        return None
    if found["state"]:
        return mark("claim", state=found["state"], source=unescape(found["source"] or "") or None)
    return mark(_PLAIN[found["name"]])


def is_one(html: str) -> bool:
    """Whether it is a tag of ours, opening or closing."""
    return read(html) is not None or _CLOSE.fullmatch(html) is not None


def pairs(tags: Sequence[str | None], levels: Sequence[int]) -> dict[int, int]:
    """Where each opening tag's end stands. `tags` holds tags of ours, None for all else; `levels` how deep each is.

    A pair lies on one level, and nothing between its halves lies above it.
    """
    found: dict[int, int] = {}
    waiting: list[int] = []
    for at, tag in enumerate(tags):
        while waiting and levels[at] < levels[waiting[-1]]:
            waiting.pop()
        if tag is None:
            continue
        if read(tag) is not None:
            waiting.append(at)
        elif waiting and levels[waiting[-1]] == levels[at] and _name(tags[waiting[-1]]) == _name(tag):
            found[waiting.pop()] = at
    return found


def _name(tag: str | None) -> str:
    return re.sub(r"[^a-z].*", "", (tag or "").lstrip("</"))
