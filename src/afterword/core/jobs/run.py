"""Running one claimed job to its end."""

import logging
import traceback

from afterword.core.jobs.claim import close_done, close_failed, put_back
from afterword.core.jobs.models import Job
from afterword.core.jobs.registry import GiveUp, task_called

log = logging.getLogger(__name__)


def run(job: Job) -> bool:
    """Call the handler and close the job; False when it was taken over meanwhile and the other worker decides."""
    try:
        task_called(job.task).handler(**job.args)
    except GiveUp as error:
        return close_failed(job, str(error))
    except Exception:  # the boundary: a broken handler must not end the worker
        log.exception("job %s (%s) failed, attempt %s of %s", job.pk, job, job.attempts, job.max_attempts)
        return _close_broken(job, traceback.format_exc())
    return close_done(job)


def _close_broken(job: Job, error: str) -> bool:
    if job.attempts >= job.max_attempts:
        return close_failed(job, error)
    return put_back(job, error)
