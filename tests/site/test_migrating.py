import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import environ
import pytest
from django.db import connection

from tests import installation
from tests.processes import AFTERWORD

EMPTY = "afterword_empty"


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """Address of a database with nothing in it, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {EMPTY}")
        cursor.execute(f"CREATE DATABASE {EMPTY}")
    yield urlunsplit(urlsplit(environ.Env().str("DATABASE_URL"))._replace(path=f"/{EMPTY}"))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {EMPTY} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_nodes_that_start_together_migrate_once(empty_database: str, tmp_path: Path) -> None:
    known = installation.environment(DATABASE_URL=empty_database, AFTERWORD_DATA=str(tmp_path))
    nodes = [
        subprocess.Popen([AFTERWORD, "migrate"], env=known, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    ends = [(*node.communicate(timeout=60), node.returncode) for node in nodes]

    assert ends == [("", "", 0)] * 3
    again = subprocess.run([AFTERWORD, "manage", "migrate", "--check"], env=known, capture_output=True, check=False)
    assert again.returncode == 0
