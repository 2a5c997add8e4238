"""The lines of a timeline: rows of a table, items of a list, headings that are times, or paragraphs."""

import re
from dataclasses import dataclass, field
from datetime import date

from afterword_text.recognise.blocks import Block
from afterword_text.recognise.found import FoundLine, Recognised, Stated, Unplaced, Why
from afterword_text.recognise.lines import SourceLine, cells, is_rule, plain
from afterword_text.recognise.stamps import Stamp, day_of_name, following, stamp_at_start, stamp_in, zone_stated

_ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+(.*)")
_AFTER = re.compile(r"^[\s*_`~\]})>|:：,，.–—-]+")
_RANGE = re.compile(r"^\s*[-–]\s*\d{1,2}:\d\d\s*(?:[ap]m?\b)?", re.IGNORECASE)


@dataclass
class _Open:
    """A line that is still being read: what follows it may belong to it."""

    stamp: Stamp
    at: str
    zone: str
    number: int
    words: list[str]
    indent: int = 0
    takes_paragraphs: bool = False


@dataclass
class Reader:
    """Goes through the lines of one timeline and keeps what day it is."""

    near: date | None
    day: date | None
    zone: str
    made: list[FoundLine] = field(default_factory=list)
    missed: list[Unplaced] = field(default_factory=list)
    last: str = ""
    open: _Open | None = None

    def read(self, block: Block) -> None:
        if block.heading:
            self.zone = zone_stated(block.heading.text) or self.zone
            in_title = stamp_in(block.heading.text, self.near)
            self.day = in_title.day if in_title and in_title.day else self.day
        for line in block.lines:
            self._read(line)
        self._close()

    def _read(self, line: SourceLine) -> None:
        row = None if line.is_code else cells(line.text)
        if row is not None:
            self._close()
            self._row(row, line)
        elif line.is_code:
            self._continue(line)
        elif line.level:
            self._heading(line)
        elif line.is_blank:
            if self.open and not self.open.takes_paragraphs:
                self._close()
            elif self.open:
                self.open.words.append("")
        else:
            self._text(line)

    def _row(self, row: list[str], line: SourceLine) -> None:
        if is_rule(row) or len(row) < 2:
            return
        stamp, rest = stamp_at_start(row[0], self.near), row[1:]
        if stamp and stamp.day and not stamp.clock and len(row) > 2:
            second = stamp_at_start(row[1], self.near)
            if second and second.clock and not second.day:
                stamp, rest = Stamp(stamp.day, second.clock, second.zone, second.offset, 0, 0), row[2:]
        words = " — ".join(cell for cell in rest if cell)
        if stamp and words:
            self._begin(stamp, line, words)
            self._close()
        elif zone := zone_stated(row[0]):
            self.zone = zone
        elif words and not re.fullmatch(
            r"(?:date|time|timestamp|when|时间|日期)?.{0,25}", plain(row[0]), re.IGNORECASE
        ):
            self.missed.append(Unplaced(Why.TIMELINE, " | ".join(row), line.number))

    def _heading(self, line: SourceLine) -> None:
        self._close()
        stamp = stamp_at_start(line.text, self.near)
        if stamp is None:
            self.missed.append(Unplaced(Why.TIMELINE, line.text, line.number))
            return
        self._begin(stamp, line, _rest(line.text, stamp), takes_paragraphs=True)

    def _text(self, line: SourceLine) -> None:
        item = _ITEM.match(line.text)
        indent, words = (len(item[1]), item[2]) if item else (len(line.text) - len(line.text.lstrip()), line.text)
        if self.open and (self.open.takes_paragraphs or indent > self.open.indent):
            self._continue(line)
            return
        stamp = stamp_at_start(words, self.near)
        if stamp and (stamp.clock or item) and _rest(words, stamp):
            self._close()
            self._begin(stamp, line, _rest(words, stamp), indent=indent)
        elif stamp and stamp.day and not _rest(words, stamp):
            self._close()
            self.day, self.last = stamp.day, ""
        elif zone := zone_stated(words):
            self.zone = zone
        elif self.open and not item:
            self._continue(line)
        elif plain(words):
            self._close()
            self.missed.append(Unplaced(Why.TIMELINE, words.strip(), line.number))

    def _continue(self, line: SourceLine) -> None:
        if self.open:
            self.open.words.append(line.text if self.open.takes_paragraphs else line.text.strip())
        elif not line.is_blank:
            self.missed.append(Unplaced(Why.TIMELINE, line.text.strip(), line.number))

    def _begin(
        self, stamp: Stamp, line: SourceLine, words: str, *, indent: int = 0, takes_paragraphs: bool = False
    ) -> None:
        if stamp.day:
            self.day = stamp.day
        elif self.day and self.last and stamp.clock:
            self.day = following(self.day, stamp.clock, self.last)
        at = stamp.iso if stamp.day or not self.day else f"{self.day.isoformat()}T{stamp.clock}{stamp.offset}"
        self.last = stamp.clock or self.last
        zone = "" if stamp.offset else stamp.zone or self.zone
        self.open = _Open(stamp, at, zone, line.number, [words], indent, takes_paragraphs)

    def _close(self) -> None:
        if self.open:
            words = "\n".join(self.open.words).strip()
            if words:
                self.made.append(FoundLine(self.open.at, self.open.zone, words, self.open.number))
            elif self.open.stamp.day and not self.open.stamp.clock:
                self.day, self.last = self.open.stamp.day, ""
            self.open = None


def take_timeline(found: Recognised, blocks: list[Block], near: date | None, zone: str, name: str) -> None:
    """Every line of every block that is a timeline."""
    reader = Reader(near, near or day_of_name(name), zone)
    for block in blocks:
        if block.meaning == "timeline" and block.heading:
            reader.read(block)
    found.timeline, found.unplaced = reader.made, found.unplaced + reader.missed
    zones = {line.zone: line.line for line in reversed(reader.made)}
    if found.zone is None and len(zones) == 1 and "" not in zones:
        found.zone = Stated(*zones.popitem())


def _rest(text: str, stamp: Stamp) -> str:
    rest = _RANGE.sub("", text[stamp.end :])
    return _AFTER.sub("", rest).strip()
