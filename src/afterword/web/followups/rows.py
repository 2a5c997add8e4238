"""Follow-ups as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from afterword.followups.models import FollowUp, FollowUpKind, Horizon
from afterword.incidents.models import Incident
from afterword.web.due import Due, due_of, reader_today

MOST_ON_INCIDENT = 200


@dataclass(frozen=True)
class FollowUpRow:
    followup: FollowUp
    due: Due


@dataclass(frozen=True)
class HorizonGroup:
    label: str
    rows: list[FollowUpRow]


@dataclass(frozen=True)
class IncidentFollowUps:
    """Those of one incident by horizon, open ones first."""

    groups: list[HorizonGroup]
    total: int
    open_count: int
    has_monitor: bool
    is_cut: bool  # there are more than the page shows


def rows_of(found: Iterable[FollowUp], today: date) -> list[FollowUpRow]:
    return [FollowUpRow(each, due_of(each.due_on, today, is_open=each.is_open)) for each in found]


def followups_of(incident: Incident) -> IncidentFollowUps:
    """In one statement; the incident is one that the reader sees."""
    open_first = FollowUp.objects.filter(incident=incident).order_by(F("closed_at").desc(nulls_first=True), "number")
    found = list(open_first.select_related("owner", "owner_team")[: MOST_ON_INCIDENT + 1])
    is_cut = len(found) > MOST_ON_INCIDENT
    found = found[:MOST_ON_INCIDENT]
    rows = sorted(rows_of(found, reader_today()), key=_open_and_urgent_first)
    groups = [
        HorizonGroup(str(horizon.label), [row for row in rows if row.followup.horizon == horizon])
        for horizon in Horizon
    ]
    return IncidentFollowUps(
        groups=[group for group in groups if group.rows],
        total=len(found),
        open_count=sum(each.is_open for each in found),
        has_monitor=any(each.kind == FollowUpKind.MONITOR for each in found),
        is_cut=is_cut,
    )


def _open_and_urgent_first(row: FollowUpRow) -> tuple[bool, int, date, int]:
    each = row.followup
    return (not each.is_open, each.priority, each.due_on or date.max, each.number)
