"""Asking for work."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afterword.core import clock
from afterword.core.jobs.models import Job
from afterword.core.jobs.registry import task_called
from afterword.core.wakeup.announce import announce


def enqueue(
    name: str,
    args: dict[str, Any] | None = None,
    *,
    key: str | None = None,
    run_at: datetime | None = None,
    delay: timedelta = timedelta(),
    max_attempts: int = Job.MAX_ATTEMPTS,
) -> None:
    """Have a task run after the caller's transaction commits; no commit, no job. A free worker starts it at once.

    While an open job of the same task has the same `key` there is no second one. If a worker has that job in hand
    already, it runs once more afterwards, so that it also sees what this transaction changed.
    LookupError when there is no such task, TypeError when its handler doesn't take these arguments.
    """
    args = args or {}
    task_called(name).check(args)
    job = Job(task=name, args=args, key=key, run_at=(run_at or clock.now()) + delay, max_attempts=max_attempts)
    if key is None:
        job.save(force_insert=True)
    else:
        _insert_once(job)
    announce()


@transaction.atomic(savepoint=False)  # one with the caller's: a savepoint is two more round trips for nothing
def _insert_once(job: Job) -> None:
    """Mark the open job of this key, or insert this one.

    Marking comes first: it locks the row until our commit, so no worker can take it and finish on old data.
    Round again when the one that was in the way closed between the two statements.
    """
    same = Job.objects.open().filter(task=job.task, key=job.key)
    while not same.update(asked_again=True):
        Job.objects.bulk_create([job], ignore_conflicts=True)
        if Job.objects.filter(pk=job.pk).exists():
            return
