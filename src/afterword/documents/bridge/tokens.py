"""Words as the smallest things that change: so two people's changes to a sentence meet between words."""

import re
from collections import Counter
from difflib import SequenceMatcher

from afterword_text.tree import Node, walk

Slices = tuple[int, int, int, int]

# A word, a run of spaces, or one sign. Chinese, Japanese and Korean are not written with spaces: each letter is a word.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])\w)+|\s+|.", re.DOTALL)


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
    """What differs, as slices old[a:b] that become new[c:d]; in order, as short as possible."""
    head = _same_start(old, new)
    tail = _same_start(old[head:][::-1], new[head:][::-1])
    before, after = tokens(old[head : len(old) - tail]), tokens(new[head : len(new) - tail])
    at_old, at_new = _offsets(before, head), _offsets(after, head)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(_tightened(old, new, (at_old[a], at_old[b], at_new[c], at_new[d])))
    return found


def _tightened(old: str, new: str, slices: Slices) -> Slices:
    a, b, c, d = slices
    head = _same_start(old[a:b], new[c:d])
    tail = _same_start(old[a + head : b][::-1], new[c + head : d][::-1])
    return a + head, b - tail, c + head, d - tail


def _same_start(one: str, other: str) -> int:
    length = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        length += 1
    return length


def _offsets(parts: list[str], start: int) -> list[int]:
    offsets = [start]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return offsets
