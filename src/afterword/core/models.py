"""Rows that belong to no domain."""

from django.db import models

from afterword.core.jobs.models import Job, Schedule
from afterword.core.rows import JSON, Row
from afterword.core.search.models import SearchText

__all__ = ["JSON", "Counter", "Job", "Row", "Schedule", "SearchText"]


class Counter(models.Model):
    """The last number given out in a sequence that people read, such as incidents."""

    name = models.CharField(max_length=50, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"
