"""Days, times and zones as people write them, in English and Chinese."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from afterword_text.zone_letters import LETTERS

_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d-])"
    r"|(?P<y2>\d{4})\s*年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日?"
    r"|(?P<m3>\d{1,2})\s*月\s*(?P<d3>\d{1,2})\s*日"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('n4')},?(?:\s+(?P<y4>\d{{4}}))?(?!\w))"
    rf"|\b{_MONTH.format('n5')}\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:\s*[-–]\s*\d{{1,2}}(?=,))?(?:,?\s+(?P<y5>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
_DAY_IN_BRACKETS = re.compile(r"\[(\d\d)-(\d\d)(?=[\sT]\d)")
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|凌晨|中午)?\s*(?<![\d:.])(?P<h>\d{1,2})"
    r"(?:(?:[:：](?P<mi>\d\d)(?![\d.])(?::\d\d(?:\.\d+)?)?|[时点]\s*(?:(?P<mi2>\d{1,2})\s*分)?)"
    r"(?:\s*(?P<ap>[ap])(?:\.?m\b\.?|(?![a-z])))?|\s*(?P<ap2>[ap])m\b)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s*(Z(?!\w)|[+-]\d\d:?\d\d)")
_ZONE = re.compile(
    r"\s*\(?\s*((?:UTC|GMT)\s?[+-]\d{1,2}(?!\d)|[A-Za-z]+/[A-Za-z_/]+|[A-Z][A-Za-z]{1,14}|北京时间)(?![\w-])\)?"
)


@dataclass(frozen=True)
class Stamp:
    """A day, a time, or both, found from `start` to `end` of a text. `iso` has what is stated of it."""

    day: date | None
    clock: str
    zone: str
    offset: str
    start: int
    end: int

    @property
    def iso(self) -> str:
        both = "T".join(part for part in (self.day.isoformat() if self.day else "", self.clock) if part)
        return both + self.offset if self.clock else both


def stamp_at_start(text: str, near: date | None) -> Stamp | None:
    """What the text begins with, apart from signs and words such as “around”; None when that is no day or time."""
    lead = re.match(r"[\s*_`~>\[({]*(?:around|about|approx\.?|ca\.|between|约|大约)?[\s*~]*", text, re.IGNORECASE)
    start = lead.end() if lead else 0
    found = _stamp_from(text, start, near)
    return found if found and found.start <= start + 1 else None


def stamp_in(text: str, near: date | None) -> Stamp | None:
    """The first day or time anywhere in the text, a day preferred."""
    day = _DAY.search(text)
    return _stamp_from(text, day.start() if day else 0, near, is_anywhere=True)


def day_of_name(name: str) -> date | None:
    """The day that a file's name carries."""
    found = _DAY_IN_NAME.search(name)
    return _date(*map(int, found.groups())) if found else None


def zone_stated(text: str) -> str:
    """The zone that a sentence or a head of a table gives to all times, such as “All times in CET”; or nothing."""
    found = re.search(
        r"times?\b[^A-Za-z(]*(?:are\s+)?(?:given\s+)?(?:in\s+|\(|[:：]\s*)?\(?(?P<z>.*)", text, re.IGNORECASE
    )
    if found and (zone := _ZONE.match(found["z"])) and is_zone(zone[1]):
        return zone[1]
    chinese = re.search(r"(?:时间|时区)[^，。]*?(北京时间|UTC(?:[+-]\d+)?|[A-Za-z]+/[A-Za-z_]+)", text)
    return chinese[1] if chinese else ""


def is_zone(name: str) -> bool:
    """Whether it is letters such as CET, UTC+2, a name of the IANA database, or a city in it."""
    plain = name.replace(" ", "")
    return bool(re.fullmatch(r"(?:UTC|GMT)[+-]\d{1,2}", plain)) or name.upper() in LETTERS or plain.lower() in _names()


def _stamp_from(text: str, start: int, near: date | None, *, is_anywhere: bool = False) -> Stamp | None:
    day_found = _DAY.search(text, start) if is_anywhere else _DAY.match(text, start)
    bracket = None if day_found else _DAY_IN_BRACKETS.match(text, max(0, start - 1))
    day, end, begin = None, start, start
    if day_found and (day := _day(day_found, near)):
        begin, end = day_found.span()
    elif bracket and near:
        day, end, begin = _nearest(int(bracket[1]), int(bracket[2]), near), bracket.end(), bracket.start()
    if day:
        between = re.compile(r"(?:\s|,|T|at|around|between|-|–|~|\*|，)*", re.IGNORECASE).match(text, end)
        clock = _CLOCK.match(text, between.end() if between else end)
    else:
        clock = (_CLOCK.search if is_anywhere else _CLOCK.match)(text, start)
    read = _clock(clock) if clock else ""
    if clock and read:
        begin, end = (begin if day else clock.start()), clock.end()
    if not day and not read:
        return None
    offset = _OFFSET.match(text, end) if read else None
    if offset:
        return Stamp(day, read, "", offset[1], begin, offset.end())
    zone = _ZONE.match(text, end)
    if zone and is_zone(zone[1]):
        return Stamp(day, read, zone[1].replace(" ", ""), "", begin, zone.end())
    return Stamp(day, read, "", "", begin, end)


def _day(found: re.Match[str], near: date | None) -> date | None:
    part = found.groupdict()
    name = part["n4"] or part["n5"]
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(part["m"] or part["m2"] or part["m3"])
    day = int(part["d"] or part["d2"] or part["d3"] or part["d4"] or part["d5"])
    year = part["y"] or part["y2"] or part["y4"] or part["y5"]
    if year:
        return _date(int(year), month, day)
    return _nearest(month, day, near) if near else None


def _nearest(month: int, day: int, near: date) -> date | None:
    """That day of the year in which it comes closest: a timeline of January may begin in December."""
    days = (_date(near.year + step, month, day) for step in (0, -1, 1))
    return min((each for each in days if each), key=lambda each: abs(each - near), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1970 <= year <= 2200 else None
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found["h"]), int(found["mi"] or found["mi2"] or 0)
    half = (found["ap"] or found["ap2"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if found["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def following(before: date, clock: str, last: str) -> date:
    """The day of a time that comes after `last` of that day; a little out of order is the same day."""
    hours, lasts = (int(each[:2]) * 60 + int(each[3:5]) for each in (clock, last))
    return before + timedelta(days=1) if hours < lasts - 60 else before


@cache
def _names() -> frozenset[str]:
    names = available_timezones()
    return frozenset(name.lower() for name in names) | frozenset(name.rpartition("/")[2].lower() for name in names)
