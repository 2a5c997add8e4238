"""Incidents that are over and still owe a report, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from afterword.incidents.listing import LABELS
from afterword.incidents.models import Category, Incident, Outcome, PostmortemRule
from afterword.people.actor import Actor
from afterword.postmortems.models import Coverage

SATURDAY = 5
ASKED_FOR = Q(type__postmortem_rule=PostmortemRule.ALWAYS) | Q(
    type__postmortem_rule=PostmortemRule.BY_SEVERITY, highest_severity__requires_postmortem=True
)


@dataclass(frozen=True)
class Owed:
    """An incident without its report; `due_on` is None where no deadline is set."""

    incident: Incident
    due_on: date | None

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def owing(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Of these, the resolved ones whose type, or else highest severity, asks for a report that nobody has started.

    Tests owe none, and neither does history that was imported, which was dealt with where it comes from, nor what ended
    otherwise than resolved: a false alarm, a cancelled one, and what another incident tells.
    """
    over = incidents.filter(status__category=Category.RESOLVED, is_test=False)
    # Not `coverage=None`: PostgreSQL would join the reports to every incident, one by one.
    over = over.exclude(Exists(Coverage.objects.filter(incident=OuterRef("pk"))))
    over = over.filter(ASKED_FOR, outcome=Outcome.RESOLVED)
    # Not `source_key=None`: SQLite would walk the index of that, where nearly all are, and then sort what it finds.
    return over.alias(origin=Coalesce("source_key", Value(""))).filter(origin="")


def newest_owed(actor: Actor, *, limit: int) -> list[Owed]:
    """Those resolved last, first; days count in the active time zone."""
    # Keys first: PostgreSQL would otherwise join and carry every owed incident's columns before it sorts them.
    newest = owing(Incident.objects.visible_to(actor)).order_by("-resolved_at", "-number")
    keys = list(newest.values_list("pk", flat=True)[:limit])
    rows = Incident.objects.select_related("highest_severity", *LABELS).in_bulk(keys)
    return [Owed(rows[key], due_on(rows[key])) for key in keys if key in rows]


def due_on(incident: Incident) -> date | None:
    """The last of the working days, Monday to Friday, that its highest severity leaves after the resolved day."""
    days = incident.highest_severity.postmortem_due_days
    if days is None or incident.resolved_at is None:
        return None
    day = timezone.localdate(incident.resolved_at)
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
