"""A real Afterword: the process that `make run` starts, with data of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.migrated import put_migrated

PROGRAM = Path(sys.executable).parent / "afterword"
START_SECONDS, STOP_SECONDS = 60, 10


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Person:
    """Someone who can sign in to the running server, by browser or by token."""

    name: str
    email: str
    password: str
    token: str = field(repr=False)


@dataclass
class Server:
    """Start it, talk to it, stop it. `command` runs another `afterword ...` on the same data."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        ours = {"AFTERWORD_DATA": str(self.folder / "var"), "PORT": str(self.port), "AFTERWORD_DEMO": "0"}
        return {**kept, **ours}

    def command(self, *arguments: str) -> str:
        """What it printed; fails the test with its complaint when it did not work."""
        done = subprocess.run(
            (PROGRAM, *arguments), env=self.environment(), cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"afterword {' '.join(arguments[:2])}: {done.stderr or done.stdout}"
        return done.stdout.strip()

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                (PROGRAM, "serve"),
                env=self.environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"afterword serve did not get ready:\n{self.log}")
            time.sleep(0.1)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def person(self, name: str, *, is_administrator: bool = False) -> Person:
        """Make an account, and a token for it."""
        email, password = f"{name.lower()}@example.com", f"{name} types quickly"
        options = ("--admin",) if is_administrator else ()
        self.command("user", "create", "--email", email, "--password", password, "--name", name, *options)
        return Person(name, email, password, self.command("token", "create", "--user", email))

    def api(self, person: Person) -> httpx.Client:
        """The HTTP API as this person, to set a scene quickly."""
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {person.token}"}, timeout=20)


def a_running_server(folder: Path) -> Iterator[Server]:
    """A server until the caller is done with it. Without demo data: it has people before its first start."""
    running = Server(folder)
    put_migrated(folder / "var" / "afterword.sqlite3")
    running.person("Di", is_administrator=True)
    running.start()
    yield running
    running.stop()
