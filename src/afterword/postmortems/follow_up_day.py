"""When to look again whether what a report decided was done."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from afterword.core import clock
from afterword.incidents.models import Incident

AFTER = timedelta(days=30)


def usual_follow_up_day(incidents: Iterable[Incident], zone: str) -> date:
    """Thirty days after the last of them was over; after today where there is none."""
    ends = [each.resolved_at for each in incidents if each.resolved_at]
    return (max(ends, default=clock.now()).astimezone(ZoneInfo(zone)) + AFTER).date()
