"""Times as other tools write them: with or without offset, day or zone."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid

# What people write instead of a zone. A letter name says where they are, not which half of the year it is.
SPOKEN = {
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "GMT": "UTC",
    "BST": "Europe/London",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
}
_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2})")
_NEEDLESS_HALF = re.compile(r"\b(1[3-9]|2[0-3]):(\d\d)\s*[ap]m\b", re.IGNORECASE)  # 17:14pm
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d|\b[A-Z][a-z]{2} \d{1,2}\b")


def zone_named(name: str) -> str:
    """The IANA zone of what a file calls its zone; UTC when it says nothing. Invalid for what is none."""
    name = name.strip()
    if not name:
        return "UTC"
    offset = _OFFSET.fullmatch(name)
    if offset:  # the sign of Etc names is the other way round
        name = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
    known = name if name in available_timezones() else SPOKEN.get(name.upper(), "")
    known = SPOKEN.get(name.upper(), known)
    if not known:
        raise Invalid({"timezone": _("“%(zone)s” is not a time zone that is known here.") % {"zone": name}})
    return known


def moment(text: str, zone: tzinfo, *, field: str, day: datetime | None = None) -> datetime:
    """A time in UTC. Without an offset it is read in `zone`; without a day it is the next such time from `day` on."""
    has_day = bool(_A_DAY.search(text))
    if not has_day and day is None:
        raise Invalid({field: _("“%(text)s” has a time but no day.") % {"text": text}})
    start = (day or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(zone)
    try:
        read = parser.parse(_NEEDLESS_HALF.sub(r"\1:\2", text), default=start.replace(hour=0, minute=0, second=0))
    except (ValueError, OverflowError) as error:
        raise Invalid({field: _("“%(text)s” is not a time, such as 2026-03-02T14:05:00Z.") % {"text": text}}) from error
    if read.tzinfo is None:
        read = read.replace(tzinfo=zone)
    if not has_day and read < start - timedelta(minutes=1):
        read += timedelta(days=1)
    return read.astimezone(UTC).replace(microsecond=read.microsecond)


def zone_info(name: str) -> ZoneInfo:
    return ZoneInfo(name)
