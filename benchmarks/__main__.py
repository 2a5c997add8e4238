"""Measure, print the page, and keep it in the documentation.

    python -m benchmarks [--rounds N] [--database sqlite|postgresql] [--keep]

Each database is measured in a process of its own. PostgreSQL is left out, and that is said, where there is none.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from benchmarks.figures import Figures
from benchmarks.installation import Database, administer, environment_for, free_port, fresh_folder
from benchmarks.page_file import PAGE, keep_page
from benchmarks.report import page
from tests.services import postgres
from tests.services.missing import ServiceMissing

ROUNDS = 60
DURABLE = ("synchronous_commit=on", "fsync=on")
COPIES = ("bench", "bench_bare", "bench_served")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of five requests to each of the three")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="only this one")
    parser.add_argument("--keep", action="store_true", help=f"write the page to {PAGE.name}")
    wanted = parser.parse_args()
    load, found = os.getloadavg()[0], []
    if wanted.database != "postgresql":
        found.append(on_sqlite(wanted.rounds))
    if wanted.database != "sqlite":
        found += on_postgres(wanted.rounds)
    text = page(found, load)
    print(text)
    if wanted.keep:
        keep_page(text)
    return 0


def on_sqlite(rounds: int) -> Figures:
    with a_folder() as folder:
        return measured(Database(f"sqlite:///{folder / 'bench.sqlite3'}"), folder, rounds)


def on_postgres(rounds: int) -> list[Figures]:
    """Nothing where there is no PostgreSQL."""
    try:
        server = postgres.start(DURABLE)
    except ServiceMissing:
        print("PostgreSQL is not measured: there is none on this machine.", file=sys.stderr)
        return []
    database = Database(server.url_of(COPIES[0]))
    try:
        drop(database)
        administer(database, f'CREATE DATABASE "{COPIES[0]}"')
        with a_folder() as folder:
            return [measured(database, folder, rounds)]
    finally:
        drop(database)
        server.stop()


def measured(database: Database, folder: Path, rounds: int) -> Figures:
    """Fill, record and measure in a child process. RuntimeError when it fails; its reason stands above."""
    print(f"On {'SQLite' if database.is_sqlite else 'PostgreSQL'}:", file=sys.stderr)
    done = subprocess.run(
        (sys.executable, "-m", "benchmarks.one_database", str(rounds)),
        env=environment_for(database, folder, free_port()),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"measuring {database.url} failed")
    return msgspec.json.decode(done.stdout, type=Figures)


def drop(database: Database) -> None:
    for name in COPIES:
        administer(database, f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def a_folder() -> Iterator[Path]:
    folder = fresh_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
