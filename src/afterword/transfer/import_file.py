"""Importing a file: each row for itself, in a transaction of its own, so that a kill loses at most one row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import DomainError, Invalid
from afterword.core.rows import JSON
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.transfer.actions.import_incident import import_incident
from afterword.transfer.incident_row import FIELDS, IncidentRow, parse_row
from afterword.transfer.reading import Line

_MOST_COLUMNS = 50


@dataclass(frozen=True)
class Told:
    """What is to be said about one line of the file."""

    line: int
    reason: str
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


@dataclass(frozen=True)
class Listener:
    """Who hears how an import goes, while it goes."""

    on_progress: Callable[[Tally], None] = lambda _: None
    on_refused: Callable[[Told], None] = lambda _: None
    on_warning: Callable[[Told], None] = lambda _: None


NOBODY = Listener()


def import_incidents(
    actor: Actor,
    lines: Iterable[Line],
    *,
    source: str,
    is_demo: bool = False,
    listener: Listener = NOBODY,
    tally: Tally | None = None,
) -> Tally:
    """Import every row that can be; the others are told with line and reason. Running it again adds nothing twice.

    NotAllowed before the first row. `tally` is counted up, for those who want to know when reading breaks off.
    """
    require(actor, Verb.INCIDENT_IMPORT)
    tally = tally or Tally()
    for line in lines:
        try:
            _import_one(actor, line, tally, listener, source=source, is_demo=is_demo)
        except DomainError as refusal:
            tally.refused += 1
            listener.on_refused(Told(line.number, _in_words(refusal), line.row))
        listener.on_progress(tally)
    return tally


def _import_one(actor: Actor, line: Line, tally: Tally, listener: Listener, *, source: str, is_demo: bool) -> None:
    if line.row is None:
        raise DomainError(line.problem)
    if len(tally.passed_over) < _MOST_COLUMNS:
        tally.passed_over.update(line.row.keys() - FIELDS)
    row = parse_row(line.row, source=source)
    if _is_known(actor, row, is_demo=is_demo):
        tally.known += 1
        return
    tally.imported += 1
    if row.times.warning:
        tally.warned += 1
        listener.on_warning(Told(line.number, row.times.warning, line.row))


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
