"""One incident as a file tells it, checked and with every time made whole. `docs/guide/import.md` lists the fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.rows import JSON
from afterword.transfer.moments import moment, zone_named

TIMES = ("started_at", "detected_at", "declared_at", "acknowledged_at", "mitigated_at", "resolved_at")
_DAY_IN_ID = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


@dataclass(frozen=True)
class TimelineLine:
    at: datetime
    text: str
    is_important: bool = True


@dataclass(frozen=True)
class IncidentRow:
    key: str
    title: str
    zone: str
    source: str
    times: dict[str, datetime]
    severity: str = ""
    summary: str = ""
    root_cause: str = ""
    impact: str = ""
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    is_private: bool = False
    is_test: bool = False
    timeline: tuple[TimelineLine, ...] = ()
    warnings: list[str] = field(default_factory=list)


def parse_row(raw: JSON, *, source: str) -> IncidentRow:
    """The row, or Invalid with the field that can't be read. Times that contradict each other become warnings."""
    zone = zone_named(_text(raw, "timezone"))
    timeline = _timeline(raw, ZoneInfo(zone))
    times = _times(raw, ZoneInfo(zone), timeline)
    warnings = _mend(times)
    return IncidentRow(
        key=_key(raw, source),
        title=_text(raw, "title"),
        zone=zone,
        source=_text(raw, "source") or source,
        times=times,
        severity=_text(raw, "severity"),
        summary=_text(raw, "summary") or _text(raw, "body_markdown"),
        root_cause=_text(raw, "root_cause"),
        impact=_text(raw, "impact"),
        services=_names(raw, "services"),
        teams=_names(raw, "teams"),
        is_private=_flag(raw, "private"),
        is_test=_flag(raw, "test"),
        timeline=timeline,
        warnings=warnings,
    )


def _key(raw: JSON, source: str) -> str:
    """What tells the row apart for ever, so that importing twice adds nothing."""
    number = _text(raw, "id")
    if not number:
        raise Invalid({"id": _("Every row needs an id of its own, so that a second import adds nothing twice.")})
    key = f"{_text(raw, 'source') or source}:{number}"
    if len(key) > 200:
        raise Invalid({"id": _("The id has more than %(limit)s characters.") % {"limit": 200}})
    return key


def _text(raw: JSON, name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Invalid({name: _("This has to be text.")})
    return value.strip()


def _names(raw: JSON, name: str) -> tuple[str, ...]:
    """A list of names; in CSV they stand in one cell with semicolons between them."""
    value = raw.get(name) or []
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise Invalid({name: _("This has to be a list of names.")})
    return tuple(dict.fromkeys(" ".join(each.split()) for each in names if each.strip()))


def _flag(raw: JSON, name: str) -> bool:
    value = raw.get(name, False)
    if isinstance(value, str):
        return value.strip().lower() in ("1", "true", "yes", "y")
    return bool(value)


def _timeline(raw: JSON, zone: ZoneInfo) -> tuple[TimelineLine, ...]:
    lines = raw.get("timeline") or []
    if not isinstance(lines, list) or not all(isinstance(each, dict) for each in lines):
        raise Invalid({"timeline": _("The timeline has to be a list of objects with “at” and “text”.")})
    told: list[TimelineLine] = []
    day = _day_of(raw, zone)
    for each in lines:
        at, words = _when_of(each), _text(each, "text")
        if words:
            day = moment(at, zone, field="timeline", day=day)
            told.append(TimelineLine(day, words, bool(each.get("is_important", True))))
    return tuple(told)


def _when_of(line: JSON) -> str:
    """The time of a timeline line: normalised, or as its source wrote it."""
    if line.get("date") and line.get("time"):
        return f"{line['date']} {line['time']}"
    return _text(line, "at") or _text(line, "at_raw")


def _day_of(raw: JSON, zone: ZoneInfo) -> datetime | None:
    """The day a timeline begins that tells only hours: the incident's start, or the day in its id."""
    start = _text(raw, "started_at")
    if start:
        return moment(start, zone, field="started_at")
    day = _DAY_IN_ID.search(_text(raw, "id"))
    return datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=zone) if day else None


def _times(raw: JSON, zone: ZoneInfo, timeline: Sequence[TimelineLine]) -> dict[str, datetime]:
    times = {name: moment(_text(raw, name), zone, field=name) for name in TIMES if _text(raw, name)}
    told = [line.at for line in timeline]
    if "started_at" not in times and not told:
        raise Invalid({"started_at": _("Say when it started, or give it a timeline.")})
    times.setdefault("started_at", min(told, default=datetime.min.replace(tzinfo=UTC)))
    if told and "resolved_at" not in times and _text(raw, "status") not in ("active", "stable"):
        times["resolved_at"] = max(told)
    times.setdefault("declared_at", times["started_at"])
    return times


def _mend(times: dict[str, datetime]) -> list[str]:
    """An end before the start is a slip in the source: it is said, not believed."""
    start, end = times["started_at"], times.get("resolved_at")
    if end is None or end >= start:
        return []
    times["resolved_at"] = start
    words = _("The source says it ended at %(end)s, before it started. The end stands at the start; correct it.")
    return [words % {"end": f"{end:%Y-%m-%d %H:%M UTC}"}]
