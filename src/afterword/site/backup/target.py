"""Where a backup is restored to. Until the very end, whatever happens, it stays as it was."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection, transaction

from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.site.backup.schema import INDEX_TABLES, MIGRATIONS_TABLE, applied_on, tables_after

_MAGIC = b"SQLite format 3\0"
_STOP_FIRST = "Afterword is running on this database: stop it first, every node and worker. Nothing was changed."


def is_untouched() -> bool:
    """No tables at all, or nobody has an account and no incident was ever declared."""
    tables = set(connection.introspection.table_names())
    if not tables:
        return True
    if not {"people_user", "incidents_incident", "core_counter"} <= tables:
        raise Conflict("This database holds tables that are not Afterword's. Nothing was changed.")
    ever = (
        "SELECT EXISTS (SELECT 1 FROM people_user) OR EXISTS (SELECT 1 FROM incidents_incident) "
        "OR EXISTS (SELECT 1 FROM core_counter WHERE name = 'incident')"
    )
    with connection.cursor() as cursor:
        cursor.execute(ever)
        return not cursor.fetchone()[0]


class SqliteTarget:
    """A new file is built beside the old one, and takes its name in one step. The old one is kept."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._draft = self._file.with_name(f"{self._file.name}.restoring")
        self.kept: Path | None = None

    def check(self) -> bool:
        connection.close()
        if not self._file.exists():
            return True
        if not self._leave_alone():
            return False  # damaged: there is something, and nobody can say what
        try:
            return is_untouched()
        finally:
            connection.close()

    @contextmanager
    def building(self) -> Iterator[None]:
        self._clear()
        connection.close()
        name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(self._draft)
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")  # nobody needs it before it is whole; then it is synced
                cursor.execute("PRAGMA foreign_keys=OFF")  # checked when everything is in
            yield
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=DELETE")
            connection.close()
            self._take_the_name()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            self._clear()

    def _take_the_name(self) -> None:
        _sync(self._draft)
        self._draft.chmod(0o600)
        if self._file.exists():
            is_sound = self._leave_alone()
            self.kept = self._file.with_name(f"{self._file.name}.before-{clock.now():%Y-%m-%d-%H%M%S}")
            self.kept.hardlink_to(self._file)
            if not is_sound:  # what belongs to a damaged file must not be taken for the new one's
                for ending in ("-wal", "-shm"):
                    with suppress(FileNotFoundError):
                        Path(f"{self._file}{ending}").rename(f"{self.kept}{ending}")
        self._draft.replace(self._file)
        _sync(self._file.parent)

    def _leave_alone(self) -> bool:
        """Fold the old file's log into it, which works only while nobody else has it open. False when damaged."""
        with self._file.open("rb") as file:
            if file.read(len(_MAGIC)) not in (_MAGIC, b""):
                return False  # opening it would throw its log away
        try:
            old = sqlite3.connect(self._file, timeout=1, isolation_level=None)
            try:
                if old.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
                    raise Conflict(_STOP_FIRST)
                return True
            finally:
                old.close()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise Conflict(_STOP_FIRST) from error
            return False

    def _clear(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{self._draft}{ending}").unlink(missing_ok=True)


class PostgresTarget:
    """Everything in one transaction: others see the old database until it is committed, or for ever."""

    kept = None

    def check(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = 'afterword' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                raise Conflict(_STOP_FIRST)
        return is_untouched()

    @contextmanager
    def building(self) -> Iterator[None]:
        with transaction.atomic():
            self._drop_ours()
            check_constraints(at_once=True)
            yield

    def _drop_ours(self) -> None:
        there = set(connection.introspection.table_names())
        ours = {table.name for table in tables_after(applied_on(connection))} | {*INDEX_TABLES, MIGRATIONS_TABLE}
        with connection.cursor() as cursor:
            for name in sorted(ours & there):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


@contextmanager
def rows_in_any_order() -> Iterator[None]:
    """In the block a row may come before those that it points to."""
    with transaction.atomic():
        check_constraints(at_once=False)
        yield
        check_constraints(at_once=True)


def check_constraints(*, at_once: bool) -> None:
    """PostgreSQL changes no table while checks are outstanding, so in one long transaction each is done at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {'IMMEDIATE' if at_once else 'DEFERRED'}")


def target_here() -> SqliteTarget | PostgresTarget:
    if connection.vendor == "postgresql":
        return PostgresTarget()
    return SqliteTarget(Path(connection.settings_dict["NAME"]))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
