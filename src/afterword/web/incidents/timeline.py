"""Which entries of the timeline a page shows: newest first, a stretch at a time, by what the reader wants to see."""

from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.models import Incident
from afterword.timeline.models import TimelineEntry, TimelineQuerySet
from afterword.timeline.registry import Weight, kinds_of

SIZE = 50
RECENT = 12
MOST = 300  # shown at once, when many new ones came while a page was open
SHOWS = ("", "notes", "milestones", "important")


@dataclass(frozen=True)
class TimelineFilter:
    """What of the timeline is looked at, as the address says it. Entries are named by their numbers."""

    show: str = ""
    person: UUID | None = None
    before: int | None = None  # only what came earlier than this entry
    down_to: int | None = None  # everything from the newest to this entry: what an open page shows already

    @classmethod
    def read(cls, params: QueryDict) -> "TimelineFilter":
        """Invalid for what is no filter; entries that are not there are told by showing the newest."""
        show = params.get("show", "")
        if show not in SHOWS:
            raise Invalid({"show": _("Show all, notes, milestones or important.")})
        return cls(show, _person(params.get("person", "")), _number(params, "before"), _number(params, "down_to"))

    def address(self, **changed: str | int | UUID | None) -> str:
        """The query of this filter with some of it changed; "?" when nothing is left of it."""
        kept = {"show": self.show, "person": self.person, **changed}
        return "?" + urlencode({name: value for name, value in kept.items() if value})


def _person(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as wrong:
        raise Invalid({"person": _("There is no such person.")}) from wrong


def _number(params: QueryDict, name: str) -> int | None:
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(frozen=True)
class Stretch:
    """Some entries; `earlier` names the last of them where there are more before it."""

    entries: list[TimelineEntry] = field(default_factory=list)
    earlier: int | None = None


def stretch_of(incident: Incident, wanted: TimelineFilter, *, size: int = SIZE) -> Stretch:
    found = _narrowed(incident, wanted).newest_first()
    named = wanted.before or wanted.down_to
    mark = incident.timeline.filter(number=named).first() if named else None
    if mark and wanted.before:
        at = mark.occurred_at
        found = found.filter(Q(occurred_at__lt=at) | Q(occurred_at=at, number__lt=mark.number))
    elif mark:
        at = mark.occurred_at
        newer = Q(occurred_at__gt=at) | Q(occurred_at=at, number__gte=mark.number)
        rows = list(found.filter(newer)[:MOST])
        if len(rows) > size:
            return Stretch(rows, rows[-1].number)
    rows = list(found[: size + 1])
    return Stretch(rows[:size], rows[size - 1].number if len(rows) > size else None)


def _narrowed(incident: Incident, wanted: TimelineFilter) -> TimelineQuerySet:
    found: TimelineQuerySet = incident.timeline.shown()
    if wanted.show == "important":
        found = found.important()
    elif wanted.show:
        weight = Weight.NOTE if wanted.show == "notes" else Weight.MILESTONE
        found = found.filter(kind__in=kinds_of(weight))
    return found.filter(actor_user=wanted.person) if wanted.person else found
