"""The four phases of an incident, told by its times."""

from datetime import datetime
from typing import Protocol

from afterword.incidents.milestones import Phase

Span = tuple[datetime | None, datetime | None]  # from, until; None is open


class Phased(Protocol):
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None


def phases_of(
    incident: Phased,
    *,
    mitigation_began_at: datetime | None = None,
    investigation_began_at: datetime | None = None,
) -> dict[Phase, Span]:
    """When each phase began and ended, without gaps.

    Detection lasts until somebody took it on (or, where nobody said so, began to investigate), the investigation until
    there was a plan (or, where nobody noted one, until it was mitigated), the mitigation until it was resolved. A step
    that is missing, or that is told to come after a later one, falls together with that later one: its phase is empty.
    """
    resolved = incident.resolved_at
    mitigating = _earliest(mitigation_began_at or incident.mitigated_at, resolved)
    acknowledged = _earliest(incident.acknowledged_at or investigation_began_at, mitigating)
    return {
        Phase.DETECTION: (None, acknowledged),
        Phase.INVESTIGATION: (acknowledged, mitigating),
        Phase.MITIGATION: (mitigating, resolved),
        Phase.POST_INCIDENT: (resolved, None),
    }


def phase_at(phases: dict[Phase, Span], moment: datetime) -> Phase:
    """Which of them a moment lies in; a phase that has not begun holds nothing."""
    reached = [phase for phase, (start, _) in phases.items() if phase == Phase.DETECTION or (start and start <= moment)]
    return reached[-1]


def _earliest(at: datetime | None, later: datetime | None) -> datetime | None:
    return min(at, later) if at and later else at or later
