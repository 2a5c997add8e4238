"""Sentences made of rows: a translated pattern with words, links and marks in its gaps."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.conf import settings
from django.utils.translation import pgettext

from afterword.postmortems.facts import Facts, IncidentFacts
from afterword_text import plain
from afterword_text.markdown import parse
from afterword_text.tree import Node, TreeError, mark, node, text

Words = str | Node | Sequence[Node]

_INNER_QUOTES = str.maketrans("“”", "‘’")
_GAP = re.compile(r"%\((\w+)\)s")
_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|(?<=[。！？])")
_SENTENCE = re.compile(rf".*?(?:{_END.pattern}|$)")
TELLING = 50  # letters that an opening has at least, where more was written
LONGEST = 300  # characters of somebody's words within a sentence of ours


def sentence(pattern: str, **gaps: Words) -> list[Node]:
    """The pattern as inline nodes, each `%(name)s` in it replaced. The pattern is translated already."""
    said: list[Node] = []
    for at, part in enumerate(_GAP.split(pattern)):
        said += _inline(gaps[part]) if at % 2 else _inline(part)
    return _without_odd_spaces(said)


def _without_odd_spaces(said: list[Node]) -> list[Node]:
    """A space around a gap is right beside Latin words and digits, and wrong between two Chinese signs."""
    for before, after in pairwise(said):
        left, right = before.get("text", ""), after.get("text", "")
        if left.endswith(" ") and _is_han(left[-2:-1]) and _is_han(right[:1]):
            before["text"] = left[:-1]
        elif right.startswith(" ") and _is_han(left[-1:]) and _is_han(right[1:2]):
            after["text"] = right[1:]
    return [each for each in said if each.get("text", True)]


def _is_han(sign: str) -> bool:
    """A Chinese sign or one of its full-width punctuation marks."""
    return "\u2e80" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uff60"


def labelled(label: str, said: Sequence[Node]) -> Node:
    """A paragraph that begins with what it answers, in bold."""
    return node("paragraph", [text(f"{label}{colon()}", mark("bold")), *said])


def colon() -> str:
    return pgettext("between a label and what it says", ": ")


def sourced(facts: Facts, block: str, words: str) -> Node:
    """Words that lead to where the report shows what they are taken from; to the incident where it does not."""
    anchor = facts.anchors.get(block)
    href = f"#{anchor}" if anchor else f"{settings.BASE_URL}{facts.first.incident.url}"
    return text(words, mark("link", href=href))


def assumed(words: str) -> Node:
    """Words that nobody has confirmed yet."""
    return text(words, mark("claim", state="assumption"))


def in_a_row(parts: Iterable[Words], between: str = "") -> list[Node]:
    """Runs of words with what the language puts between them, unless `between` is given."""
    comma = between or pgettext("between two names in a row", ", ")
    said: list[Node] = []
    for part in parts:
        said += [*([text(comma)] if said else []), *_inline(part)]
    return said


def one_sentence(written: str) -> str:
    """The first sentence of what somebody wrote, as plain words, without the sign that ends it."""
    return _cut(_END.split(_as_plain(written))[0])


def opening(written: str) -> str:
    """As `one_sentence`, and what follows it too while that is too short to tell a reader anything."""
    said = ""
    for each in _SENTENCE.findall(_as_plain(written)):
        said += each
        if _weight(said) >= TELLING:
            break
    return _cut(said)


def _as_plain(written: str) -> str:
    try:
        said = plain.write(parse(written))
    except TreeError:
        said = written
    return " ".join(said.split())


def _cut(said: str) -> str:
    said = said.strip()
    said = f"{said[: LONGEST - 1]}…" if len(said) > LONGEST else said
    return said.rstrip(".。!！ ")


def _weight(said: str) -> int:
    """How much is said, in Latin letters; a Chinese sign says as much as two of them."""
    return len(said) + sum(1 for sign in said if _is_han(sign))


def linked(words: str, url: str) -> Node:
    """Words that lead to a page of ours, from wherever the report is read."""
    return text(words, mark("link", href=f"{settings.BASE_URL}{url}"))


def reference_of(each: IncidentFacts) -> Node:
    return linked(each.incident.reference, each.incident.url)


def title_of(each: IncidentFacts) -> Node:
    return linked(each.incident.title, each.incident.url)


def quoted_title(each: IncidentFacts) -> Node:
    """As `title_of` for a place between quotation marks: those of the title become inner ones."""
    return linked(each.incident.title.translate(_INNER_QUOTES), each.incident.url)


def _inline(words: Words) -> list[Node]:
    if isinstance(words, str):
        return [text(words)] if words else []
    return [words] if isinstance(words, dict) else list(words)
