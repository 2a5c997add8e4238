"""A worker as a process of its own: `python -m tests.core.worker_process LEASE_SECONDS`. Ends with its stdin."""

import sys
from datetime import timedelta

import django

django.setup()

from afterword.core.jobs.worker import Worker  # noqa: E402 - models come after setup
from afterword.core.wakeup.bell import a_bell  # noqa: E402
from tests.core import probes  # noqa: E402, F401

if __name__ == "__main__":
    worker = Worker(a_bell(), lease=timedelta(seconds=float(sys.argv[1]))).start()
    sys.stdin.read()
    worker.stop()
