"""Tasks that leave a trace in a file, for tests that watch other processes."""

import os
import time
from datetime import timedelta
from pathlib import Path

from afterword.core.jobs import GiveUp, schedule, task

TICKS = "TEST_TICKS"  # names the file that the schedule writes to


@task("probe.write")
def write(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@task("probe.slow")
def slow(path: str, seconds: float) -> None:
    write(path, f"start {os.getpid()}")
    time.sleep(seconds)
    write(path, f"end {os.getpid()}")


@task("probe.break")
def broken() -> None:
    raise ValueError("a cable is loose")


@task("probe.give_up")
def give_up() -> None:
    raise GiveUp("the address does not exist")


@schedule("probe.tick", every=timedelta(hours=1))
def tick() -> None:
    if path := os.environ.get(TICKS):
        write(path, f"tick {os.getpid()}")


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
