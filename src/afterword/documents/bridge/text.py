"""Changing a run of text in place, so that what others write in it meanwhile stays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pycrdt import XmlText

from afterword.documents.bridge.fill import marks_of
from afterword.documents.bridge.read import Held, Marks, pieces
from afterword.documents.bridge.tokens import changes
from afterword.documents.bridge.units import units
from afterword_text.tree import Attrs, Node, children

Step = Callable[[], None]


@dataclass(frozen=True)
class _Stretch:
    """Characters of the whole run, start to end, that wear the same marks."""

    start: int
    end: int
    marks: Marks


@dataclass
class _Part:
    """One stored text of the run with what is to happen in it; positions count characters within it."""

    text: XmlText
    words: str
    start: int  # in the whole run
    formats: list[tuple[int, int, dict[str, Attrs | None]]] = field(default_factory=list)
    inserts: list[tuple[int, str, Marks]] = field(default_factory=list)
    deletes: list[tuple[int, int]] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    def add(self) -> Step:
        """Format and insert; answers the deletion, to be done later."""
        for start, end, marks in self.formats:
            self.text.format(units(self.words[:start]), units(self.words[:end]), marks)
        for at, words, worn in reversed(self.inserts):  # from the end, so that places in front stay true
            self.text.insert(units(self.words[:at]), words, worn)
        ranges = [(self._now(start), self._now(start) + units(self.words[start:end])) for start, end in self.deletes]
        return lambda: self._delete(ranges)

    def _now(self, at: int) -> int:
        """Where a character stands after the insertions; what was inserted in front of it pushed it on."""
        return units(self.words[:at]) + sum(units(words) for place, words, _ in self.inserts if place <= at)

    def _delete(self, ranges: list[tuple[int, int]]) -> None:
        for start, end in reversed(ranges):
            del self.text[start:end]


def change_text(run: Held, wanted: Node) -> list[Step]:
    """Make a run say and wear what is wanted. Adds and formats at once; answers the deletions, to be done later."""
    if run.node == wanted:
        return []
    parts = _parts(run)
    if any(units(part.words) != len(part.text) for part in parts):
        return _replace(run, wanted)  # somebody stored more than text in it
    worn = list(_stretches(piece for part in parts for piece in pieces(part.text)))
    wears = list(_stretches((each["text"], marks_of(each)) for each in children(wanted)))
    old, new = "".join(part.words for part in parts), "".join(each["text"] for each in children(wanted))
    at_old = at_new = 0
    for a, b, c, d in [*changes(old, new), (len(old), len(old), len(new), len(new))]:
        _plan_formats(parts, _cut(worn, at_old, a), wears, at_new - at_old)
        _plan_change(parts, a, b, [(new[s.start : s.end], s.marks) for s in _cut(wears, c, d)])
        at_old, at_new = b, d
    return [part.add() for part in parts]


def _parts(run: Held) -> list[_Part]:
    parts: list[_Part] = []
    for text in run.texts:
        words = "".join(said for said, _ in pieces(text))
        parts.append(_Part(text, words, parts[-1].end if parts else 0))
    return parts


def _stretches(said: Iterator[tuple[str, Marks]]) -> Iterator[_Stretch]:
    start = 0
    for words, marks in said:
        yield _Stretch(start, start + len(words), marks)
        start += len(words)


def _cut(stretches: list[_Stretch], start: int, end: int) -> list[_Stretch]:
    return [
        _Stretch(max(start, each.start), min(end, each.end), each.marks)
        for each in stretches
        if each.start < end and each.end > start
    ]


def _plan_formats(parts: list[_Part], kept: list[_Stretch], wears: list[_Stretch], shift: int) -> None:
    """What stays in the text puts on and takes off marks. Positions in the new text are those in the old plus shift."""
    for before in kept:
        for after in _cut(wears, before.start + shift, before.end + shift):
            marks: dict[str, Attrs | None] = dict.fromkeys(before.marks.keys() - after.marks.keys())
            marks.update({name: attrs for name, attrs in after.marks.items() if before.marks.get(name) != attrs})
            for part in parts if marks else []:
                start, end = max(after.start - shift, part.start), min(after.end - shift, part.end)
                if start < end:
                    part.formats.append((start - part.start, end - part.start, marks))


def _plan_change(parts: list[_Part], start: int, end: int, words: list[tuple[str, Marks]]) -> None:
    owner = next(part for part in parts if start <= part.end)
    owner.inserts += [(start - owner.start, said, marks) for said, marks in words]
    for part in parts:
        first, last = max(start, part.start), min(end, part.end)
        if first < last:
            part.deletes.append((first - part.start, last - part.start))


def _replace(run: Held, wanted: Node) -> list[Step]:
    """All of a run anew, for texts whose positions can't be told from their words."""
    first = run.texts[0]
    length = 0
    for each in children(wanted):
        first.insert(length, each["text"], marks_of(each))
        length += units(each["text"])
    return [_deletion(text, length if text is first else 0) for text in run.texts]


def _deletion(text: XmlText, start: int) -> Step:
    length = len(text)

    def delete() -> None:
        del text[start:length]

    return delete
