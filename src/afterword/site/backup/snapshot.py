"""One moment of the database, seen for as long as it takes, while everybody goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own in a transaction that only reads.

    SQLite: a read transaction of the write-ahead log; it takes no lock that a writer would wait for.
    PostgreSQL: REPEATABLE READ.
    """
    source = connection.copy(_ALIAS)
    if source.vendor == "sqlite":
        source.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[_ALIAS] = source
    try:
        with transaction.atomic(using=_ALIAS):
            _look(source)
            yield source
    finally:
        source.close()
        del connections[_ALIAS]


def _look(source: BaseDatabaseWrapper) -> None:
    """The moment is that of the first question."""
    with source.cursor() as cursor:
        if source.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master")
