"""Taking a job, and closing it. Every closing update is fenced by (worker, attempts)."""

import random
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from afterword.core import clock
from afterword.core.jobs.models import Job, JobQuerySet
from afterword.core.jobs.registry import task_names

LONGEST_WAIT = timedelta(hours=1)
ERROR_LENGTH = 4000


def claim(worker: str, lease: timedelta) -> Job | None:
    """The oldest due job, held for `lease`; None when there is none. Looking without finding takes no write lock.

    Only tasks this process knows: during an upgrade the old worker leaves the new release's tasks alone.
    A job whose workers died on every attempt is given up here.
    """
    if not Job.objects.due(clock.now()).filter(task__in=task_names()).exists():
        return None
    with transaction.atomic():
        job = _next_due()
        if job is None:
            return None
        if job.attempts >= job.max_attempts:
            close_failed(job, f"The worker died {job.attempts} times while it ran this.")
            return None
        job.attempts += 1
        job.worker = worker
        job.lease_until = clock.now() + lease
        job.asked_again = False
        job.save(update_fields=["attempts", "worker", "lease_until", "asked_again"])
    return job


def _next_due() -> Job | None:
    due = Job.objects.due(clock.now()).filter(task__in=task_names()).order_by("run_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    return due.first()


def extend(job: Job, lease: timedelta) -> bool:
    """Hold on to the job for longer; False when it is no longer ours."""
    return bool(_held(job).update(lease_until=clock.now() + lease))


def close_done(job: Job) -> bool:
    """The work is done; False when another worker has taken the job over meanwhile, which then decides."""
    ours = _held(job)
    return bool(ours.filter(asked_again=False).update(done_at=clock.now(), lease_until=None)) or _start_over(job)


def close_failed(job: Job, error: str) -> bool:
    """Give up on it and keep the reason; False as for `close_done`."""
    error = _storable(error)
    ours = _held(job).filter(asked_again=False)
    return bool(ours.update(failed_at=clock.now(), lease_until=None, last_error=error)) or _start_over(job)


def put_back(job: Job, error: str) -> bool:
    """Try again later, ever later; False as for `close_done`."""
    run_at = clock.now() + wait_after(job.attempts)
    return bool(_held(job).update(run_at=run_at, lease_until=None, last_error=_storable(error)))


def release(job: Job) -> bool:
    """Let another worker have it at once, without counting this attempt; False as for `close_done`."""
    return bool(_held(job).update(lease_until=None, worker="", attempts=F("attempts") - 1))


def wait_after(attempts: int) -> timedelta:
    """2, 4, 8 ... seconds up to an hour, spread by half to both sides so that retries don't march in step."""
    seconds = min(2**attempts, LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))


def _start_over(job: Job) -> bool:
    """Closed while somebody asked for it again: open for a fresh run."""
    fresh = {"attempts": 0, "asked_again": False, "worker": "", "lease_until": None, "run_at": clock.now()}
    return bool(_held(job).filter(asked_again=True).update(**fresh))


def _held(job: Job) -> JobQuerySet:
    return Job.objects.filter(pk=job.pk).held_by(job.worker, job.attempts)


def _storable(error: str) -> str:
    """The end of it says most; PostgreSQL stores no NUL."""
    return error.replace("\x00", "")[-ERROR_LENGTH:]
