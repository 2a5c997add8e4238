"""Importing a file: a few rows in a transaction, so that a kill loses next to nothing and a repetition goes on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import IntegrityError, transaction

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import DomainError, Invalid
from afterword.core.rows import JSON
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.transfer.actions.import_incident import import_incident
from afterword.transfer.incident_row import FIELDS, IncidentRow, parse_row
from afterword.transfer.reading import Line, Unreadable

# Rows and lines of timelines in a transaction: whoever else wants to write waits for about a second.
AT_ONCE, LINES_AT_ONCE = 20, 1000
_MOST_FIELDS = 50


class Fate(StrEnum):
    IMPORTED = "imported"
    KNOWN = "already there"
    REFUSED = "refused"


@dataclass(frozen=True)
class Told:
    """What became of one line; the words say why it was refused, or what is odd about what was imported."""

    line: int
    fate: Fate
    words: str = ""
    row: JSON | None = None


@dataclass
class Tally:
    """What became of the rows so far. `passed_over` are names of fields that nothing is made of."""

    imported: int = 0
    known: int = 0
    refused: int = 0
    warned: int = 0
    passed_over: set[str] = field(default_factory=set)

    @property
    def seen(self) -> int:
        return self.imported + self.known + self.refused

    def count(self, told: Told) -> None:
        self.imported += told.fate == Fate.IMPORTED
        self.known += told.fate == Fate.KNOWN
        self.refused += told.fate == Fate.REFUSED
        self.warned += told.fate == Fate.IMPORTED and bool(told.words)
        if told.row and len(self.passed_over) < _MOST_FIELDS:
            self.passed_over.update(told.row.keys() - FIELDS)


def import_incidents(
    actor: Actor,
    lines: Iterable[Line],
    *,
    source: str,
    is_demo: bool = False,
    on_told: Callable[[Told, Tally], None] = lambda *_: None,
    tally: Tally | None = None,
) -> Tally:
    """Import every row that can be; the others are told with line and reason. Running it again adds nothing twice.

    NotAllowed before the first row; Unreadable when the lines break off, and then those before are in. `on_told`
    hears of each line once it is safe. `tally` is counted up, for those who want it when reading breaks off.
    """
    require(actor, Verb.INCIDENT_IMPORT)
    tally = tally or Tally()
    for portion in _portions(lines):
        with transaction.atomic():
            done = [_import_one(actor, line, source=source, is_demo=is_demo) for line in portion]
        for told in done:
            tally.count(told)
            on_told(told, tally)
    return tally


def _portions(lines: Iterable[Line]) -> Iterator[list[Line]]:
    portion: list[Line] = []
    told = 0
    try:
        for line in lines:
            portion.append(line)
            told += _length_of_timeline(line)
            if len(portion) == AT_ONCE or told >= LINES_AT_ONCE:
                yield portion
                portion, told = [], 0
    except Unreadable:
        yield portion
        raise
    yield portion


def _length_of_timeline(line: Line) -> int:
    """About how many lines; in CSV they are text, in which none is much shorter than 40 characters."""
    told = line.row.get("timeline") if line.row else None
    if isinstance(told, str):
        return len(told) // 40
    return len(told) if isinstance(told, list) else 0


def _import_one(actor: Actor, line: Line, *, source: str, is_demo: bool) -> Told:
    try:
        if line.row is None:
            raise DomainError(line.problem)
        row = parse_row(line.row, source=source)
        if _is_known(actor, row, is_demo=is_demo):
            return Told(line.number, Fate.KNOWN, row=line.row)
        return Told(line.number, Fate.IMPORTED, row.times.warning, line.row)
    except DomainError as refusal:
        return Told(line.number, Fate.REFUSED, _in_words(refusal), line.row)


def _is_known(actor: Actor, row: IncidentRow, *, is_demo: bool) -> bool:
    try:
        return import_incident(actor, row, is_demo=is_demo) is None
    except IntegrityError:
        if not Incident.objects.filter(source_key=row.key).exists():
            raise
        return True  # another import of the same rows was faster


def _in_words(refusal: DomainError) -> str:
    if not isinstance(refusal, Invalid):
        return refusal.message
    return "; ".join(f"{name}: {words}" for name, words in refusal.fields.items())
