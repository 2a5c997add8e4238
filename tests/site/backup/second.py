"""A second installation, beside the one that the test works on."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import environ
from django.apps import apps
from django.db import connection, connections, models
from django.db.utils import load_backend

from afterword.core.models import SearchText
from tests import installation
from tests.processes import AFTERWORD

ALIAS = "second"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Second:
    """Where it keeps things; `url` is empty for SQLite in the data folder."""

    data: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return installation.environment(AFTERWORD_DATA=str(self.data), DATABASE_URL=self.url)

    @property
    def database(self) -> Path:
        return self.data / "afterword.sqlite3"

    def typed(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [AFTERWORD, *arguments]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def done(self, *arguments: str) -> str:
        """What it printed."""
        ended = self.typed(*arguments)
        assert ended.returncode == 0, ended
        return ended.stdout

    def refused(self, *arguments: str) -> str:
        """The one sentence that it ended with."""
        ended = self.typed(*arguments)
        assert (ended.returncode, ended.stdout) == (1, ""), ended
        assert len(ended.stderr.splitlines()) == 1, ended.stderr
        return ended.stderr

    @contextmanager
    def connected(self) -> Iterator[str]:
        """Alias of a connection to its database."""
        url = self.url or f"sqlite:///{self.database}"
        known = {**connection.settings_dict, "OPTIONS": {}, **environ.Env.db_url_config(url)}
        connections[ALIAS] = load_backend(known["ENGINE"]).DatabaseWrapper(known, ALIAS)
        try:
            yield ALIAS
        finally:
            connections[ALIAS].close()
            del connections[ALIAS]

    def rows(self) -> Rows:
        with self.connected() as alias:
            return rows_on(alias)

    def index_size(self) -> int:
        with self.connected() as alias:
            return SearchText.objects.using(alias).count()


def rows_on(alias: str) -> Rows:
    """Every row of every table as Python values, except the search index's, which is made anew."""
    found = [model for model in apps.get_models(include_auto_created=True) if model is not SearchText]
    return {model._meta.db_table: [plain(row) for row in all_of(model, alias)] for model in found}


def all_of(model: type[models.Model], alias: str) -> "models.QuerySet[models.Model, dict[str, Any]]":
    return model._base_manager.using(alias).order_by("pk").values()


def plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


@contextmanager
def on_postgres(data: Path) -> Iterator[Second]:
    """On the server that the tests use."""
    name = f"afterword_second_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield Second(data, urlunsplit(urlsplit(environ.Env().str("DATABASE_URL"))._replace(path=f"/{name}")))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def of_the_same_kind(data: Path) -> Iterator[Second]:
    if connection.vendor == "sqlite":
        yield Second(data)
    else:
        with on_postgres(data) as second:
            yield second
