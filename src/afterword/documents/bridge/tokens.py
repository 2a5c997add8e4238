"""Words as the smallest things that change: so two people's changes to a sentence meet between words."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from afterword_text.tree import Node, walk

Slices = tuple[int, int, int, int]

# A word, a run of spaces, or one sign. Chinese, Japanese and Korean are not written with spaces: each letter is a word.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])\w)+|\s+|.", re.DOTALL)
_LITTLE = 0.4  # of the words in the shorter text: with fewer in common, one text replaces the other


def tokens(words: str) -> list[str]:
    return _TOKEN.findall(words)


def counted(node: Node) -> Counter[str]:
    """How often each word stands in a node and below."""
    return Counter(token for each in walk(node) for token in tokens(each.get("text", "")) if not token.isspace())


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """From 0, nothing in common, to 1, the same words."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def changes(old: str, new: str) -> list[Slices]:
    """What differs, as slices old[a:b] that become new[c:d], in order.

    Words stay whole: two people who rewrite a sentence both have theirs in the result, not their letters in turn.
    What has little in common is one change, and so is everything between words that stay.
    """
    before, after = tokens(old), tokens(new)
    at_old, at_new = _offsets(before), _offsets(after)
    return [
        _tightened(old, new, (at_old[a], at_old[b], at_new[c], at_new[d]))
        for a, b, c, d in _joined(_differing(before, after), before)
    ]


def _differing(before: list[str], after: list[str]) -> list[Slices]:
    head = _same_start(before, after)
    tail = _same_start(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    if not any(middle):
        return []
    blocks = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    kept = sum(_says(middle[0][a:b]) for kind, a, b, _, _ in blocks if kind == "equal")
    if kept < _LITTLE * min(_says(middle[0]), _says(middle[1])):
        return [(head, len(before) - tail, head, len(after) - tail)]
    return [(a + head, b + head, c + head, d + head) for kind, a, b, c, d in blocks if kind != "equal"]


def _joined(slices: list[Slices], before: list[str]) -> list[Slices]:
    """Changes with nothing but spaces and signs between them are one."""
    made: list[Slices] = []
    for a, b, c, d in slices:
        if made and not _says(before[made[-1][1] : a]):
            start, _, begin, _ = made.pop()
            made.append((start, b, begin, d))
        else:
            made.append((a, b, c, d))
    return made


def _says(parts: Sequence[str]) -> int:
    """How many of these are words."""
    return sum(part[0].isalnum() for part in parts)


def _tightened(old: str, new: str, slices: Slices) -> Slices:
    """A letter typed into one word, or taken from it, is that letter only."""
    a, b, c, d = slices
    if len(tokens(old[a:b])) != 1 or len(tokens(new[c:d])) != 1:
        return slices
    head = _same_start(old[a:b], new[c:d])
    tail = _same_start(old[a + head : b][::-1], new[c + head : d][::-1])
    if head + tail < min(b - a, d - c):
        return slices
    return a + head, b - tail, c + head, d - tail


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        length += 1
    return length


def _offsets(parts: list[str]) -> list[int]:
    """Where each part starts, and where the last one ends."""
    return list(accumulate(map(len, parts), initial=0))
