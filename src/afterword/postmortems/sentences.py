"""Sentences made of rows: a translated pattern with words, links and marks in its gaps."""

import re
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import pgettext

from afterword.postmortems.facts import Facts, IncidentFacts
from afterword_text import plain
from afterword_text.markdown import parse
from afterword_text.tree import Node, TreeError, mark, node, text

Words = str | Node | Sequence[Node]

_GAP = re.compile(r"%\((\w+)\)s")
_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|(?<=[。！？])")
LONGEST = 300  # characters of somebody's words within a sentence of ours


def sentence(pattern: str, **gaps: Words) -> list[Node]:
    """The pattern as inline nodes, each `%(name)s` in it replaced. The pattern is translated already."""
    said: list[Node] = []
    for at, part in enumerate(_GAP.split(pattern)):
        said += _inline(gaps[part]) if at % 2 else _inline(part)
    return said


def labelled(label: str, said: Sequence[Node]) -> Node:
    """A paragraph that begins with what it answers, in bold."""
    colon = pgettext("between a label and what it says", ": ")
    return node("paragraph", [text(f"{label}{colon}", mark("bold")), *said])


def sourced(facts: Facts, block: str, words: str) -> Node:
    """Words that lead to where the report shows what they are taken from; to the incident where it does not."""
    anchor = facts.anchors.get(block)
    href = f"#{anchor}" if anchor else f"{settings.BASE_URL}{facts.first.incident.url}"
    return text(words, mark("link", href=href))


def assumed(words: str) -> Node:
    """Words that nobody has confirmed yet."""
    return text(words, mark("claim", state="assumption"))


def in_a_row(parts: Iterable[Words]) -> list[Node]:
    """Runs of words with what the language puts between them."""
    comma = pgettext("between two names in a row", ", ")
    said: list[Node] = []
    for part in parts:
        said += [*([text(comma)] if said else []), *_inline(part)]
    return said


def one_sentence(written: str) -> str:
    """The first sentence of what somebody wrote, as plain words, without the sign that ends it."""
    try:
        said = plain.write(parse(written))
    except TreeError:
        said = written
    first = _END.split(" ".join(said.split()))[0]
    first = f"{first[: LONGEST - 1]}…" if len(first) > LONGEST else first
    return first.rstrip(".。!！ ")


def linked(words: str, url: str) -> Node:
    """Words that lead to a page of ours, from wherever the report is read."""
    return text(words, mark("link", href=f"{settings.BASE_URL}{url}"))


def reference_of(each: IncidentFacts) -> Node:
    return linked(each.incident.reference, each.incident.url)


def title_of(each: IncidentFacts) -> Node:
    return linked(each.incident.title, each.incident.url)


def _inline(words: Words) -> list[Node]:
    if isinstance(words, str):
        return [text(words)] if words else []
    return [words] if isinstance(words, dict) else list(words)
