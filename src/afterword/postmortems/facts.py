"""What is known when a report is composed: read once, in a handful of statements, however long the timeline."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from afterword.core import clock
from afterword.followups.models import FollowUp
from afterword.incidents.downtime import ObjectiveBudget, budgets_for_readers
from afterword.incidents.metrics import Metric, impact_duration, metrics_of, union_seconds
from afterword.incidents.models import (
    BusinessImpact,
    Communication,
    FieldValue,
    Impact,
    Incident,
    IncidentLink,
    Milestone,
    Responder,
    Service,
    Severity,
)
from afterword.incidents.related import public_relatives
from afterword.postmortems.models import Postmortem, TimelineChoice
from afterword.timeline.models import TimelineEntry


class _OfIncident(Protocol):
    @property
    def incident_id(self) -> UUID | None: ...


OWNERS = ("owner", "owner_team")
RowT = TypeVar("RowT", bound=_OfIncident)


@dataclass(frozen=True)
class IncidentFacts:
    incident: Incident
    services: list[str]
    responders: list[Responder]
    impacts: list[Impact]
    links: list[IncidentLink]
    entries: list[TimelineEntry]
    metrics: dict[str, Metric]
    filled: list[FieldValue]  # of those fields that have a key; reports look for these
    followups: list[FollowUp] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    communications: list[Communication] = field(default_factory=list)
    business: BusinessImpact | None = None

    def milestone(self, kind: str) -> Milestone | None:
        """The first of its kind."""
        return next((each for each in self.milestones if each.kind == kind), None)

    def filled_in(self, key: str) -> FieldValue | None:
        return next((each for each in self.filled if each.field.key == key), None)


@dataclass(frozen=True)
class Facts:
    """All of it, for one report, with the zone its times are told in."""

    incidents: list[IncidentFacts]
    zone: ZoneInfo
    now: datetime
    has_more_entries: bool = False
    most_entries: int | None = None
    report: Postmortem | None = None  # None while its draft is composed
    names_rows: bool = False  # whether blocks say in `about` which row each line tells of, for editing in place
    own_followups: list[FollowUp] = field(default_factory=list)  # of the report itself, of no incident
    anchors: Mapping[str, str] = field(default_factory=dict)  # of each live block in the text, its section's id

    @property
    def first(self) -> IncidentFacts:
        return self.incidents[0]

    @property
    def worst(self) -> Severity:
        """The highest severity that one of its incidents reached."""
        worst = self.first.incident.highest_severity
        for each in self.incidents:
            reached = each.incident.highest_severity
            worst = reached if reached.is_worse_than(worst) else worst
        return worst

    def about(self, kind: str, *which: object) -> str | None:
        """The attribute of a node that tells of one row, such as `followup:12`; none where nobody edits."""
        return ":".join([kind, *map(str, which)]) if self.names_rows else None

    @property
    def followups(self) -> list[FollowUp]:
        return [*self.own_followups, *(one for each in self.incidents for one in each.followups)]

    @cached_property
    def relatives(self) -> list[Incident]:
        """Incidents that people linked with those of the report, as far as everybody may see them."""
        return public_relatives([each.incident for each in self.incidents])

    @property
    def service_rows(self) -> list[Service]:
        """The services of all its incidents, each once."""
        rows = {one.pk: one for each in self.incidents for one in each.incident.services.all()}
        return list(rows.values())

    @cached_property
    def budgets(self) -> list[ObjectiveBudget]:
        """What these incidents did to the objectives of their services; read when somebody asks."""
        ends = [one.ended_at or self.now for each in self.incidents for one in each.impacts if one.is_downtime]
        end = max(ends) if ends else self.ended_at or self.now
        return budgets_for_readers([each.incident for each in self.incidents], self.service_rows, end, self.now)

    @property
    def is_one(self) -> bool:
        return len(self.incidents) == 1

    @property
    def started_at(self) -> datetime:
        return min(each.incident.started_at for each in self.incidents)

    @property
    def ended_at(self) -> datetime | None:
        ends = [each.incident.resolved_at for each in self.incidents]
        return max(end for end in ends if end) if all(ends) else None

    @property
    def impact_seconds(self) -> int | None:
        """The union over all incidents, never their sum."""
        return impact_duration([i for each in self.incidents for i in each.impacts], self.now).seconds

    @property
    def incident_seconds(self) -> int:
        spans = [(each.incident.started_at, each.incident.resolved_at or self.now) for each in self.incidents]
        return union_seconds(spans)

    def with_entries(self, choice: str) -> "Facts":
        """The same with another choice of the timeline, for one statement more."""
        read = _entries([each.incident.pk for each in self.incidents], choice, self.most_entries)
        told = _by_incident(read[: self.most_entries])
        return replace(
            self,
            incidents=[replace(each, entries=told[each.incident.pk]) for each in self.incidents],
            has_more_entries=self.most_entries is not None and len(read) > self.most_entries,
        )


def gather(
    incidents: Sequence[Incident],
    choice: str,
    zone: ZoneInfo,
    *,
    most_entries: int | None = None,
    report: Postmortem | None = None,
) -> Facts:
    """Read what the blocks tell. Entries come oldest first, without those that only mark edits.

    At most `most_entries` of them, the oldest; whether there are more is told.
    """
    now, ids = clock.now(), [each.pk for each in incidents]
    rows = Incident.objects.filter(pk__in=ids).select_related("severity", "highest_severity", "status", "commander")
    known = {row.pk: row for row in rows.prefetch_related("services__objectives", "services__owner", "teams")}
    read = _entries(ids, choice, most_entries)
    told = _by_incident(read[:most_entries])
    responders = _by_incident(list(Responder.objects.filter(incident__in=ids).select_related("user", "role")))
    felt = Impact.objects.filter(incident__in=ids).select_related("experience").prefetch_related("services")
    impacts = _by_incident(list(felt))
    filled = FieldValue.objects.filter(incident__in=ids).exclude(field__key=None).select_related("field", "choice")
    filled_in = _by_incident(list(filled))
    links = _by_incident(list(IncidentLink.objects.filter(incident__in=ids)))
    decided = Q(incident__in=ids) | Q(postmortem=report) if report else Q(incident__in=ids)
    followups = _by_incident(list(FollowUp.objects.filter(decided).select_related(*OWNERS).by_due()))
    milestones = _by_incident(list(Milestone.objects.filter(incident__in=ids)))
    communications = _by_incident(list(Communication.objects.filter(incident__in=ids)))
    business = {each.incident_id: each for each in BusinessImpact.objects.filter(incident__in=ids)}
    return Facts(
        [
            IncidentFacts(
                known[pk],
                [service.name for service in known[pk].services.all()],
                responders[pk],
                impacts[pk],
                links[pk],
                told[pk],
                {metric.key: metric for metric in metrics_of(known[pk], impacts[pk], now)},
                filled_in[pk],
                followups[pk],
                milestones[pk],
                communications[pk],
                business.get(pk),
            )
            for pk in ids
        ],
        zone,
        now,
        has_more_entries=most_entries is not None and len(read) > most_entries,
        most_entries=most_entries,
        report=report,
        own_followups=followups[None],
    )


def _entries(ids: list[UUID], choice: str, most: int | None) -> list[TimelineEntry]:
    entries = TimelineEntry.objects.filter(incident__in=ids).shown().oldest_first()
    if choice == TimelineChoice.IMPORTANT:
        entries = entries.important()
    elif choice != TimelineChoice.ALL:
        return []
    return list(entries[: most + 1] if most is not None else entries)


def _by_incident(rows: list[RowT]) -> defaultdict[UUID | None, list[RowT]]:
    found: defaultdict[UUID | None, list[RowT]] = defaultdict(list)
    for row in rows:
        found[row.incident_id].append(row)
    return found
