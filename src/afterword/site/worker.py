"""The process that does jobs."""

import signal
import threading

from afterword.core.jobs.worker import Worker
from afterword.core.wakeup.bell import a_bell


def run_worker() -> None:
    """Do jobs until SIGTERM or SIGINT."""
    stop = threading.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stop.set())
    bell = a_bell()
    worker = Worker(bell).start()
    stop.wait()
    worker.stop()
    bell.stop()
