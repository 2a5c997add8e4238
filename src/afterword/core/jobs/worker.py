"""A process that does jobs."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection

from afterword.core.jobs.claim import claim, extend, release
from afterword.core.jobs.due_schedules import enqueue_due_schedules, keep_schedules
from afterword.core.jobs.models import Job
from afterword.core.jobs.run import run
from afterword.core.wakeup.bell import Bell

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
THREADS = 2  # so that one slow recipient does not hold up everything else
STOP_SECONDS = 3.0
_TROUBLE_SECONDS = 1.0


class Worker:
    """Some threads that claim and run jobs, and one that keeps their leases and the schedules."""

    def __init__(self, bell: Bell, *, threads: int = THREADS, lease: timedelta = LEASE) -> None:
        # Never the same twice: the fence tells a restarted worker from the one before it.
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}"
        self._bell = bell
        self._lease = lease
        self._stopping = threading.Event()
        self._held: dict[str, Job] = {}
        names = [f"{self.name}/{number}" for number in range(threads)]
        self._threads = [threading.Thread(target=self._work, args=(name,), name=name, daemon=True) for name in names]
        self._keeper = threading.Thread(target=self._keep, name="leases", daemon=True)

    def start(self) -> "Worker":
        for thread in (*self._threads, self._keeper):
            thread.start()
        return self

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Claim nothing more, wait so long for what runs, then leave the rest to other workers at once."""
        self._stopping.set()
        self._bell.ring()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for job in list(self._held.values()):
            release(job)

    def _work(self, name: str) -> None:
        while not self._stopping.is_set():
            seen = self._bell.count
            if not _surviving(lambda: self._run_next(name)):
                self._bell.wait(seen)
        connection.close()

    def _run_next(self, name: str) -> bool:
        close_old_connections()
        job = claim(name, self._lease)
        if job is None:
            return False
        self._held[name] = job
        try:
            run(job)
        finally:
            del self._held[name]
        return True

    def _keep(self) -> None:
        """Extend leases three times within each, and look at the schedules every second."""
        _surviving(keep_schedules)
        extend_at = 0.0
        while not self._stopping.wait(min(1.0, self._lease.total_seconds() / 3)):
            _surviving(enqueue_due_schedules)
            if time.monotonic() >= extend_at:
                extend_at = time.monotonic() + self._lease.total_seconds() / 3
                _surviving(self._extend_all)
        connection.close()

    def _extend_all(self) -> None:
        close_old_connections()
        for job in list(self._held.values()):
            if not extend(job, self._lease):
                log.warning("job %s (%s) was taken over by another worker", job.pk, job)


def _surviving(step: Callable[[], bool | None]) -> bool:
    """Do the step; when the database is away, say so, wait a moment and go on."""
    try:
        return bool(step())
    except DatabaseError as error:
        log.warning("the database is in trouble, the worker waits: %s", error)
        connection.close()
        time.sleep(_TROUBLE_SECONDS)
        return False
