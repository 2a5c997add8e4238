"""Reading a finished postmortem from elsewhere: title, times, sections, timeline and actions, as far as it states them.

Nothing is guessed. Each recognised thing has the line that it came from, and what could not be placed is listed.
"""

from datetime import date

from afterword_text.front_matter import FrontMatterError, Meta, split
from afterword_text.recognise.actions import actions_of
from afterword_text.recognise.blocks import Block, blocks_of, called
from afterword_text.recognise.facts import near_day, take_labelled, take_meta
from afterword_text.recognise.found import (
    FoundAction,
    FoundLine,
    FoundSection,
    Recognised,
    Stated,
    Unplaced,
    Why,
)
from afterword_text.recognise.lines import SourceLine, plain, source_lines
from afterword_text.recognise.meanings import fact_called, section_for, time_told
from afterword_text.recognise.stamps import day_of_name, stamp_in, zone_stated
from afterword_text.recognise.timeline import take_timeline
from afterword_text.tree import clean

__all__ = [
    "FoundAction",
    "FoundLine",
    "FoundSection",
    "Recognised",
    "Stated",
    "Unplaced",
    "Why",
    "body_of",
    "recognise",
    "section_for",
]
_TEXTS = ("summary", "impact", "root-cause")


def recognise(text: str, name: str = "") -> Recognised:
    """What a postmortem in Markdown states; `name` is that of its file, which may carry a day."""
    found = Recognised()
    text = clean(text)
    meta, body = _split(found, text)
    first = text[: len(text) - len(body)].count("\n") + 1
    lines = source_lines(body, first)
    blocks = blocks_of(lines)
    take_meta(found, meta, text.split("\n")[: first - 1])
    _take_title(found, blocks, name)
    take_labelled(found, blocks)
    zone = found.zone.words if found.zone else _zone_of(lines)
    take_timeline(found, blocks, _near(found, name), zone, name)
    _take_told_times(found)
    found.actions = [action for block in called(blocks, "actions") for action in actions_of(block)]
    _take_sections(found, blocks)
    found.unplaced.sort(key=lambda each: each.line)
    return found


def body_of(text: str) -> str:
    """The text below its front matter; all of it when that can't be read."""
    return _split(Recognised(), clean(text))[1]


def _split(found: Recognised, text: str) -> tuple[Meta, str]:
    try:
        return split(text)
    except FrontMatterError as error:
        found.unplaced.append(Unplaced(Why.HEAD, error.reason, error.line))
        return {}, text


def _take_title(found: Recognised, blocks: list[Block], name: str) -> None:
    heading = next((block.heading for block in blocks if block.heading), None)
    if found.title is None and heading and heading.level == 1 and _is_title(heading, blocks):
        found.title = Stated(plain(heading.text), heading.number)
    stamp = stamp_in(found.title.words, day_of_name(name)) if found.title else None
    if found.title and stamp and stamp.day and found.day is None:
        found.day = Stated(stamp.day.isoformat(), found.title.line)


def _is_title(heading: SourceLine, blocks: list[Block]) -> bool:
    """The first heading, unless it begins a section; a text with a single heading of level 1 is called by it."""
    is_alone = sum(block.heading is not None and block.heading.level == 1 for block in blocks) == 1
    return is_alone or not section_for(plain(heading.text))


def _near(found: Recognised, name: str) -> date | None:
    """The day around which it happened."""
    started = found.times.get("started") or found.times.get("detected")
    return near_day(found) or day_of_name(name) or (date.fromisoformat(started.words[:10]) if started else None)


def _zone_of(lines: list[SourceLine]) -> str:
    """What is said of all times, wherever it stands."""
    return next((zone for line in lines if "all times" in line.text.lower() and (zone := zone_stated(line.text))), "")


def _take_told_times(found: Recognised) -> None:
    for line in found.timeline:
        moment = time_told(line.words)
        if moment and "T" in line.at:
            found.times.setdefault(moment, Stated(f"{line.at} {line.zone}".strip(), line.line))


def _take_sections(found: Recognised, blocks: list[Block]) -> None:
    first = next((block.heading.number for block in blocks if block.heading), 0)
    for block in blocks:
        heading = block.heading
        if heading is None or (heading.level == 1 and heading.number == first) or fact_called(block.title.rstrip(":")):
            continue
        if block.meaning:
            found.sections.append(FoundSection(block.meaning, block.title, heading.number))
        elif heading.level <= 2 and ":" not in block.title:
            found.unplaced.append(Unplaced(Why.SECTION, block.title, heading.number))
        words = "\n".join(line.text for line in block.lines).strip()
        if block.meaning in _TEXTS and words:
            found.texts.setdefault(block.meaning, words)
