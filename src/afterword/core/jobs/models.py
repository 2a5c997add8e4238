"""Work to be done outside of a request, as rows."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from afterword.core import clock
from afterword.core.rows import JSON, Row

OPEN = Q(done_at=None, failed_at=None)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        """Neither done nor given up."""
        return self.filter(OPEN)

    def due(self, at: datetime) -> Self:
        """Open, its time has come, and no worker holds it."""
        return self.open().filter(Q(run_at__lte=at), Q(lease_until=None) | Q(lease_until__lt=at))

    def failed(self) -> Self:
        """Given up: kept until somebody has looked."""
        return self.exclude(failed_at=None)

    def held_by(self, worker: str, attempts: int) -> Self:
        """The fence: matches only while this attempt of this worker still owns the job."""
        return self.open().filter(worker=worker, attempts=attempts)


class Job(Row):
    """One call of one task. At least once: a worker may die after the work and before the closing update."""

    MAX_ATTEMPTS: ClassVar = 8

    task = models.CharField(max_length=100)
    args: "models.JSONField[JSON, JSON]" = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - no key differs from an empty one
    created_at = models.DateTimeField(default=clock.now)
    run_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=MAX_ATTEMPTS)
    asked_again = models.BooleanField(default=False)  # enqueued once more while open: what it saw may be old
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("run_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("task", "key"), condition=OPEN & Q(key__isnull=False), name="job_key_open"),
        )
        indexes = (
            models.Index(fields=("run_at",), condition=OPEN, name="job_open"),
            models.Index(fields=("done_at",), condition=Q(done_at__isnull=False), name="job_done"),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.key or self.pk}"


class Schedule(models.Model):
    """When a repeating task runs next; the row is what several workers agree on."""

    name = models.CharField(max_length=100, primary_key=True)
    next_run_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} at {self.next_run_at:%Y-%m-%d %H:%M:%S}"
