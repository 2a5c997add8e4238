"""Bringing the database to this release, by one node at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_LOCK_NUMBER = 0x0AF7E540  # any number that no other program on the database uses


def migrate() -> None:
    """Apply what is missing; at once done when nothing is. Nodes that start together wait for the first."""
    if not is_behind():
        return
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)


def is_behind() -> bool:
    """Whether migrations of this release are missing in the database."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone() -> Iterator[None]:
    lock = _lock_in_postgres if connection.vendor == "postgresql" else _lock_in_data_folder
    with lock():
        yield


@contextmanager
def _lock_in_postgres() -> Iterator[None]:
    """An advisory lock of the session; PostgreSQL lets go of it when the connection ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK_NUMBER])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK_NUMBER])


@contextmanager
def _lock_in_data_folder() -> Iterator[None]:
    """A lock on a file; the system lets go of it when the process ends."""
    with (Path(settings.DATA) / "migrate.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
