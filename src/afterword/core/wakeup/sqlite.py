"""Wake-up on SQLite: `PRAGMA data_version` changes whenever another connection, of any process, has committed."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection

_POLL_SECONDS = 0.05


class SqliteSource:
    def __init__(self) -> None:
        self._path = Path(str(connection.settings_dict["NAME"])).absolute()

    def listen(self, ring: Callable[[], None], stop: threading.Event) -> None:
        # A connection of its own: the pragma says nothing about commits of the connection that asks.
        with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True)) as own:
            version = _version(own)
            while not stop.wait(_POLL_SECONDS):
                newer = _version(own)
                if newer != version:
                    version = newer
                    ring()


def _version(own: sqlite3.Connection) -> int:
    (version,) = own.execute("PRAGMA data_version").fetchone()
    return int(version)
