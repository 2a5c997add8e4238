"""A real Afterword for the measurement: a data folder and databases of its own, its servers as real processes."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

START_SECONDS, STOP_SECONDS = 30.0, 10.0
PROGRAM = str(Path(sys.executable).parent / "afterword")
SECRET = "only-for-measuring"


@dataclass(frozen=True)
class Database:
    """Where one copy of the data is: `sqlite:///file` or `postgres://...`."""

    url: str

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def named(self, name: str) -> "Database":
        """Its neighbour of another name."""
        if self.is_sqlite:
            return Database(f"sqlite:///{self.file.with_name(name)}.sqlite3")
        return Database(urlunsplit(urlsplit(self.url)._replace(path=f"/{name}")))

    def copy_to(self, other: "Database") -> None:
        """The same rows under another name. Nobody may be connected to either."""
        if self.is_sqlite:
            with sqlite3.connect(self.file) as source:
                source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(self.file, other.file)
        else:
            administer(self, f'CREATE DATABASE "{name_in(other)}" TEMPLATE "{name_in(self)}"')


def name_in(database: Database) -> str:
    return urlsplit(database.url).path.lstrip("/")


def administer(database: Database, statement: str) -> None:
    """Run one statement on the server's own database, such as one that makes another."""
    with psycopg.connect(database.named("postgres").url, autocommit=True) as connection:
        connection.execute(statement.encode())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A server process that answers on its port from `start` to `stop`."""

    command: Sequence[str]
    environment: dict[str, str]
    port: int
    path: str = "/healthz"
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def pid(self) -> int:
        assert self.process, "not started"
        return self.process.pid

    def start(self) -> float:
        """Seconds until it accepted a connection. RuntimeError when it does not in time."""
        began = time.perf_counter()
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=subprocess.DEVNULL)
        while time.perf_counter() - began < START_SECONDS and self.process.poll() is None:
            if _answers(self.port, self.path):
                return time.perf_counter() - began
            time.sleep(0.005)
        self.stop()
        raise RuntimeError(f"{self.command[-1]} did not start")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def environment_for(database: Database, folder: Path, port: int) -> dict[str, str]:
    """What a server needs to know, and nothing that the shell happens to hold."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return {
        **kept,
        "AFTERWORD_DATA": str(folder),
        "AFTERWORD_SECRET_KEY": SECRET,
        "DATABASE_URL": database.url,
        "DJANGO_SETTINGS_MODULE": "afterword.site.settings",
        "PORT": str(port),
    }


def product_on(database: Database, folder: Path) -> Server:
    """`afterword serve`, as shipped."""
    port = free_port()
    return Server((PROGRAM, "serve"), environment_for(database, folder, port), port)


def hello_beside(database: Database, folder: Path) -> Server:
    port = free_port()
    command = (sys.executable, "-m", "benchmarks.hello", str(port))
    return Server(command, environment_for(database, folder, port), port)


def fresh_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="afterword-bench-"))


def _answers(port: int, path: str) -> bool:
    """Whether there is an answer of any kind; the listening socket alone exists before the application is loaded."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
            probe.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
            return bool(probe.recv(1))
    except OSError:
        return False
