import threading
from datetime import timedelta

import pytest
from django.db import connection

from afterword.core import clock
from afterword.core.jobs.due_schedules import enqueue_due_schedules, keep_schedules
from afterword.core.jobs.models import Job, Schedule
from afterword.core.jobs.purge import purge
from tests.core import probes  # noqa: F401


def ticks() -> int:
    return Job.objects.filter(task="probe.tick").count()


@pytest.mark.django_db
def test_a_schedule_runs_at_first_sight_and_then_in_its_rhythm() -> None:
    keep_schedules()
    enqueue_due_schedules()
    enqueue_due_schedules()
    assert ticks() == 1

    Job.objects.update(done_at=clock.now())
    with clock.later(timedelta(minutes=59)):
        enqueue_due_schedules()
        assert ticks() == 1
    with clock.later(timedelta(minutes=61)):
        enqueue_due_schedules()
        assert ticks() == 2


@pytest.mark.django_db
def test_runs_missed_while_nothing_was_up_are_made_good_by_one() -> None:
    keep_schedules()
    with clock.later(timedelta(days=3)):
        enqueue_due_schedules()
        enqueue_due_schedules()
        assert ticks() == 1
        assert Schedule.objects.get(name="probe.tick").next_run_at > clock.now()


@pytest.mark.django_db
def test_a_shorter_interval_counts_from_now_on() -> None:
    Schedule.objects.create(name="probe.tick", next_run_at=clock.now() + timedelta(days=30))

    keep_schedules()

    assert Schedule.objects.get(name="probe.tick").next_run_at <= clock.now() + timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_enqueues_a_due_run() -> None:
    keep_schedules()
    together = threading.Barrier(4)

    def look() -> None:
        together.wait()
        enqueue_due_schedules()
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    job = Job.objects.get(task="probe.tick")
    assert not job.asked_again


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_and_open_ones_never() -> None:
    now = clock.now()
    week, year = timedelta(days=8), timedelta(days=366)
    Job.objects.create(task="probe.tick", args={"is": "open"}, run_at=now - year)
    Job.objects.create(task="probe.tick", args={"is": "done lately"}, done_at=now)
    Job.objects.create(task="probe.tick", args={"is": "done long ago"}, done_at=now - week)
    Job.objects.create(task="probe.tick", args={"is": "failed"}, failed_at=now - week)
    Job.objects.create(task="probe.tick", args={"is": "failed long ago"}, failed_at=now - year)

    purge()

    assert {job.args["is"] for job in Job.objects.all()} == {"open", "done lately", "failed"}
