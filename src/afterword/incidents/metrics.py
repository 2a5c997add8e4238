"""How long things took. Formulas are those of DESIGN decision 10; durations are whole seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from afterword.incidents.moments import MOMENTS


class Interval(Protocol):
    started_at: datetime
    ended_at: datetime | None
    is_downtime: bool


class Timed(Protocol):
    """What an incident must tell to be measured."""

    started_at: datetime
    start_is_estimated: bool
    detected_at: datetime | None
    declared_at: datetime
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None


@dataclass(frozen=True)
class Metric:
    """One length of time, or why there is none."""

    key: str
    label: str
    formula: str
    seconds: int | None
    is_running: bool = False
    warning: str = ""
    is_estimated: bool = False


_SPANS = (
    # key, label, later, earlier
    ("time_to_detect", _("Time to detect"), "detected_at", "started_at"),
    ("time_to_acknowledge", _("Time to acknowledge"), "acknowledged_at", "detected_at"),
    ("time_to_mitigate", _("Time to mitigate"), "mitigated_at", "detected_at"),
    ("time_to_resolve", _("Time to resolve"), "resolved_at", "detected_at"),
)


def metrics_of(incident: Timed, impacts: Iterable[Interval], now: datetime) -> list[Metric]:
    """Every length of time of one incident, the headline first."""
    spans = [_span(incident, *span) for span in _SPANS]
    return [impact_duration(list(impacts), now), _incident_duration(incident, now), *spans]


def impact_duration(impacts: Sequence[Interval], now: datetime) -> Metric:
    """The union of the impacts that count as downtime: two at once count once."""
    counted = [(each.started_at, each.ended_at or now) for each in impacts if each.is_downtime]
    return Metric(
        "impact_duration",
        str(_("Impact duration")),
        str(_("the time in which at least one impact that counts as downtime lasted")),
        union_seconds(counted) if counted else None,
        is_running=any(each.is_downtime and each.ended_at is None for each in impacts),
    )


def union_seconds(intervals: Iterable[tuple[datetime, datetime]]) -> int:
    """Seconds covered by at least one interval."""
    total = 0.0
    reached: datetime | None = None
    for start, end in sorted(intervals):
        begin = start if reached is None or start > reached else reached
        if end > begin:
            total += (end - begin).total_seconds()
            reached = end
    return int(total)


def _incident_duration(incident: Timed, now: datetime) -> Metric:
    end = incident.resolved_at or now
    return Metric(
        "incident_duration",
        str(_("Incident duration")),
        _formula("resolved_at", "started_at"),
        max(0, int((end - incident.started_at).total_seconds())),
        is_running=incident.resolved_at is None,
        is_estimated=incident.start_is_estimated,
    )


def _span(incident: Timed, key: str, label: str | Promise, later: str, earlier: str) -> Metric:
    end, start = getattr(incident, later), getattr(incident, earlier)
    seconds, warning = None, ""
    if end and start:
        seconds = int((end - start).total_seconds())
        if seconds < 0:
            seconds = None
            warning = str(_("“%(later)s” is before “%(earlier)s”, so this is left out.")) % {
                "later": _(MOMENTS[later]),
                "earlier": _(MOMENTS[earlier]),
            }
    is_estimated = earlier == "started_at" and incident.start_is_estimated
    return Metric(key, str(label), _formula(later, earlier), seconds, warning=warning, is_estimated=is_estimated)


def _formula(later: str, earlier: str) -> str:
    return f"{_(MOMENTS[later])} − {_(MOMENTS[earlier])}"
