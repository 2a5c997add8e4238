"""Rows as lines of JSON, the same from either database."""

import base64
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from afterword.site.backup.archive import BackupRefused
from afterword.site.backup.schema import StoredTable

CHUNK_BYTES = 4 * 1024 * 1024
_ROWS_AT_ONCE = 100  # few, for a report's text may be megabytes


def chunks_of(table: StoredTable, source: BaseDatabaseWrapper) -> Iterator[tuple[int, bytes]]:
    """How many rows, and their lines; portions of some megabytes, in the order of their keys."""
    columns = [field.attname for field in table.fields]
    rows = table.model._base_manager.using(source.alias).order_by("pk").values_list(*columns)
    lines: list[bytes] = []
    size = 0
    for row in rows.iterator(chunk_size=_ROWS_AT_ONCE):
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_portable).encode() + b"\n"
        lines.append(line)
        size += len(line)
        if size >= CHUNK_BYTES:
            yield len(lines), b"".join(lines)
            lines, size = [], 0
    if lines:
        yield len(lines), b"".join(lines)


def _portable(value: object) -> str:
    match value:
        case UUID() | Decimal():
            return str(value)
        case date():  # and datetime
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"no way to keep a {type(value).__name__}")


def load(table: StoredTable, columns: list[str], lines: IO[bytes]) -> int:
    """Insert the rows; how many. BackupRefused when they don't fit."""
    by_column = {str(field.column): field for field in table.fields}
    fields = [by_column[column] for column in columns]
    quote = connection.ops.quote_name
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, columns))}) VALUES ({places})"
    count = 0
    try:
        with connection.cursor() as cursor:
            for rows in _portions(fields, lines):
                cursor.executemany(insert, rows)
                count += len(rows)
    except (DatabaseError, ValidationError, ValueError, TypeError) as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise BackupRefused(f"The rows of {table.name} can't be stored here: {reason}. Nothing was changed.") from error
    return count


def _portions(fields: "list[models.Field[object, object]]", lines: IO[bytes]) -> Iterator[list[list[Any]]]:
    rows: list[list[Any]] = []
    for line in lines:
        values = json.loads(line)
        rows.append([_for_database(field, value) for field, value in zip(fields, values, strict=True)])
        if len(rows) == _ROWS_AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _for_database(field: "models.Field[object, object]", value: object) -> object:
    if isinstance(field, models.JSONField):  # JSON's null is a value where the column allows no NULL
        return None if value is None and field.null else field.get_db_prep_value(value, connection)
    return field.get_db_prep_save(field.to_python(value), connection)
