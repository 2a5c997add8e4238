"""Mentions, dates, sized pictures and unknown things: what stands for them in a line, and reading it back."""

import json
import re
from datetime import UTC, datetime
from html import escape, unescape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from afterword_text.tree import Node, integer, mark, node, string, text

_MENTION = re.compile(r"mention:(person|team|incident|postmortem|service)/(\S+)")
_UNKNOWN = re.compile(r"<!-- unknown: ([\w-]+) (.*) -->", re.DOTALL)
_TIME = re.compile(
    r'<time datetime="(?P<at>[^"]+)"(?: data-zone="(?P<zone>[^"]*)")?'
    r' data-precision="(?P<precision>day|minute|second)">'
)
_IMG = re.compile(r"""<img(?P<said>(?:\s+[a-z]+=(?:"[^"]*"|'[^']*'))+)\s*/?>""")
_SIZES = ("width", "height")
_SAID = re.compile(r"""([a-z]+)=(?:"([^"]*)"|'([^']*)')""")
_FORMATS = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}


def read(html: str) -> Node | None:
    """The picture or unknown thing that one piece of inline HTML stands for, or None."""
    if found := _UNKNOWN.fullmatch(html):
        return node("unknownInline", name=found[1], json=found[2])
    if not (found := _IMG.fullmatch(html)):
        return None
    pairs = _SAID.findall(found["said"])
    said = {name: unescape(one or other) for name, one, other in pairs}
    sizes = {name: said.pop(name) for name in _SIZES if name in said}
    if not said.keys() <= {"src", "alt", "title"} or "src" not in said or len(said) + len(sizes) < len(pairs):
        return None
    if not all(re.fullmatch(r"[1-9][0-9]{0,5}", size) for size in sizes.values()):
        return None
    numbers = {name: int(size) for name, size in sizes.items()}
    return node("image", src=said["src"], alt=said.get("alt") or None, title=said.get("title") or None, **numbers)


def has_size(image: Node) -> bool:
    return any(integer(image, name) for name in _SIZES)


def picture(image: Node) -> str:
    """A picture with its size, which Markdown has no sign for."""
    said = [f'src="{_value(string(image, "src"))}" alt="{_value(string(image, "alt"))}"']
    if title := string(image, "title"):
        said.append(f'title="{_value(title)}"')
    said += [f'{name}="{integer(image, name)}"' for name in _SIZES if integer(image, name)]
    return f"<img {' '.join(said)}>"


def unknown(each: Node) -> str:
    """The comment that keeps what nobody here knows."""
    name = re.sub(r"[^\w-]+", "-", string(each, "name")) or "unnamed"
    return f"<!-- unknown: {name} {_json(string(each, 'json'))} -->"


def unknown_block(html: str) -> Node | None:
    found = _UNKNOWN.fullmatch(html.strip())
    return node("unknownBlock", name=found[1], json=found[2]) if found else None


def mention(each: Node) -> Node:
    """A mention as the link that stands for it."""
    words = " ".join((string(each, "label") or string(each, "id")).split())
    who = re.sub(r"\s+", "-", string(each, "id").strip()) or "unknown"
    return text(f"@{words}", mark("link", href=f"mention:{string(each, 'kind')}/{who}"))


def date(each: Node) -> str:
    """A moment, with the words that tell it in its zone."""
    zone = f' data-zone="{_value(string(each, "zone"))}"' if string(each, "zone") else ""
    precision = string(each, "precision") or "minute"
    at = _value(string(each, "at")) or "-"
    return f'<time datetime="{at}"{zone} data-precision="{precision}">{escape(spoken(each))}</time>'


def spoken(each: Node) -> str:
    """The words of a date."""
    precision = string(each, "precision") or "minute"
    try:
        at = datetime.fromisoformat(string(each, "at"))
        zone = ZoneInfo(string(each, "zone")) if string(each, "zone") else None
        moment = at.astimezone(zone) if zone and at.tzinfo else at
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return re.sub(r"[^\w:.+ -]|--+", " ", string(each, "at")).strip() or "?"
    name = "" if precision == "day" else "UTC" if moment.tzinfo is UTC else moment.strftime("%Z")
    return f"{moment.strftime(_FORMATS[precision])} {name}".strip()


def recognised(nodes: list[Node]) -> list[Node]:
    """A line where links to people and times in tags are what they stand for."""
    made: list[Node] = []
    at = 0
    while at < len(nodes):
        if moment := _date(nodes[at : at + 3]):
            made.append(moment)
            at += 3
            continue
        made.append(_mentioned(nodes, at) or nodes[at])
        at += 1
    return made


def _date(three: list[Node]) -> Node | None:
    if len(three) < 3 or three[1]["type"] != "text" or string(three[2], "html") != "</time>":
        return None
    found = _TIME.fullmatch(string(three[0], "html"))
    if not found:
        return None
    precision = found["precision"] if found["precision"] != "minute" else None
    at, zone = unescape(found["at"]), unescape(found["zone"] or "") or None
    return node("date", at=at, zone=zone, precision=precision)


def _mentioned(nodes: list[Node], at: int) -> Node | None:
    marks = nodes[at].get("marks", [])
    if len(marks) != 1 or marks[0]["type"] != "link" or string(marks[0], "title"):
        return None
    found = _MENTION.fullmatch(string(marks[0], "href"))
    words = " ".join(nodes[at].get("text", "").removeprefix("@").split())
    beside = [each for near in (at - 1, at + 1) if 0 <= near < len(nodes) for each in nodes[near].get("marks", [])]
    if not found or not words or marks[0] in beside:
        return None
    return node("mention", kind=found[1], id=found[2], label=words)


def _value(words: str) -> str:
    """An attribute's value; the signs of an address stay as they are where nobody can take them for a letter's name."""
    made = escape(words) if unescape(words) != words else escape(words).replace("&amp;", "&")
    return made.replace("--", "-&#45;")


def _json(words: str) -> str:
    try:
        json.loads(words)
        made = " ".join(words.splitlines())
    except (ValueError, RecursionError):
        made = json.dumps(words, ensure_ascii=False)
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
