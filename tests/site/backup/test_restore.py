"""Restoring into an installation that has a life of its own."""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from afterword.people.actor import Actor
from afterword.site.backup.create import back_up_to
from afterword.site.backup.target import SqliteTarget
from tests.processes import AFTERWORD
from tests.site.backup.second import Second, of_the_same_kind, rows_on
from tests.world import an_incident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Second]:
    with of_the_same_kind(tmp_path / "second") as found:
        yield found


@pytest.fixture
def backup(ada: Actor, tmp_path: Path) -> str:
    an_incident("In the backup")
    back_up_to(tmp_path / "backup.tar.gz")
    return str(tmp_path / "backup.tar.gz")


def test_an_older_backup_is_brought_to_this_release_and_then_replaced_only_when_told(
    second: Second, backup: str, tmp_path: Path
) -> None:
    second.done("restore", of_an_older_release(tmp_path))

    with second.connected() as alias:
        applied = MigrationRecorder(connections[alias]).applied_migrations()
    assert set(applied) == set(MigrationRecorder(connection).applied_migrations())
    before = second.rows()
    assert "火" in {row["name"] for row in before["incidents_severity"]}
    assert before["incidents_incidenttype"], "what later migrations seed"

    second.done("user", "create", "--email", "eve@example.com", "--password", "a long enough phrase")
    before = second.rows()
    assert "--replace" in second.refused("restore", backup)
    assert "--yes" in second.refused("restore", backup, "--replace")
    with second.connected() as alias, connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_user")  # as a running server holds it
        if connection.vendor == "postgresql":
            cursor.execute("SET application_name = 'afterword'")
        assert "stop it first" in second.refused("restore", backup, "--replace", "--yes")
    kill_in_the_middle(second, backup)
    assert second.rows() == before

    printed = second.done("restore", backup, "--replace", "--yes")

    assert second.rows() == rows_on("default")
    assert not list(second.data.glob("*.restoring*"))
    if connection.vendor == "sqlite":
        (kept,) = second.data.glob("afterword.sqlite3.before-*")
        assert str(kept) in printed
        kept.replace(second.database)
        assert second.rows() == before


def of_an_older_release(tmp_path: Path) -> str:
    old = Second(tmp_path / "old")
    old.done("manage", "migrate", "incidents", "0002_seed_catalog", "--verbosity=0")
    with old.connected() as alias, connections[alias].cursor() as cursor:
        cursor.execute("UPDATE incidents_severity SET name = '火' WHERE name = 'SEV-1'")
    old.done("backup", str(tmp_path / "old.tar.gz"))
    return str(tmp_path / "old.tar.gz")


def kill_in_the_middle(second: Second, backup: str) -> None:
    """While tables are being made, which takes seconds."""
    with second.connected() as alias:
        command = [AFTERWORD, "restore", backup, "--replace", "--yes"]
        restoring = subprocess.Popen(command, env=second.environment, stdout=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while not is_building(second, alias) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert restoring.poll() is None
        restoring.kill()
        restoring.communicate()
        assert restoring.returncode == -9


def is_building(second: Second, alias: str) -> bool:
    if connection.vendor == "sqlite":
        return second.database.with_name("afterword.sqlite3.restoring").exists()
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted")
        return bool(cursor.fetchone()[0] > 5)


def test_a_damaged_database_is_put_aside_with_its_log(ada: Actor, tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        return
    file = tmp_path / "afterword.sqlite3"
    file.write_bytes(b"no database " * 1000)
    Path(f"{file}-wal").write_bytes(b"log")
    target = SqliteTarget(file)

    assert not target.check()
    with target.building(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fresh (id int)")

    assert target.kept
    assert target.kept.read_bytes() == b"no database " * 1000
    assert Path(f"{target.kept}-wal").read_bytes() == b"log"
    assert sqlite3.connect(file).execute("SELECT count(*) FROM fresh").fetchone() == (0,)
    an_incident("The connection is back where it was")
