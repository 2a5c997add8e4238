from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.core.jobs import enqueue
from afterword.core.jobs.claim import claim, close_done, extend, release, wait_after
from afterword.core.jobs.models import Job
from afterword.core.jobs.run import run
from tests.core import probes  # noqa: F401

LEASE = timedelta(seconds=30)
pytestmark = pytest.mark.django_db


def claimed(worker: str) -> Job:
    job = claim(worker, LEASE)
    assert job
    return job


def test_looking_for_work_without_finding_any_is_one_plain_read() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert claim("one", LEASE) is None

    assert len(queries) == 1
    assert queries[0]["sql"].startswith("SELECT")
    assert "FOR UPDATE" not in queries[0]["sql"]


def test_a_held_job_is_nobody_elses_until_its_lease_is_over() -> None:
    enqueue("probe.break")
    held = claimed("one")
    assert claim("two", LEASE) is None

    with clock.later(LEASE / 2):
        assert extend(held, LEASE)
    with clock.later(LEASE + timedelta(seconds=1)):
        assert claim("two", LEASE) is None
    with clock.later(LEASE * 2):
        assert claimed("two").attempts == 2


def test_a_worker_that_lost_its_job_can_not_close_it() -> None:
    enqueue("probe.break")
    lost = claimed("one")
    with clock.later(LEASE * 2):
        taken_over = claimed("two")

        assert not extend(lost, LEASE)
        assert not close_done(lost)
        assert not run(lost)
        assert Job.objects.open().filter(worker="two", last_error="").exists()
        assert close_done(taken_over)


def test_a_failure_waits_longer_each_time_and_is_kept_after_the_last() -> None:
    enqueue("probe.break", max_attempts=3)
    now = clock.now()
    with clock.at(now):
        assert run(claimed("one"))
        first_wait = Job.objects.get().run_at - now
    with clock.at(now + timedelta(hours=1)):
        assert run(claimed("one"))
        second_wait = Job.objects.get().run_at - clock.now()
    with clock.at(now + timedelta(hours=2)):
        assert run(claimed("one"))
        assert claim("one", LEASE) is None

    job = Job.objects.failed().get()
    assert timedelta(seconds=1) <= first_wait <= timedelta(seconds=3)
    assert timedelta(seconds=2) <= second_wait <= timedelta(seconds=6)
    assert job.attempts == 3
    assert "a cable is loose" in job.last_error


def test_waits_end_at_an_hour_and_a_half() -> None:
    assert all(wait_after(60) <= timedelta(hours=1.5) for _ in range(50))


def test_a_handler_that_gives_up_is_not_tried_again() -> None:
    enqueue("probe.give_up")

    assert run(claimed("one"))

    assert Job.objects.failed().get().last_error == "the address does not exist"


def test_a_job_whose_workers_always_die_is_given_up() -> None:
    enqueue("probe.break", max_attempts=2)
    for days in (0, 1, 2):
        with clock.later(timedelta(days=days)):
            claim("one", LEASE)

    assert "died 2 times" in Job.objects.failed().get().last_error


def test_a_released_job_is_free_at_once_and_has_lost_no_attempt() -> None:
    enqueue("probe.break")

    assert release(claimed("one"))

    assert claimed("two").attempts == 1


def test_tasks_of_a_newer_release_are_left_alone() -> None:
    Job.objects.create(task="from.the.future")

    assert claim("one", LEASE) is None
