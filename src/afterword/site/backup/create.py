"""Making a backup while people work."""

import os
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from afterword.core import clock
from afterword.core.errors import Conflict, DomainError
from afterword.core.files import all_in_folder
from afterword.site.backup import rows
from afterword.site.backup.archive import FILES, ROWS, SECRET_KEY, ArchiveWriter
from afterword.site.backup.manifest import Manifest, Table
from afterword.site.backup.schema import applied_on, tables_after, unknown
from afterword.site.backup.snapshot import snapshot

LAST_BACKUP = "last_backup"  # in the data folder: when the last one was made
# Who has a session's key is signed in; the rows are worth something only together with the secret key.
SESSIONS = "django_session"


def default_file() -> Path:
    folder = Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"afterword-{clock.now():%Y-%m-%d-%H%M%S}.tar.gz"


def back_up_to(file: Path, *, with_secret_key: bool = False) -> Manifest:
    """Under its name the file is whole or not there; readable by its owner only."""
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise DomainError(f"Can't write to {file.parent}: {error.strerror}.") from error
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            manifest = back_up(out, with_secret_key=with_secret_key)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as error:
        raise DomainError(f"The backup was not made: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def back_up(out: BinaryIO, *, with_secret_key: bool = False) -> Manifest:
    """Files, rows, and files again: what a row names was there before the row, and may be gone after it was read."""
    manifest = Manifest(version("afterword"), "", clock.now().isoformat(), [])
    manifest.has_files = all_in_folder() is not None
    with ArchiveWriter(out, manifest) as writer:
        _add_files(writer)
        with snapshot() as source:
            _add_rows(writer, source, with_sessions=with_secret_key)
        if with_secret_key:
            writer.add(SECRET_KEY, settings.SECRET_KEY.encode())
        _add_files(writer)
    (Path(settings.DATA) / LAST_BACKUP).write_text(f"{clock.now().isoformat()}\n")
    return manifest


def _add_rows(writer: ArchiveWriter, source: BaseDatabaseWrapper, *, with_sessions: bool) -> None:
    applied = applied_on(source)
    if not applied:
        raise Conflict("There is nothing to back up: the database is empty.")
    if newer := unknown(applied):
        raise Conflict(f"The database is newer than this Afterword: it doesn't know {' '.join(min(newer))}.")
    writer.manifest.database = source.vendor
    writer.manifest.migrations = sorted([app, name] for app, name in applied)
    for table in tables_after(applied):
        count = 0
        if table.name != SESSIONS or with_sessions:
            for number, (rows_in_chunk, lines) in enumerate(rows.chunks_of(table, source), start=1):
                writer.add(f"{ROWS}{table.name}/{number:06}.jsonl", lines)
                count += rows_in_chunk
        writer.manifest.tables[table.name] = Table(table.columns, count)


def _add_files(writer: ArchiveWriter) -> None:
    """Those that it hasn't yet. A file is named after its content and never changes."""
    for sha256, path in all_in_folder() or ():
        name = f"{FILES}{sha256}"
        if not writer.has(name):
            with suppress(FileNotFoundError):  # deleted this moment: no row names it
                writer.add_file(name, path)
