"""One incident as a file tells it, checked and with every time made whole. `docs/guide/import.md` lists the fields."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.rows import JSON
from afterword.transfer.fields import flag, names, records, text
from afterword.transfer.incident_times import TIMES, KnownTimes, known_times
from afterword.transfer.moments import moment
from afterword.transfer.zones import zone_called

KEY_LENGTH = 200
MOST_LINES = 5000  # an incident goes in as one transaction, and nobody else can write meanwhile
STATUSES = ("", "active", "stable", "resolved", "completed")
FIELDS = frozenset(
    ("id", "source", "title", "timezone", "status", "severity", "summary", "body_markdown", "root_cause", "impact",
     "services", "teams", "private", "test", "timeline", *TIMES)
)  # fmt: skip
HALF_A_DAY = timedelta(hours=12)
_DAY_IN_ID = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


@dataclass(frozen=True)
class TimelineLine:
    at: datetime
    text: str
    is_important: bool


@dataclass(frozen=True)
class IncidentRow:
    key: str
    title: str
    zone: str
    source: str
    times: KnownTimes
    status: str
    severity: str
    summary: str
    root_cause: str
    impact: str
    services: tuple[str, ...]
    teams: tuple[str, ...]
    is_private: bool
    is_test: bool
    timeline: tuple[TimelineLine, ...]


def parse_row(raw: JSON, *, source: str) -> IncidentRow:
    """The row, or Invalid with the field that can't be read. `source` is where it is from if it doesn't say so."""
    zone = zone_called(text(raw, "timezone"))
    source = text(raw, "source") or source
    timeline = _timeline(raw, zone)
    status = _status(raw)
    return IncidentRow(
        key=_key(raw, source),
        title=text(raw, "title"),
        zone=zone.key,
        source=source,
        times=known_times(raw, zone, status, [line.at for line in timeline]),
        status=status,
        severity=text(raw, "severity"),
        summary="\n\n".join(filter(None, (text(raw, "summary"), text(raw, "body_markdown")))),
        root_cause=text(raw, "root_cause"),
        impact=text(raw, "impact"),
        services=names(raw, "services"),
        teams=names(raw, "teams"),
        is_private=flag(raw, "private"),
        is_test=flag(raw, "test"),
        timeline=timeline,
    )


def _key(raw: JSON, source: str) -> str:
    """What tells the row apart for ever, so that importing twice adds nothing."""
    number = text(raw, "id")
    if not number:
        raise Invalid({"id": _("Every row needs an id of its own, so that a second import adds nothing twice.")})
    key = f"{source}:{number}"
    if len(key) > KEY_LENGTH:
        words = _("Source and id together have %(length)s characters; at most %(limit)s fit.")
        raise Invalid({"id": words % {"length": len(key), "limit": KEY_LENGTH}})
    return key


def _status(raw: JSON) -> str:
    status = text(raw, "status").lower()
    if status not in STATUSES:
        words = _("There is no status “%(status)s”. Use one of: %(known)s.")
        raise Invalid({"status": words % {"status": status, "known": ", ".join(STATUSES[1:])}})
    return status


def _timeline(raw: JSON, zone: ZoneInfo) -> tuple[TimelineLine, ...]:
    told: list[TimelineLine] = []
    after = _day_of(raw, zone)
    lines = records(raw, "timeline")
    if len(lines) > MOST_LINES:
        words = _("The timeline has %(length)s lines; at most %(limit)s fit.")
        raise Invalid({"timeline": words % {"length": len(lines), "limit": MOST_LINES}})
    for line in lines:
        own = text(line, "timezone") or text(line, "tz")
        after = moment(_when(line), zone_called(own) if own else zone, field="timeline", after=after)
        told.append(TimelineLine(after, text(line, "text"), flag(line, "is_important", otherwise=True)))
    return tuple(line for line in told if line.text)


def _when(line: JSON) -> str:
    """The time of a timeline line: normalised, or as its source wrote it."""
    if line.get("date") and line.get("time"):
        return f"{text(line, 'date')} {text(line, 'time')}"
    return text(line, "at") or text(line, "at_raw")


def _day_of(raw: JSON, zone: ZoneInfo) -> datetime | None:
    """From when on a timeline counts that tells only hours: half a day before the start, or the day in the id."""
    if text(raw, "started_at"):
        return moment(text(raw, "started_at"), zone, field="started_at") - HALF_A_DAY
    day = _DAY_IN_ID.search(text(raw, "id"))
    return _midnight(day, zone) if day else None


def _midnight(day: re.Match[str], zone: ZoneInfo) -> datetime | None:
    try:
        return datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=zone)
    except ValueError:  # the digits are no date
        return None
