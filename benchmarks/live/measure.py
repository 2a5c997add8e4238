"""One run of the load generator against one server, and what it found."""

import json
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from benchmarks.live.scenes import Scene
from benchmarks.live.servers import PROTOCOLS, Running, World

WARM_UP, SECONDS = "2", "8"
TIMEOUT = 180.0
PAGES, PAUSE = 220, 0.01  # page requests, and seconds between two
SETTLED = 3.5  # seconds until everybody has come in and types


class RunFailed(Exception):
    """The run can't be used: something was lost, or the load generator stopped; the sentence says what."""


@dataclass(frozen=True)
class Run:
    """Times in milliseconds, memory in bytes; `cpu` is processor time in milliseconds per 1,000 delivered updates."""

    delivered: float
    cpu: float
    p50: float
    p99: float
    memory: int


@dataclass
class Found:
    """All runs of a scene by server, and of the page requests beside it."""

    scene: Scene
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def ratio(self, name: str, reference: str, what: str) -> float:
        """The median over the rounds of what one server needed, divided by what the other needed in that round."""
        pairs = zip(self.runs[name], self.runs[reference], strict=True)
        ratios: list[float] = [getattr(ours, what) / getattr(theirs, what) for ours, theirs in pairs]
        return median(ratios)


def run_of(scene: Scene, name: str, server: Running, generator: Path, *, seconds: str = SECONDS) -> Run:
    """Raises RunFailed when an update is missing anywhere, or a connection was closed."""
    where = ("--url", f"ws://127.0.0.1:{server.port}", "--proto", PROTOCOLS[name], "--pid", str(server.pid))
    length = ("--warmup", WARM_UP, "--duration", seconds)
    done = subprocess.run(
        (str(generator), "load", *scene.load, *length, *where, *server.arguments),
        capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    lines = done.stdout.strip().splitlines()
    if not lines:
        raise RunFailed(f"{name} in {scene.name}: {done.stderr.strip()[-300:]}")
    said = json.loads(lines[-1])
    if said["missing"] or said["closed"] or (said["server_missing"] and name != "relay"):
        raise RunFailed(f"{name} in {scene.name} lost something: {lines[-1]}")
    return Run(said["delivered_per_s"], said["cpu_ms_per_1000"], said["p50_ms"], said["p99_ms"], said["rss_kb"] * 1024)


def page_times(server: Running, world: World, stop: threading.Event | None = None) -> list[float]:
    """Milliseconds of requests for a report's page, one after another; until `stop` when that is given."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    times: list[float] = []
    while (not stop.is_set()) if stop else len(times) < PAGES:
        began = time.perf_counter()
        connection.request("GET", world.pages[0], headers={"Cookie": world.cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RunFailed(f"the page answered {answer.status}")
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(PAUSE)
    connection.close()
    return times[min(20, len(times) // 4) :]  # without those that fill caches


def page_ratio(scene: Scene, name: str, server: Running, world: World, generator: Path) -> float:
    """The page's p99 while the scene plays, divided by that while nothing else is done."""
    idle = page_times(server, world)
    stop, busy = threading.Event(), []

    def ask() -> None:
        time.sleep(SETTLED)
        busy.extend(page_times(server, world, stop))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        run_of(scene, name, server, generator)
    finally:
        stop.set()
        asking.join()
    return p99(busy) / p99(idle)


def p99(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.99) - 1)]
