import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from afterword.core import clock
from afterword.core.jobs import enqueue
from afterword.core.jobs.claim import claim, close_done
from afterword.core.jobs.models import Job
from tests.core import probes  # noqa: F401

LEASE = timedelta(seconds=30)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_job() -> None:
    with transaction.atomic():
        enqueue("probe.break")
        transaction.set_rollback(True)

    assert not Job.objects.exists()


@pytest.mark.django_db
def test_an_unknown_task_or_wrong_arguments_are_noticed_when_enqueuing() -> None:
    with pytest.raises(LookupError, match=r"probe\.nothing"):
        enqueue("probe.nothing")
    with pytest.raises(TypeError):
        enqueue("probe.write", {"path": "/dev/null"})

    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_key_is_unique_while_its_job_is_open_and_free_again_afterwards() -> None:
    enqueue("probe.break", key="once")
    enqueue("probe.break", key="once")
    enqueue("probe.give_up", key="once")
    assert Job.objects.filter(task="probe.break").count() == 1

    Job.objects.update(done_at=clock.now())
    enqueue("probe.break", key="once")
    assert Job.objects.filter(task="probe.break").count() == 2


@pytest.mark.django_db
def test_jobs_without_a_key_are_each_their_own() -> None:
    enqueue("probe.break")
    enqueue("probe.break")

    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_a_job_asked_for_again_while_it_runs_runs_once_more() -> None:
    enqueue("probe.break", key="once")
    running = claim("one", LEASE)
    enqueue("probe.break", key="once")
    assert running
    assert close_done(running)

    again = claim("two", LEASE)
    assert again
    assert (again.pk, again.attempts) == (running.pk, 1)
    assert close_done(again)
    assert claim("two", LEASE) is None


@pytest.mark.django_db
def test_a_job_does_not_start_before_its_time() -> None:
    enqueue("probe.break", delay=timedelta(days=30))
    assert claim("one", LEASE) is None

    with clock.later(timedelta(days=31)):
        assert claim("one", LEASE)


@pytest.mark.django_db(transaction=True)
def test_two_transactions_with_one_key_make_one_job(tmp_path: Path) -> None:
    together = threading.Barrier(2)

    def ask() -> None:
        together.wait()
        for number in range(20):
            enqueue("probe.break", key=f"key {number}")
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Job.objects.count() == 20
