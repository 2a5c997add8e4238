"""What changed between two states of a document, line by line and word by word, for people to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from afterword_text.tree import Node, Tree, children, integer, string, words_of

ALIKE = 0.5  # of its words; two lines less alike than that are another line each
_LONG = 2000  # lines; from here on very common ones are not compared one by one
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL
)


class State(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Line:
    """A heading, a paragraph, an item, a row of a table, a line of code; `level` is how deep it stands."""

    kind: str
    level: int
    words: str


@dataclass(frozen=True)
class Piece:
    """A run of words; `state` is same, added or removed."""

    state: State
    words: str


@dataclass(frozen=True)
class Change:
    """One line of the comparison. A changed one has pieces of both states; the others one piece."""

    state: State
    line: Line
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.state != State.ADDED)

    @property
    def after(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.state != State.REMOVED)


def changes(before: Tree, after: Tree) -> list[Change]:
    """Every line of both, in reading order; what is gone stands where it stood."""
    old, new = list(_lines(before, 0)), list(_lines(after, 0))
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > _LONG)
    found: list[Change] = []
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            found += [_whole(State.SAME, each) for each in new[c:d]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def has_changes(found: list[Change]) -> bool:
    return any(each.state != State.SAME for each in found)


def _replaced(old: list[Line], new: list[Line]) -> Iterator[Change]:
    """Lines that resemble each other are one changed line; between them, what is gone comes before what is new."""
    reached_old = reached_new = 0
    for a, b in [*_pairs(old, new), (len(old), len(new))]:
        for gone in old[reached_old:a]:
            yield _whole(State.REMOVED, gone)
        for added in new[reached_new:b]:
            yield _whole(State.ADDED, added)
        if a < len(old) and b < len(new):
            yield Change(State.CHANGED, new[b], tuple(_pieces(old[a].words, new[b].words)))
        reached_old, reached_new = a + 1, b + 1


def _pairs(old: list[Line], new: list[Line]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for b, each in enumerate(new):
        heir = next((place for place in range(at, len(old)) if _are_alike(old[place], each)), None)
        if heir is not None:
            found.append((heir, b))
            at = heir + 1
    return found


def _are_alike(old: Line, new: Line) -> bool:
    if old.kind != new.kind:
        return False
    matcher = SequenceMatcher(None, _WORD.findall(old.words), _WORD.findall(new.words), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece(State.SAME, "".join(after[c:d]))
            continue
        if a < b:
            yield Piece(State.REMOVED, "".join(before[a:b]))
        if c < d:
            yield Piece(State.ADDED, "".join(after[c:d]))


def _whole(state: State, line: Line) -> Change:
    return Change(state, line, (Piece(State.SAME if state == State.SAME else state, line.words),))


def _lines(top: Node, level: int) -> Iterator[Line]:
    for each in children(top):
        kind = each["type"]
        if kind == "heading":
            yield Line("heading", integer(each, "level", 1), _said(each))
        elif kind in ("paragraph", "guide", "detailsSummary", "definitionTerm"):
            if words := _said(each):
                yield Line("item" if top["type"] in ("listItem", "taskItem") else kind, level, words)
        elif kind == "codeBlock":
            yield from (Line("code", level, line) for line in words_of(each).split("\n"))
        elif kind == "tableRow":
            yield Line("row", level, " | ".join(_said(cell) for cell in children(each)))
        elif kind == "horizontalRule":
            yield Line("rule", level, "")
        elif kind in ("rawHtml", "liveBlock", "unknownBlock"):
            yield Line("code", level, string(each, "html") or string(each, "kind") or string(each, "name"))
        else:
            yield from _lines(each, level + (kind in ("bulletList", "orderedList", "taskList", "blockquote")))


def _said(top: Node) -> str:
    """The words of a block, with what stands for its pictures, mentions and boxes."""
    parts = [_inline(each) for each in _leaves(top)]
    return " ".join("".join(parts).split())


def _leaves(top: Node) -> Iterator[Node]:
    if not children(top):
        yield top
    for each in children(top):
        yield from _leaves(each)
        if each["type"] == "paragraph":
            yield {"type": "hardBreak"}


def _inline(each: Node) -> str:
    kind = each["type"]
    if kind == "hardBreak":
        return " "
    if kind == "image":
        return f"[{string(each, 'alt') or string(each, 'src')}]"
    if kind in ("mention", "date"):
        return string(each, "label") or string(each, "at")
    return each.get("text", "") or string(each, "html")
