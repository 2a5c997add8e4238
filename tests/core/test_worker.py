"""Workers as real processes, killed for real."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from afterword.core.jobs import enqueue
from afterword.core.jobs.models import Job
from tests import installation
from tests.core.probes import TICKS, lines
from tests.core.waiting import until

StartWorker = Callable[..., "subprocess.Popen[bytes]"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start_worker() -> Iterator[StartWorker]:
    started = []

    def start(lease_seconds: float = 30, **environment: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.core.worker_process", str(lease_seconds)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=installation.environment(**environment))
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_job_starts_at_once_after_the_commit(start_worker: StartWorker, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    start_worker()
    enqueue("probe.write", {"path": str(trace), "line": "warm"})
    until(lambda: lines(trace))

    waits = []
    for number in range(5):
        time.sleep(0.15)
        asked = time.monotonic()
        with transaction.atomic():
            enqueue("probe.write", {"path": str(trace), "line": str(number)})
        until(lambda: lines(trace)[-1] == str(number))  # noqa: B023 - used within the round
        waits.append(time.monotonic() - asked)

    assert sorted(waits)[2] < 0.5  # far below the slow poll of a second


def test_a_killed_workers_job_is_redone_by_another_and_closed_once(start_worker: StartWorker, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    first = start_worker(lease_seconds=1)
    enqueue("probe.slow", {"path": str(trace), "seconds": 1.5})
    until(lambda: lines(trace))
    first.send_signal(signal.SIGKILL)
    second = start_worker(lease_seconds=1)

    until(lambda: Job.objects.filter(task="probe.slow").exclude(done_at=None).exists())

    assert lines(trace) == [f"start {first.pid}", f"start {second.pid}", f"end {second.pid}"]
    job = Job.objects.get(task="probe.slow")
    assert job.attempts == 2
    assert f":{second.pid}:" in job.worker


def test_a_worker_that_was_stopped_too_long_does_not_close_what_another_has_taken(
    start_worker: StartWorker, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    first = start_worker(lease_seconds=1)
    # Its first scheduled jobs are over: stopped in the middle of one, it would hold SQLite's only write lock.
    until(lambda: Job.objects.filter(task="probe.tick").exists() and not Job.objects.open().exists())
    time.sleep(0.2)
    enqueue("probe.slow", {"path": str(trace), "seconds": 1})
    until(lambda: lines(trace))
    first.send_signal(signal.SIGSTOP)
    second = start_worker(lease_seconds=1)
    until(lambda: len(lines(trace)) == 2)
    first.send_signal(signal.SIGCONT)

    until(lambda: len(lines(trace)) == 4)
    until(lambda: Job.objects.filter(task="probe.slow").exclude(done_at=None).exists())
    job = Job.objects.get(task="probe.slow")
    assert f":{second.pid}:" in job.worker
    assert job.attempts == 2


def test_the_lease_of_a_long_job_is_extended(start_worker: StartWorker, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    start_worker(lease_seconds=1)
    start_worker(lease_seconds=1)
    enqueue("probe.slow", {"path": str(trace), "seconds": 3})

    until(lambda: Job.objects.filter(task="probe.slow").exclude(done_at=None).exists())

    assert len(lines(trace)) == 2


def test_a_worker_that_ends_leaves_its_job_to_others_at_once(start_worker: StartWorker, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    first = start_worker(lease_seconds=300)
    enqueue("probe.slow", {"path": str(trace), "seconds": 60})
    until(lambda: lines(trace))
    assert first.stdin
    first.stdin.close()
    first.stdin = None
    assert first.wait(10) == 0

    start_worker(lease_seconds=300)

    until(lambda: len(lines(trace)) == 2)


def test_many_jobs_and_workers_each_job_once(start_worker: StartWorker, tmp_path: Path) -> None:
    trace, ticks = tmp_path / "trace", tmp_path / "ticks"
    for number in range(60):
        enqueue("probe.write", {"path": str(trace), "line": str(number)})
    for _ in range(2):
        start_worker(**{TICKS: str(ticks)})

    until(lambda: not Job.objects.open().exists() and lines(ticks), seconds=20)

    assert sorted(map(int, lines(trace))) == list(range(60))
    assert len(lines(ticks)) == 1  # both looked at the schedule, it ran once
