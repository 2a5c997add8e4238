"""The `afterword` command, as typed."""

import subprocess
from pathlib import Path

import pytest

from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from afterword.people.secrets import digest_of
from tests import installation
from tests.processes import AFTERWORD


def typed(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [AFTERWORD, *arguments]
    known = installation.environment(**environment)
    return subprocess.run(command, env=known, capture_output=True, text=True, timeout=60, check=False)


def refusal(*arguments: str, **environment: str) -> str:
    """The one sentence that it ended with."""
    done = typed(*arguments, **environment)
    assert (done.returncode, done.stdout) == (1, ""), done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.django_db(transaction=True)
def test_an_account_and_a_token_are_made_from_the_command_line() -> None:
    made = typed("user", "create", "--email", "ada@example.com", "--password", "a long enough phrase", "--admin")
    assert made.returncode == 0, made.stderr
    ada = User.objects.get(email="ada@example.com")
    assert ada.is_administrator
    assert ada.password.startswith("argon2$")

    printed = typed("token", "create", "--user", "ADA@example.com").stdout
    assert printed == printed.strip() + "\n"
    assert ApiToken.objects.usable(clock.now()).get(digest=digest_of(printed.strip())).user == ada


@pytest.mark.django_db(transaction=True)
def test_refusals_are_one_sentence(ada: Actor) -> None:
    assert "address already" in refusal("user", "create", "--email", "ada@example.com", "--password", "long and good 1")
    assert "too short" in refusal("user", "create", "--email", "bo@example.com", "--password", "short")
    assert "nobody@example.com" in refusal("token", "create", "--user", "nobody@example.com")


def test_a_database_that_does_not_answer_is_named() -> None:
    sentence = refusal("migrate", DATABASE_URL="postgres://me:a-secret@127.0.0.1:1/none")

    assert sentence.startswith("The database does not answer: ")
    assert "a-secret" not in sentence


def test_a_database_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is no database. " * 50)

    sentence = refusal("migrate", DATABASE_URL=f"sqlite:///{tmp_path}/notes.txt")

    assert sentence == "The database can't be read: file is not a database\n"


def test_an_address_of_a_database_that_makes_no_sense_is_named() -> None:
    sentence = refusal("migrate", DATABASE_URL="nonsense")

    assert "DATABASE_URL" in sentence


def test_a_port_that_is_no_number_is_named() -> None:
    assert "PORT" in refusal("serve", PORT="many")


def test_a_data_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    sentence = refusal("migrate", AFTERWORD_DATA=str(tmp_path / "file" / "data"), AFTERWORD_SECRET_KEY="")

    assert str(tmp_path / "file") in sentence


def test_help_names_every_command_with_its_first_line() -> None:
    helped = typed("--help").stdout

    assert "Start the server" in helped
    assert "Make API tokens" in helped


def test_a_command_that_is_not_there_is_a_mistake_of_usage() -> None:
    done = typed("dance")

    assert done.returncode == 2
    assert "dance" in done.stderr


def test_djangos_own_commands_are_reached() -> None:
    assert typed("manage", "check").returncode == 0
