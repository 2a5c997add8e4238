"""The six times of an imported incident: what the file says, what follows from it, and what contradicts itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.rows import JSON
from afterword.incidents.actions.declare import Times
from afterword.transfer.fields import text
from afterword.transfer.moments import moment

TIMES = ("started_at", "detected_at", "declared_at", "acknowledged_at", "mitigated_at", "resolved_at")
OPEN, OVER = ("active", "stable"), ("resolved", "completed")


@dataclass(frozen=True)
class KnownTimes:
    """`last` is the newest time that the file tells; `warning` says where it contradicts itself, or nothing."""

    times: Times
    start_is_estimated: bool
    declared: datetime
    last: datetime
    warning: str = ""


def known_times(raw: JSON, zone: ZoneInfo, status: str, told: Sequence[datetime]) -> KnownTimes:
    """What the file says. A start that it doesn't state is the first time it tells, and counts as estimated.

    An end that it doesn't state is the last line of the timeline, unless the status says that it goes on.
    Invalid when no time is told at all, or when an open incident has an end.
    """
    said = {name: moment(text(raw, name), zone, field=name) for name in TIMES if text(raw, name)}
    if status in OPEN and "resolved_at" in said:
        raise Invalid({"status": _("An incident that is over can't be active or stable.")})
    everything = [*said.values(), *told]
    if not everything:
        raise Invalid({"started_at": _("Say when it started, or give it a timeline.")})
    first, last = min(everything), max(everything)
    is_estimated = "started_at" not in said
    start = said.setdefault("started_at", first)
    warning = ""
    if "resolved_at" not in said:
        if status in OVER or (told and status not in OPEN):
            said["resolved_at"] = last
            warning = "" if told else _no_end(last, zone)
    elif said["resolved_at"] < start:
        warning = _turned_around(start, said["resolved_at"], zone)
        said["resolved_at"] = start
    declared = said.setdefault("declared_at", start)
    return KnownTimes(Times(**said), is_estimated, declared, last, warning)


def _no_end(end: datetime, zone: ZoneInfo) -> str:
    words = _("The source says that it is over, but not since when. The end stands at the last known time, %(end)s.")
    return words % {"end": _written(end, zone)}


def _turned_around(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    words = _(
        "The source says that it started on %(start)s and ended on %(end)s, which is earlier. "
        "Here the end stands at the start: correct it when you know it."
    )
    return words % {"start": _written(start, zone), "end": _written(end, zone)}


def _written(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}"
