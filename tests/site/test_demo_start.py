"""When the demo comes by itself, when it doesn't, and the way in that is printed."""

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests import installation
from tests.migrated import put_migrated
from tests.processes import AFTERWORD, Program, free_port

NAME = "afterword.sqlite3"
READY = "Afterword is ready: "
LINK = re.compile(r"Sign in as Di, once within the next hour: http://localhost:\d+/sign-in/\S+$", re.MULTILINE)


def started(folder: Path, **environment: str) -> str:
    """What the server prints when it starts on this data folder; it is stopped again."""
    known = {"AFTERWORD_DATA": str(folder), "AFTERWORD_DEMO": "1", "DATABASE_URL": "", "PORT": str(free_port())}
    program = Program(AFTERWORD, "serve", **{**known, **environment})
    program.wait_for(READY, seconds=60)
    program.stop()
    return "".join(program.printed)


def typed(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    known = installation.environment(AFTERWORD_DATA=str(folder), DATABASE_URL="")
    command = [AFTERWORD, *arguments]
    return subprocess.run(command, env=known, capture_output=True, text=True, timeout=60, check=False)


def incidents(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM incidents_incident").fetchone()[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data of an installation that nobody has used."""
    put_migrated(tmp_path / NAME)
    return tmp_path


@pytest.fixture(scope="module")
def with_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo in it, to copy."""
    folder = tmp_path_factory.mktemp("demo")
    put_migrated(folder / NAME)
    assert typed(folder, "demo").returncode == 0
    return folder / NAME


def test_the_first_start_loads_it_and_prints_a_way_in(tmp_path: Path) -> None:
    first = started(tmp_path)
    assert LINK.search(first)
    assert incidents(tmp_path / NAME) == 113

    second = started(tmp_path)
    assert LINK.search(second)
    assert LINK.search(first)[0].rpartition("/")[2] not in second  # type: ignore[index]
    assert incidents(tmp_path / NAME) == 113


def test_after_it_was_removed_it_stays_away(folder: Path, with_demo: Path) -> None:
    shutil.copyfile(with_demo, folder / NAME)
    removed = typed(folder, "demo", "--remove")
    assert removed.stdout.startswith("Removed: 113 incidents, 48 reports, 4 people"), removed
    assert "afterword user create" in removed.stdout

    assert "Sign in" not in started(folder)
    assert incidents(folder / NAME) == 0


def test_it_can_be_kept_out(folder: Path) -> None:
    printed = started(folder, AFTERWORD_DEMO="0")

    assert "Sign in" not in printed
    assert "make the first administrator" in printed
    assert incidents(folder / NAME) == 0


def test_it_never_comes_by_itself_into_a_database_that_was_given(folder: Path) -> None:
    database = (folder / NAME).rename(folder / "own.sqlite3")

    assert "Sign in" not in started(folder, DATABASE_URL=f"sqlite:///{database}")
    assert incidents(database) == 0


@pytest.mark.parametrize(
    "open_to_others", [{"HOST": "0.0.0.0"}, {"AFTERWORD_BASE_URL": "https://incidents.example.com"}]
)
def test_nobody_but_this_machine_gets_it_or_a_way_in(
    folder: Path, with_demo: Path, open_to_others: dict[str, str]
) -> None:
    assert "Sign in" not in started(folder, **open_to_others)
    assert incidents(folder / NAME) == 0

    loaded = folder / "loaded"
    loaded.mkdir()
    shutil.copyfile(with_demo, loaded / NAME)
    assert "Sign in" not in started(loaded, **open_to_others)


def test_it_is_not_put_among_real_incidents_unless_asked_twice(folder: Path) -> None:
    export = folder / "mine.jsonl"
    export.write_text('{"id": 1, "title": "Outage", "started_at": "2026-03-02T10:00Z"}\n')
    assert typed(folder, "import", "incidents", str(export)).returncode == 0

    refused = typed(folder, "demo")
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert "Sign in" not in started(folder)
    assert incidents(folder / NAME) == 1

    assert typed(folder, "demo", "--force").returncode == 0
    assert incidents(folder / NAME) == 114
    assert typed(folder, "demo", "--remove").returncode == 0
    assert incidents(folder / NAME) == 1
