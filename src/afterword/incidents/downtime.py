"""When services were down, as far as somebody may know: read from impacts, in two statements for any number."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from afterword.incidents.budgets import Budget, Span, budget_at
from afterword.incidents.models import Impact, Incident, Objective, Outcome, Service
from afterword.people.actor import Actor


@dataclass(frozen=True)
class Downtime:
    """One stretch in which a service was down, and the incident that it belongs to."""

    incident_id: UUID
    started_at: datetime
    ended_at: datetime

    @property
    def span(self) -> Span:
        return (self.started_at, self.ended_at)


def downtime_of(
    actor: Actor, services: Collection[UUID], since: datetime, until: datetime, now: datetime
) -> dict[UUID, list[Downtime]]:
    """Of each service, what overlaps the time between. An impact that still runs lasts until now.

    An impact belongs to the services that it hits, and to all services of its incident when it names none. Tests and
    false alarms never count, and neither does what the actor can't see.
    """
    return _downtime(Incident.objects.visible_to(actor), services, since, until, now)


def _downtime(
    among: QuerySet[Incident], services: Collection[UUID], since: datetime, until: datetime, now: datetime
) -> dict[UUID, list[Downtime]]:
    found: defaultdict[UUID, list[Downtime]] = defaultdict(list)
    counted = _counted(among, since, until)
    named = counted.filter(services__in=services).values_list("services", "incident", "started_at", "ended_at")
    unnamed = counted.filter(services=None, incident__services__in=services)
    rest = unnamed.values_list("incident__services", "incident", "started_at", "ended_at")
    for rows in (named, rest):
        for service, incident, started_at, ended_at in rows:
            found[service].append(Downtime(incident, started_at, ended_at or now))
    return found


def _counted(among: QuerySet[Incident], since: datetime, until: datetime) -> QuerySet[Impact]:
    incidents = among.filter(is_test=False).exclude(outcome=Outcome.FALSE_ALARM)
    still = Q(ended_at=None) | Q(ended_at__gt=since)
    return Impact.objects.filter(still, is_downtime=True, started_at__lt=until, incident__in=incidents).order_by()


@dataclass(frozen=True)
class ObjectiveBudget:
    """What became of one objective's budget."""

    service: Service
    objective: Objective
    budget: Budget


def live_objectives(services: Iterable[Service]) -> list[tuple[Service, Objective]]:
    return [(each, one) for each in services for one in each.objectives.all() if one.retired_at is None]


def budgets_now(actor: Actor, services: Collection[Service], now: datetime) -> list[ObjectiveBudget]:
    """The budgets of the windows that end now. The services come with their objectives."""
    return _budgets(Incident.objects.visible_to(actor), services, now, now, ())


def budgets_of_incident(
    actor: Actor, incident: Incident, services: Collection[Service], impacts: Iterable[Impact], now: datetime
) -> list[ObjectiveBudget]:
    """What this incident consumed of each budget, and what was left when its last impact ended."""
    ends = [each.ended_at or now for each in impacts if each.is_downtime]
    end = max(ends) if ends else incident.resolved_at or now
    return _budgets(Incident.objects.visible_to(actor), services, min(end, now), now, (incident.pk,))


def budgets_for_readers(
    incidents: Collection[Incident], services: Collection[Service], end: datetime, now: datetime
) -> list[ObjectiveBudget]:
    """What these incidents consumed together, and what was left at the end, as anybody may be told who sees them.

    Of other incidents only those count that are open to everyone.
    """
    own = [each.pk for each in incidents]
    among = Incident.objects.filter(Q(is_private=False) | Q(pk__in=own))
    return _budgets(among, services, min(end, now), now, own)


def _budgets(
    among: QuerySet[Incident], services: Collection[Service], end: datetime, now: datetime, own: Collection[UUID]
) -> list[ObjectiveBudget]:
    asked = live_objectives(services)
    if not asked:
        return []
    since = end - timedelta(days=max(objective.window_days for _, objective in asked))
    down = _downtime(among, {service.pk for service, _ in asked}, since, end, now)
    return [
        ObjectiveBudget(
            service,
            objective,
            budget_at(
                end,
                objective.target,
                timedelta(days=objective.window_days),
                [each.span for each in down[service.pk]],
                [each.span for each in down[service.pk] if each.incident_id in own],
            ),
        )
        for service, objective in asked
    ]
