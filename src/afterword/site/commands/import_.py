"""Take over from elsewhere: afterword import incidents FILE, afterword import postmortems FOLDER."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from afterword.core.errors import DomainError, NotFound
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.site.migrating import migrate
from afterword.site.postmortems_import import import_postmortems
from afterword.transfer.import_file import Fate, Tally, Told, import_incidents
from afterword.transfer.reading import read_rows

SHOWN = 20  # refused rows told on the terminal; the report has them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    incidents = kinds.add_parser("incidents", help="JSON Lines or CSV.")
    incidents.description = "Safe to repeat: what is here already stays as it is. Fields: docs/guide/import.md."
    incidents.add_argument("file", type=Path, metavar="FILE")
    incidents.add_argument("--as", dest="importer", metavar="EMAIL", help="the administrator who imports")
    incidents.add_argument("--source", metavar="NAME", help="where rows are from that don't say it; else FILE's name")
    incidents.add_argument("--report", type=Path, metavar="FILE", help="write the refused rows there, as JSON")
    incidents.set_defaults(kind=_incidents)
    reports = kinds.add_parser("postmortems", help="Finished postmortems in Markdown.")
    reports.description = "Shows what is recognised; with --yes it is imported. Safe to repeat. docs/guide/import.md."
    reports.add_argument("folder", type=Path, metavar="FOLDER", help="a folder, a Markdown file or a zip archive")
    reports.add_argument("--as", dest="importer", metavar="EMAIL", help="the administrator who imports")
    reports.add_argument("--source", metavar="NAME", help="where they are from; else FOLDER's name")
    reports.add_argument("--yes", action="store_true", help="import them")
    reports.set_defaults(kind=import_postmortems)


def run(arguments: argparse.Namespace) -> None:
    migrate()
    arguments.kind(arguments, actor_called(arguments.importer))


def _incidents(arguments: argparse.Namespace, actor: Actor) -> None:
    tally = Tally()
    source = arguments.source or arguments.file.stem
    with _report(arguments.report) as report:
        teller = _Teller(report)
        try:
            import_incidents(actor, read_rows(arguments.file), source=source, on_told=teller.hear, tally=tally)
        finally:
            teller.end(tally)
    if tally.refused:
        raise DomainError(f"Rows that are not in: {tally.refused}. Mend them and import the file again.")


def actor_called(email: str | None) -> Actor:
    if email is None:
        return Actor.system()
    user = User.objects.active().filter(email__iexact=email).first()
    if user is None:
        raise NotFound(f"Nobody with the address {email} has an account here.")
    return Actor.person(user)


@contextmanager
def _report(path: Path | None) -> Iterator[TextIO | None]:
    """The open file with what stands around its rows; they are written as they are found, however many there are."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise DomainError(f"Can't write to {path}: {error.strerror}.") from error
    with file:
        file.write("[")
        yield file
        file.write("\n]\n")


class _Teller:
    """Says on stderr how it goes: every second on a terminal, every ten in a log."""

    def __init__(self, report: TextIO | None) -> None:
        self._report = report
        self._began = self._spoke = time.monotonic()
        self._pause = 1 if sys.stderr.isatty() else 10

    def hear(self, told: Told, tally: Tally) -> None:
        if told.fate == Fate.REFUSED:
            self._refusal(told, tally.refused)
        elif told.words:
            self._say(f"Imported with a warning, line {told.line}: {told.words}")
        now = time.monotonic()
        if now - self._spoke >= self._pause:
            self._spoke = now
            rate = tally.seen / (now - self._began)
            self._say(f"{tally.seen} rows, {rate:.0f} a second", end="\r" if sys.stderr.isatty() else "\n")

    def _refusal(self, told: Told, count: int) -> None:
        if self._report:
            self._report.write("\n" if count == 1 else ",\n")
            self._report.write(json.dumps({"line": told.line, "reason": told.words, "row": told.row}))
        if count <= SHOWN:
            self._say(f"Refused, line {told.line}: {told.words}")
        elif count == SHOWN + 1:
            self._say("More are refused; --report FILE lists them all.")

    def end(self, tally: Tally) -> None:
        if tally.passed_over:
            self._say(f"Fields that nothing is made of: {', '.join(sorted(tally.passed_over))}")
        print(
            f"Imported: {tally.imported} (with a warning: {tally.warned}). Already there: {tally.known}. "
            f"Refused: {tally.refused}. It took {time.monotonic() - self._began:.1f} s."
        )

    def _say(self, words: str, end: str = "\n") -> None:
        print(words, file=sys.stderr, end=end, flush=True)
