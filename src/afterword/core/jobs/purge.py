"""Forgetting finished jobs."""

from datetime import timedelta

from afterword.core import clock
from afterword.core.jobs.models import Job
from afterword.core.jobs.registry import schedule

KEPT_DONE = timedelta(days=7)
KEPT_FAILED = timedelta(days=180)
_AT_ONCE = 1000


@schedule("jobs.purge", every=timedelta(hours=1))
def purge() -> None:
    """Delete jobs done a week ago, and failed ones half a year ago; in portions, so that nobody waits long."""
    old = Job.objects.filter(done_at__lt=clock.now() - KEPT_DONE)
    given_up = Job.objects.filter(failed_at__lt=clock.now() - KEPT_FAILED)
    for jobs in (old, given_up):
        while ids := list(jobs.values_list("pk", flat=True)[:_AT_ONCE]):
            Job.objects.filter(pk__in=ids).delete()
