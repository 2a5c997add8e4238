"""Work after the commit: `@task`, `@schedule`, `enqueue`."""

from afterword.core.jobs.enqueue import enqueue
from afterword.core.jobs.registry import GiveUp, schedule, task

__all__ = ["GiveUp", "enqueue", "schedule", "task"]
