"""All checks, in the order in which one would mend things."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db import DatabaseError

from afterword.site.doctor import database, machine, outside, work
from afterword.site.doctor.finding import Finding, State, problem


def examine(mail_to: str = "") -> Iterator[Finding]:
    for check in machine.CHECKS:
        yield check()
    yield from _database()
    yield outside.files()
    yield outside.mail(mail_to)
    yield outside.redis()


def _database() -> Iterator[Finding]:
    """What depends on the one before is left out when that has a problem."""
    yield (found := database.reachable())
    if found.state == State.PROBLEM:
        return
    yield from _surviving("integrity", lambda: list(database.soundness()))
    yield from _surviving("clock", partial(_alone, database.clocks))
    missing = _surviving("migrations", partial(_alone, database.migrations))
    yield from missing
    if missing[0].state == State.PROBLEM:
        return
    for check in work.CHECKS:
        yield from _surviving(check.__name__, partial(_alone, check))


def _alone(check: Callable[[], Finding]) -> list[Finding]:
    return [check()]


def _surviving(name: str, look: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return look()
    except DatabaseError as error:
        first_line = next(iter(str(error).strip().splitlines()), "")
        words = f"The database can't answer: {first_line}"
        return [problem(name, words, "If it is damaged, restore the last backup.")]
