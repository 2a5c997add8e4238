"""Filling an installation with things to look at."""

from bisect import bisect
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.transfer.demo import cast, chinese, outage, reports, running
from afterword.transfer.demo.stage import severity
from afterword.transfer.import_file import Tally, import_incidents
from afterword.transfer.incident_row import parse_row
from afterword.transfer.reading import Line, read_rows

FOLDER = Path(__file__).parent.parent / "demo"
SOURCE = "demo"  # of rows that don't say it; all of ours do
FILES = ("jenkins-status.jsonl", "timelines.jsonl")


@transaction.atomic
def load_demo(actor: Actor) -> Tally:
    """Real incidents of others, and stories of our own with people in them; all of it marked. Again adds nothing.

    Whole or not at all. Only where a person asked for it, or on the first start on one's own machine.
    """
    require(actor, Verb.INCIDENT_IMPORT)
    before = Incident.objects.filter(is_demo=True).count()
    people, tally, rows = cast.bring_in(), Tally(), _rows()
    earlier = bisect(rows, outage.BEGAN, key=_declared)
    import_incidents(actor, rows[:earlier], source=SOURCE, is_demo=True, tally=tally)
    outage.tell(people)
    import_incidents(actor, rows[earlier:], source=SOURCE, is_demo=True, tally=tally)
    reports.tell(actor)
    chinese.tell(people)
    running.tell(people)
    tally.imported = Incident.objects.filter(is_demo=True).count() - before
    return tally


def _rows() -> list[Line]:
    """The rows of all files in the order in which things happened, so that higher numbers are newer."""
    lines = [_in_local_words(line) for name in FILES for line in read_rows(FOLDER / name)]
    known = {parse_row(line.row or {}, source=SOURCE).key for line in lines}
    return sorted([*lines, *reports.rows(known)], key=_declared)


def _declared(line: Line) -> datetime:
    return parse_row(line.row or {}, source=SOURCE).times.declared


def _in_local_words(line: Line) -> Line:
    """The rows say SEV-0 to SEV-4; an installation may have other names for them."""
    said = (line.row or {}).get("severity", "")
    if not said:
        return line
    return replace(line, row={**(line.row or {}), "severity": severity(int(said[-1])).name})
