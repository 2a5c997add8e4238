"""What is looked for in the audit trail and on the incidents: by whom, what, on which incident, when."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from afterword.access.models import AuditEntry
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.models import Incident
from afterword.incidents.numbers import number_in
from afterword.incidents.sight import seen_by
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.registry import Weight, all_kinds

NAMES = ("person", "action", "incident", "from", "until")
_ENDED = ("_removed", "_left", "_withdrawn", "_deleted", "_ended", "_cleared")
_WHO_SEES = ("incident.privacy_changed", "incident.glass_broken", "incident.glass_closed")
_PEOPLE = ("incident.role_", "incident.stint_", "incident.handover_", "incident.handed_over")


@dataclass(frozen=True)
class AuditFilter:
    """Empty means any."""

    person: UUID | None = None
    action: str = ""
    incident: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def read(cls, params: QueryDict) -> "AuditFilter":
        """Invalid says which one can't be read. Days are those of the reader's zone."""
        given = {name: clean_text(params.get(name, "")) for name in NAMES}
        incident = number_in(given["incident"]) if given["incident"] else None
        if given["incident"] and incident is None:
            raise Invalid({"incident": _("Give the number of an incident, such as INC-142.")})
        return cls(
            person=_person(given["person"]),
            action=given["action"],
            incident=incident,
            since=_midnight(given["from"]),
            until=_midnight(given["until"], days=1),
        )

    @property
    def is_empty(self) -> bool:
        return self == AuditFilter()


def trail(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Entries of the audit trail."""
    found = AuditEntry.objects.filter(_common(wanted))
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.incident is not None:
        found = found.filter(object_id__in=Incident.objects.filter(number=wanted.incident).values("pk"))
    return found


def on_incidents(actor: Actor, wanted: AuditFilter) -> QuerySet[TimelineEntry]:
    """Entries of all timelines that the actor may see; what is private to others is not there, nor counted."""
    found = seen_by(actor, TimelineEntry.objects.filter(_common(wanted)), "incident")
    if wanted.action:
        found = found.filter(kind__in=kinds_in(wanted.action))
    if wanted.incident is not None:
        found = found.filter(incident__number=wanted.incident)
    return found.select_related("incident")


def groups() -> list[tuple[str, str]]:
    """What can be looked for on incidents, by what it means for an audit."""
    return [
        ("removed", _("Removed, ended or taken back")),
        ("sight", _("Who may see it")),
        ("people", _("People and roles")),
        ("course", _("Milestones")),
        ("words", _("Notes and their edits")),
    ]


def kinds_in(group: str) -> list[str]:
    """The kinds of entry of a group; none for a group that there is not."""
    chosen = []
    for each in all_kinds():
        is_in = {
            "removed": each.name.endswith(_ENDED),
            "sight": each.name in _WHO_SEES,
            "people": each.name.startswith(_PEOPLE),
            "course": each.weight == Weight.MILESTONE,
            "words": each.name.startswith("note."),
        }
        if is_in.get(group):
            chosen.append(each.name)
    return chosen


def address(path: str, params: QueryDict, **changed: str) -> str:
    """The page with the same filters."""
    kept = {name: params[name] for name in NAMES if params.get(name)} | changed
    return f"{path}?{urlencode(kept)}" if kept else path


def _common(wanted: AuditFilter) -> Q:
    found = Q()
    if wanted.person:
        found &= Q(actor_user=wanted.person)
    if wanted.since:
        found &= Q(recorded_at__gte=wanted.since)
    if wanted.until:
        found &= Q(recorded_at__lt=wanted.until)
    return found


def _person(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as wrong:
        raise Invalid({"person": _("Choose one of the list.")}) from wrong


def _midnight(text: str, *, days: int = 0) -> datetime | None:
    """The beginning of a day, or of the one after."""
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d") + timedelta(days=days)  # noqa: DTZ007 - a day has no zone yet
        if clock.is_showable(day):
            return datetime.combine(day, time(), timezone.get_current_timezone()).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Invalid({"from": _("“%(value)s” is not a day such as 2026-03-02.") % {"value": text[:40]}})
