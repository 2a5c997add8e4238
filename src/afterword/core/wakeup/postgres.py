"""Wake-up on PostgreSQL: LISTEN on a connection of its own."""

import threading
from collections.abc import Callable

import psycopg
from django.db import connection

from afterword.core.wakeup.channels import CHANNEL

_LOOK_UP_SECONDS = 1.0  # how often it looks whether to stop


class PostgresSource:
    def __init__(self) -> None:
        parameters = connection.get_connection_params()
        self._parameters = {k: v for k, v in parameters.items() if k not in ("cursor_factory", "context", "pool")}

    def listen(self, ring: Callable[[], None], stop: threading.Event) -> None:
        with psycopg.connect(**self._parameters, autocommit=True) as own:
            own.execute(f"LISTEN {CHANNEL}")
            ring()  # what was announced before we listened
            while not stop.is_set():
                for _ in own.notifies(timeout=_LOOK_UP_SECONDS, stop_after=1):
                    ring()
