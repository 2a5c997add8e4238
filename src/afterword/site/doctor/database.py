"""The database: is it there, is it ours, is it sound."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from afterword.core import clock
from afterword.site.backup.schema import applied_on, unknown
from afterword.site.doctor.finding import Finding, ok, problem, warning

OLDEST_POSTGRES = 14
_SECONDS_APART = 5.0


def reachable() -> Finding:
    try:
        connection.ensure_connection()
        words = _postgres_words() if connection.vendor == "postgresql" else _sqlite_words()
    except DatabaseError as error:
        first_line = next(iter(str(error).strip().splitlines()), "")
        return problem("database", f"It does not answer: {first_line}", "Start it, or correct DATABASE_URL.")
    return ok("database", words)


def _postgres_words() -> str:
    return f"PostgreSQL {_asked('SHOW server_version').split()[0]}, database {connection.settings_dict['NAME']}."


def _sqlite_words() -> str:
    return f"SQLite {_asked('SELECT sqlite_version()')}, {connection.settings_dict['NAME']}."


def migrations() -> Finding:
    executor, name = MigrationExecutor(connection), "migrations"
    if newer := unknown(applied_on(connection)):
        return problem(
            name, f"The database is of a newer release: it has {' '.join(min(newer))}.", "Install that release again."
        )
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        return problem(name, f"{missing} are missing.", "Run `afterword migrate`, or start the server, which does it.")
    return ok(name, "All are applied.")


def soundness() -> Iterator[Finding]:
    yield from _postgres() if connection.vendor == "postgresql" else _sqlite()


def _sqlite() -> Iterator[Finding]:
    name = "integrity"
    mode = _asked("PRAGMA journal_mode")
    if mode != "wal":
        yield warning(
            name, f"Its journal mode is {mode}, not wal: readers wait.", "Is the data folder on a network disk?"
        )
    try:
        found = _asked("PRAGMA quick_check(1)")
    except DatabaseError as error:
        found = str(error)
    if found == "ok":
        yield ok(name, "SQLite finds nothing wrong.")
    else:
        yield problem(name, f"The file is damaged: {found}", "Stop Afterword and restore the last backup.")


def _postgres() -> Iterator[Finding]:
    name = "database settings"
    version = int(_asked("SHOW server_version_num")) // 10000
    encoding, isolation = _asked("SHOW server_encoding"), _asked("SHOW default_transaction_isolation")
    if version < OLDEST_POSTGRES:
        yield problem(name, f"PostgreSQL {version} is too old.", f"Take {OLDEST_POSTGRES} or newer.")
    if encoding != "UTF8":
        yield problem(name, f"Its encoding is {encoding}.", "Make a database with ENCODING 'UTF8' and restore into it.")
    if isolation != "read committed":
        yield warning(
            name,
            f"Transactions are {isolation}: some will fail that should wait.",
            "Set default_transaction_isolation to 'read committed' for this database.",
        )
    if version >= OLDEST_POSTGRES and encoding == "UTF8" and isolation == "read committed":
        yield ok(name, "Version, encoding and isolation are right.")


def clocks() -> Finding:
    name, now = "clock", clock.now()
    apart = _seconds_from_database() if connection.vendor == "postgresql" else 0.0
    remedy = "Let this machine follow a time server (systemd-timesyncd, chrony)."
    if not clock.is_showable(now) or now.year < 2025:
        return problem(name, f"It says {now:%Y-%m-%d %H:%M} UTC.", remedy)
    if abs(apart) > _SECONDS_APART:
        return warning(name, f"It differs from the database server's by {apart:.0f} seconds.", remedy)
    return ok(name, f"{now:%Y-%m-%d %H:%M:%S} UTC.")


def _seconds_from_database() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return float((cursor.fetchone()[0] - clock.now()).total_seconds())


def _asked(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])
