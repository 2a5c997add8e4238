"""The other bound: the same statements with the same values, sent by the bare driver to an identical database."""

import sqlite3
from collections.abc import Iterable
from typing import Any, Protocol

import psycopg

from benchmarks.installation import Database
from benchmarks.record import Recording, Statement

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-16000")


class Driver(Protocol):
    """A bare connection, as durable as the product's."""

    def begin(self) -> None: ...
    def commit(self) -> None: ...
    def run(self, statement: Statement) -> None: ...
    def close(self) -> None: ...


def driver_for(database: Database, statements: Iterable[Statement]) -> Driver:
    return Sqlite(database) if database.is_sqlite else Postgres(database, statements)


def replay(driver: Driver, recording: Recording) -> None:
    """Send the statements in their transactions and fetch every row."""
    is_open = False
    for statement in recording:
        if is_open and (statement.begins or not statement.in_transaction):
            driver.commit()
            is_open = False
        if statement.in_transaction and not is_open:
            driver.begin()
            is_open = True
        if not statement.is_marker:
            driver.run(statement)
    if is_open:
        driver.commit()


class Sqlite:
    """The driver keeps the compiled statements by itself."""

    def __init__(self, database: Database) -> None:
        self._connection = sqlite3.connect(database.file, isolation_level=None, cached_statements=512)
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        self._texts: dict[str, str] = {}

    def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def run(self, statement: Statement) -> None:
        text = self._texts.get(statement.sql)
        if text is None:
            text = self._texts[statement.sql] = statement.sql.replace("%s", "?").replace("%%", "%")
        self._connection.execute(text, statement.params).fetchall()

    def close(self) -> None:
        self._connection.close()


class Postgres:
    """Prepared on the server where the statement allows it; a few leave the type of a value open."""

    def __init__(self, database: Database, statements: Iterable[Statement]) -> None:
        self._connection = psycopg.connect(database.url, autocommit=True, prepare_threshold=0)
        self._prepared = self._connection.cursor()
        self._plain = psycopg.ClientCursor(self._connection)
        distinct = {statement.sql: statement for statement in statements if not statement.is_marker}
        self._preparable = {sql for sql, statement in distinct.items() if self._can_prepare(statement)}

    def begin(self) -> None:
        self._connection.execute("BEGIN")

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def run(self, statement: Statement) -> None:
        if statement.sql in self._preparable:
            self._fetch(self._prepared, statement)
        else:
            self._fetch(self._plain, statement)

    def close(self) -> None:
        self._connection.close()

    def _can_prepare(self, statement: Statement) -> bool:
        self.begin()
        try:
            self._fetch(self._prepared, statement)
        except psycopg.Error:
            return False
        finally:
            self._connection.execute("ROLLBACK")
        return True

    def _fetch(self, cursor: psycopg.Cursor[Any], statement: Statement) -> None:
        cursor.execute(statement.sql.encode(), statement.params)
        if cursor.description:
            cursor.fetchall()
