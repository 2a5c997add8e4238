"""Which entries of the timeline a page shows: newest first, a stretch at a time, by what the reader wants to see."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from afterword.incidents.kind_groups import kinds_in
from afterword.incidents.models import Incident, MilestoneKind
from afterword.incidents.phases import Span, phases_of
from afterword.timeline.models import TimelineEntry, TimelineQuerySet
from afterword.timeline.registry import Weight, kinds_of
from afterword.web.incidents.timeline_filter import TimelineFilter

SIZE = 50
RECENT = 12
MOST = 500  # shown at once, when many new ones came while a page was open
_SEARCHED = ("actor_label", "data__text", "data__author", "data__reason", "data__description", "data__title",
             "data__after", "data__link__name")  # fmt: skip
_BEGINS_MITIGATION = (MilestoneKind.PLANNED, MilestoneKind.DEPLOYED)


@dataclass(frozen=True)
class Stretch:
    """Some entries; `earlier` names the last of them where there are more before it."""

    entries: list[TimelineEntry] = field(default_factory=list)
    earlier: int | None = None


def stretch_of(incident: Incident, wanted: TimelineFilter, *, size: int = SIZE) -> Stretch:
    """What a page shows already is asked for again by its ends, not by its length: stretches never overlap."""
    found = narrowed(incident, wanted).newest_first()
    named = [number for number in (wanted.before, wanted.down_to) if number]
    marks = {each.number: each for each in incident.timeline.filter(number__in=named)} if named else {}
    if wanted.before in marks:
        found = found.exclude(_from(marks[wanted.before]))
    if wanted.down_to in marks:
        rows = list(found.filter(_from(marks[wanted.down_to]))[:MOST])
        return Stretch(rows, wanted.down_to)
    most = MOST if wanted.to_end else size
    rows = list(found[: most + 1])
    return Stretch(rows[:most], rows[most - 1].number if len(rows) > most else None)


def _from(mark: TimelineEntry) -> Q:
    """An entry and what came later."""
    at = mark.occurred_at
    return Q(occurred_at__gt=at) | Q(occurred_at=at, number__gte=mark.number)


def narrowed(incident: Incident, wanted: TimelineFilter) -> TimelineQuerySet:
    """Every entry that the filter lets through, in no order."""
    found: TimelineQuerySet = incident.timeline.shown()
    if wanted.show == "important":
        found = found.important()
    elif wanted.show:
        weight = Weight.NOTE if wanted.show == "notes" else Weight.MILESTONE
        found = found.filter(kind__in=kinds_of(weight))
    if wanted.kind:
        found = found.filter(kind__in=kinds_in(wanted.kind))
    if wanted.person:
        found = found.filter(actor_user=wanted.person)
    if wanted.phase:
        found = _within(found, phases_of(incident, mitigation_began_at=_mitigation_began(incident))[wanted.phase])
    for word in wanted.words.split():
        says_it = Q()
        for column in _SEARCHED:
            says_it |= Q(**{f"{column}__icontains": word})
        found = found.filter(says_it)
    return found


def _mitigation_began(incident: Incident) -> datetime | None:
    steps = incident.milestones.filter(kind__in=_BEGINS_MITIGATION).order_by("occurred_at")
    first = steps.first()
    return first.occurred_at if first else None


def _within(entries: TimelineQuerySet, span: Span) -> TimelineQuerySet:
    start, end = span
    if start:
        entries = entries.filter(occurred_at__gte=start)
    return entries.filter(occurred_at__lt=end) if end else entries
