"""Times as other tools and people write them: with or without offset, zone or day."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import parser
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.transfer.zones import is_zone, zone_called

_HOURS = re.compile(r"(\d{1,2})(?::(\d\d))?(?::(\d\d))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_NEEDLESS_HALF = re.compile(r"\b(1[3-9]|2[0-3]):(\d\d)\s*[ap]\.?m\b\.?", re.IGNORECASE)  # 17:14pm
_LAST_WORD = re.compile(r"(.*\d.*)\s+\(?([A-Za-z][\w/+:-]+)\)?")
_NAMES_A_DAY = re.compile(r"\d{4}-?\d\d|\d{4}/\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_SLIP = timedelta(hours=1)  # a line a little out of order is likelier than 23 hours of silence
_SOME_DAY, _ANOTHER_DAY = datetime(2001, 3, 1), datetime(2002, 4, 2)  # noqa: DTZ001  (they only fill gaps)


def moment(text: str, zone: tzinfo, *, field: str, after: datetime | None = None) -> datetime:
    """A time in UTC. Without an offset or zone of its own it is read in `zone`, the repeated hour as its first pass.

    Hours alone are the next such time after `after`. Invalid, naming `field`, when no day can be told for sure.
    """
    words, zone = _without_zone(text.strip(), zone)
    try:
        hours = _HOURS.fullmatch(words)
        if hours and (hours[2] or hours[4]):
            return _next_time(hours, zone, text, field, after)
        if not _NAMES_A_DAY.search(words):
            raise ValueError(words)  # 03/04/2026 is in March or in April
        read = _read(words)
        read = (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
        if not clock.is_showable(read):
            raise ValueError(words)
        return read
    except (ValueError, OverflowError) as error:
        raise Invalid({field: _("“%(text)s” is not a time, such as 2026-03-02T14:05:00Z.") % {"text": text}}) from error


def _without_zone(text: str, zone: tzinfo) -> tuple[str, tzinfo]:
    found = _LAST_WORD.fullmatch(text)
    if found and is_zone(found[2]):
        return found[1].strip(), zone_called(found[2])
    return text, zone


def _next_time(hours: re.Match[str], zone: tzinfo, text: str, field: str, after: datetime | None) -> datetime:
    if after is None:
        raise Invalid({field: _("“%(text)s” has a time but no day.") % {"text": text}})
    hour, half = int(hours[1]), (hours[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    earliest = after.astimezone(zone)
    read = earliest.replace(hour=hour, minute=int(hours[2] or 0), second=int(hours[3] or 0), microsecond=0, fold=0)
    if read < earliest - _SLIP:
        read += timedelta(days=1)
    return read.astimezone(UTC)


def _read(words: str) -> datetime:
    """ValueError unless year, month and day are all there."""
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        words = _NEEDLESS_HALF.sub(r"\1:\2", words)
    one, other = (parser.parse(words, default=day, tzinfos=_offset) for day in (_SOME_DAY, _ANOTHER_DAY))
    if one != other:  # the parser took what was missing from the default
        raise ValueError(words)
    return one


def _offset(name: str | None, seconds: int | None) -> tzinfo | None:
    if name and seconds is None:  # letters that mean nothing to us; the parser would pass over them
        raise ValueError(name)
    return None if seconds is None else timezone(timedelta(seconds=seconds))
