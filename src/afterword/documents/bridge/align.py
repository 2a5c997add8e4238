"""Which of the old children became which of the new ones."""

import json
from collections import Counter
from difflib import SequenceMatcher

from afterword.documents.bridge.tokens import counted, similarity
from afterword_text.tree import Node, string

Pair = tuple[int | None, int | None]

_ALIKE = 0.2  # of their words
_LINES = ("paragraph", "listItem", "taskItem")  # a cell of a table has its place, whatever it says
_MOST_COMPARED = 4000  # pairs of blocks in one gap; beyond, what stands first becomes what stands first


def align(old: list[Node], new: list[Node]) -> list[Pair]:
    """Pairs of positions in order, None where something is new or gone; equal ones are found from both ends first."""
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    pairs: list[Pair] = [(at, at) for at in range(head)]
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    pairs += [(_moved(i, head), _moved(j, head)) for i, j in _middle(before, after)]
    pairs += [(len(old) - at, len(new) - at) for at in range(tail, 0, -1)]
    return pairs


def _equal(old: list[Node], new: list[Node]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _moved(at: int | None, by: int) -> int | None:
    return None if at is None else at + by


def _middle(old: list[Node], new: list[Node]) -> list[Pair]:
    before, after = ([json.dumps(each, sort_keys=True) for each in nodes] for nodes in (old, new))
    pairs: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            pairs += [(_moved(i, a), _moved(j, c)) for i, j in _gap(old[a:b], new[c:d])]
    return pairs


def _gap(old: list[Node], new: list[Node]) -> list[Pair]:
    """Between equal children: those that are alike become each other, in order."""
    if len(old) * len(new) > _MOST_COMPARED:
        return _in_order([(at, at) for at in range(min(len(old), len(new))) if _may_pair(old[at], new[at])], old, new)
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    chosen, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            chosen.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return _in_order(chosen, old, new)


def _likeness(old: list[Node], new: list[Node]) -> list[list[float]]:
    mine, yours = [counted(each) for each in old], [counted(each) for each in new]
    return [
        [_like(one, mine[i], yours[j]) if _may_pair(one, other) else 0.0 for j, other in enumerate(new)]
        for i, one in enumerate(old)
    ]


def _like(one: Node, mine: Counter[str], yours: Counter[str]) -> float:
    """Nothing for two lines with hardly a word in common: the new one is a line of its own, not the old one changed.

    So two people who each write something else in its place leave two lines, and not one that runs together.
    """
    alike = similarity(mine, yours)
    is_another = one["type"] in _LINES and mine and yours and alike < _ALIKE
    return 0.0 if is_another else 1 + 8 * alike


def _may_pair(one: Node, other: Node) -> bool:
    """The same kind; and headings that have names, the same name: links and sections go by it."""
    if one["type"] != other["type"]:
        return False
    names = string(one, "id"), string(other, "id")
    return names[0] == names[1] or not all(names)


def _in_order(chosen: list[tuple[int, int]], old: list[Node], new: list[Node]) -> list[Pair]:
    pairs: list[Pair] = []
    i = j = 0
    for a, b in [*chosen, (len(old), len(new))]:
        pairs += [(at, None) for at in range(i, a)]
        pairs += [(None, at) for at in range(j, b)]
        if (a, b) != (len(old), len(new)):
            pairs.append((a, b))
        i, j = a + 1, b + 1
    return pairs
