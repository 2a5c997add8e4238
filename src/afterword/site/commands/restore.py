"""Make an empty installation what a backup says; with --replace, one that is not empty."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from afterword.core.errors import Conflict, DomainError
from afterword.site.backup.restore import Restored, restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Everything is checked first. What is refused changes nothing. Stop Afterword before."
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--replace", action="store_true", help="although there is something in it already")
    parser.add_argument("--yes", action="store_true", help="don't ask; for programs")


def run(arguments: argparse.Namespace) -> None:
    if arguments.replace and not arguments.yes:
        _ask()
    try:
        file = arguments.file.open("rb")
    except OSError as error:
        raise DomainError(f"Can't read {arguments.file}: {error.strerror}.") from error
    with file:
        _report(restore(file, is_replacing=arguments.replace, tell=_tell))


def _ask() -> None:
    if not sys.stdin.isatty():
        raise Conflict("Nobody is here to confirm: add --yes to replace what is in this installation.")
    where = "the PostgreSQL database" if connection.vendor == "postgresql" else settings.DATA
    if input(f"Everything in {where} is replaced. Type replace to go on: ").strip() != "replace":
        raise Conflict("Nothing was changed.")


def _tell(step: str) -> None:
    if sys.stderr.isatty():
        print(f"{step} ...", file=sys.stderr)


def _report(restored: Restored) -> None:
    made = restored.manifest
    for name, table in made.tables.items():
        if table.rows:
            print(f"{table.rows:>9}  {name}")
    print(
        f"Restored: {made.rows} rows of {len(made.tables)} tables, {made.files} files, as of {made.made_at[:19]} UTC."
    )
    if restored.kept:
        print(f"What was here before is kept in {restored.kept}")
    if not made.has_files:
        print("Uploaded files are not in this backup: set STORAGE_URL to the object store that holds them.")
    if not restored.brings_secret_key:
        print("Everybody signs in again; passwords and API tokens are as they were.")
