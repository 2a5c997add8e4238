"""Making an installation what a backup says."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import IntegrityError, connection

from afterword.core.errors import Conflict
from afterword.core.files import put_back
from afterword.core.models import Job
from afterword.followups import searching as followups
from afterword.incidents import searching as incidents
from afterword.postmortems import searching as postmortems
from afterword.runbooks import searching as runbooks
from afterword.site.backup import rows
from afterword.site.backup.archive import FILES, ROWS, SECRET_KEY, Archive, BackupRefused
from afterword.site.backup.manifest import Manifest
from afterword.site.backup.schema import Node, StoredTable, migrate_to, tables_after, unknown
from afterword.site.backup.target import rows_in_any_order, target_here


@dataclass
class Restored:
    manifest: Manifest
    kept: Path | None  # the database file that was here before
    brings_secret_key: bool


def restore(file: BinaryIO, *, is_replacing: bool = False, tell: Callable[[str], None] = lambda _: None) -> Restored:
    """All of it, or nothing: BackupRefused and Conflict change nothing, nor does a killed process."""
    tell("Checking the backup")
    archive = Archive(file)
    manifest = archive.manifest
    _check_release(manifest)
    _check_room(manifest.size)
    target = target_here()
    if not target.check() and not is_replacing:
        raise Conflict("This installation is not empty. To replace what is in it, add --replace. Nothing was changed.")
    loading = _Loading(archive)
    with target.building():
        loading.load(tell)
    loading.keep_secret_key()
    return Restored(manifest, target.kept, bool(loading.secret_key))


def _check_release(manifest: Manifest) -> None:
    nodes = _nodes(manifest)
    if unknown(nodes):
        raise BackupRefused(
            f"This backup was made by Afterword {manifest.version}, which is newer than this one: "
            "install that version first. Nothing was changed."
        )
    meant = {table.name: sorted(table.columns) for table in tables_after(nodes)}
    if meant != {name: sorted(table.columns) for name, table in manifest.tables.items()}:
        raise BackupRefused("No release of Afterword has the tables and columns of this backup. Nothing was changed.")


def _check_room(size: int) -> None:
    free = shutil.disk_usage(settings.DATA).free
    if free < size:
        raise BackupRefused(
            f"The backup needs {size // 1_000_000 + 1} MB, and {settings.DATA} has {free // 1_000_000} MB left. "
            "Nothing was changed."
        )


def _nodes(manifest: Manifest) -> set[Node]:
    return {(app, name) for app, name in manifest.migrations}


class _Loading:
    """Rows into the database that is being built, and files into their folder, where they harm nobody yet."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.secret_key = b""

    def load(self, tell: Callable[[str], None]) -> None:
        nodes = _nodes(self._archive.manifest)
        tell("Making the tables")
        if not migrate_to(connection, nodes):
            raise BackupRefused("No release of Afterword has the tables of this backup. Nothing was changed.")
        tables = {table.name: table for table in tables_after(nodes)}
        tell("Loading")
        with rows_in_any_order():
            self._fill(tables)
        tell("Bringing it to this release")
        call_command("migrate", interactive=False, verbosity=0)
        Job.objects.open().exclude(lease_until=None).update(lease_until=None, worker="")
        tell("Indexing for search")
        for each in (incidents, followups, postmortems, runbooks):
            each.reindex_all()

    def _fill(self, tables: dict[str, StoredTable]) -> None:
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for name in tables:  # what migrations have seeded
                cursor.execute(f"DELETE FROM {quote(name)}")
        loaded = dict.fromkeys(tables, 0)
        for name, stream in self._archive.walk():
            if name.startswith(FILES):
                put_back(name.removeprefix(FILES), stream)
            elif name == SECRET_KEY:
                self.secret_key = stream.read()
            else:
                table = name.removeprefix(ROWS).partition("/")[0]
                if table not in tables:
                    raise BackupRefused(f"The backup holds {name}, which belongs nowhere. Nothing was changed.")
                loaded[table] += rows.load(tables[table], self._archive.manifest.tables[table].columns, stream)
        self._check(loaded)
        _reset_sequences(tables)

    def _check(self, loaded: dict[str, int]) -> None:
        meant = {name: table.rows for name, table in self._archive.manifest.tables.items()}
        wrong = [name for name in meant if not loaded[name] == meant[name] == _count(name)]
        if wrong:
            raise BackupRefused(f"Rows are missing from {', '.join(wrong)}. Nothing was changed.")
        try:
            connection.check_constraints()
        except IntegrityError as error:
            reason = str(error).splitlines()[0]
            raise BackupRefused(
                f"Rows point to others that the backup has not: {reason} Nothing was changed."
            ) from error

    def keep_secret_key(self) -> None:
        if self.secret_key:
            file = Path(settings.DATA) / "secret_key"
            _write(file, lambda out: out.write(self.secret_key))


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        return int(cursor.fetchone()[0])


def _reset_sequences(tables: dict[str, StoredTable]) -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables.values()])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _write(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Whole or not at all, and for its owner only."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
