"""Importing a file: each row for itself, in a transaction of its own, so that a kill loses at most one row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from afterword.core.errors import DomainError
from afterword.people.actor import Actor
from afterword.transfer.actions.import_incident import import_incident
from afterword.transfer.incident_row import parse_row
from afterword.transfer.reading import Line


@dataclass(frozen=True)
class Refused:
    line: int
    reason: str


@dataclass
class Tally:
    """What became of the rows so far."""

    imported: int = 0
    known: int = 0
    warned: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.imported + self.known + len(self.refused)


def import_incidents(
    actor: Actor,
    lines: Iterable[Line],
    *,
    source: str,
    is_demo: bool = False,
    on_progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Import every row that can be; the others are told with line and reason. Running it again adds nothing twice."""
    tally = Tally()
    for line in lines:
        if line.row is None:
            tally.refused.append(Refused(line.number, line.problem))
        else:
            _import_one(actor, line, tally, source=source, is_demo=is_demo)
        on_progress(tally)
    return tally


def _import_one(actor: Actor, line: Line, tally: Tally, *, source: str, is_demo: bool) -> None:
    try:
        row = parse_row(line.row or {}, source=source)
        incident = import_incident(actor, row, is_demo=is_demo)
    except DomainError as refusal:
        fields = ", ".join(getattr(refusal, "fields", {}))
        tally.refused.append(Refused(line.number, f"{fields}: {refusal.message}" if fields else refusal.message))
        return
    if incident is None:
        tally.known += 1
    else:
        tally.imported += 1
        tally.warned += bool(row.warnings)
