"""How much of people's time an incident took: the sum of the responders' times (S43)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from afterword.incidents.metrics import Metric, union_seconds


class Stint(Protocol):
    """A person's time in one role."""

    user_id: UUID
    joined_at: datetime
    left_at: datetime | None


def engineering_seconds(stints: Iterable[Stint], *, now: datetime, resolved_at: datetime | None) -> int:
    """The sum over people; somebody in two roles at once counts once.

    Resolving ends nobody's stint, but no time after it counts. While the incident lasts, running stints count to now.
    """
    until = resolved_at or now
    by_person: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for stint in stints:
        end = min(stint.left_at or until, until)
        if end > stint.joined_at:
            by_person[stint.user_id].append((stint.joined_at, end))
    return sum(union_seconds(each) for each in by_person.values())


def engineering_time(stints: Iterable[Stint], *, now: datetime, resolved_at: datetime | None) -> Metric:
    """The same as a length of time that the pages show beside the others; none when nobody was on it."""
    known = list(stints)
    return Metric(
        "engineering_hours",
        _("Engineering hours"),
        _("everybody's time in a role, added up; two roles at once count once, time after “resolved” does not count"),
        engineering_seconds(known, now=now, resolved_at=resolved_at) if known else None,
        is_running=resolved_at is None and any(each.left_at is None for each in known),
    )
