"""What a horizon means: until when, and how urgent, unless people say otherwise."""

from datetime import date, timedelta

from afterword.followups.models import Horizon, Priority

SUGGESTED_PRIORITY = {Horizon.WEEK: Priority.P0, Horizon.MONTH: Priority.P1, Horizon.QUARTER: Priority.P2}


def suggested_priority(horizon: str) -> Priority:
    return SUGGESTED_PRIORITY[Horizon(horizon)]


def suggested_due(horizon: str, *, resolved_on: date | None, today: date) -> date:
    """The end of the week, month or quarter in which the incident was resolved; of today's once that is past."""
    end = end_of(horizon, resolved_on) if resolved_on else today
    return end if resolved_on and end >= today else end_of(horizon, today)


def end_of(horizon: str, day: date) -> date:
    """The last day of the week (Sunday), month or quarter that the day is in."""
    if horizon == Horizon.WEEK:
        return day + timedelta(days=6 - day.weekday())
    month = day.month if horizon == Horizon.MONTH else (day.month + 2) // 3 * 3
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
