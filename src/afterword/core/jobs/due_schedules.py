"""Repeating tasks: any number of workers look, each due run is enqueued once."""

from datetime import datetime, timedelta

from django.db import transaction

from afterword.core import clock
from afterword.core.jobs.enqueue import enqueue
from afterword.core.jobs.models import Schedule
from afterword.core.jobs.registry import schedules


def keep_schedules() -> None:
    """Make the rows of new schedules, due at once, and bring forward those that got a shorter interval."""
    now = clock.now()
    Schedule.objects.bulk_create([Schedule(name=name, next_run_at=now) for name in schedules()], ignore_conflicts=True)
    for name, every in schedules().items():
        Schedule.objects.filter(name=name, next_run_at__gt=now + every).update(next_run_at=now + every)


def enqueue_due_schedules() -> None:
    """Enqueue what is due. The conditional update decides which worker does it; looking takes no write lock."""
    for due in Schedule.objects.filter(next_run_at__lte=clock.now(), name__in=schedules()):
        with transaction.atomic():
            following = _following(due.next_run_at, schedules()[due.name])
            if Schedule.objects.filter(pk=due.pk, next_run_at=due.next_run_at).update(next_run_at=following):
                enqueue(due.name, key="scheduled")


def _following(planned: datetime, every: timedelta) -> datetime:
    """The first moment of the same rhythm that is still to come."""
    return planned + every * ((clock.now() - planned) // every + 1)
