"""Which services and teams an incident is about, and whether it is a test."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models, transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.kinds import ServicesChanged, TeamsChanged, TestMarked
from afterword.incidents.members import refuse_retired_teams
from afterword.incidents.models import Incident, Service
from afterword.people.actor import Actor
from afterword.people.models import Team
from afterword.timeline.record import record
from afterword.timeline.registry import Label

RowT = TypeVar("RowT", bound=models.Model)


@transaction.atomic
def set_services(actor: Actor, incident: Incident, services: Iterable[Service]) -> Incident:
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    added, removed = _difference(incident.services.all(), services)
    if added or removed:
        incident.services.add(*added)
        incident.services.remove(*removed)
        record(incident, actor, ServicesChanged(added=_labels(added), removed=_labels(removed)))
    return incident


@transaction.atomic
def set_teams(actor: Actor, incident: Incident, teams: Iterable[Team]) -> Incident:
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    added, removed = _difference(incident.teams.all(), teams)
    refuse_retired_teams(added)
    if added or removed:
        incident.teams.add(*added)
        incident.teams.remove(*removed)
        record(incident, actor, TeamsChanged(added=_labels(added), removed=_labels(removed)))
    return incident


@transaction.atomic
def set_test(actor: Actor, incident: Incident, *, is_test: bool) -> Incident:
    """Say that this is a test or practice, which no metric ever counts, or that it is real."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.is_test == is_test:
        return incident
    incident.is_test = is_test
    incident.save(update_fields=["is_test"])
    record(incident, actor, TestMarked(is_test=is_test))
    return incident


def _difference(before: Iterable[RowT], after: Iterable[RowT]) -> tuple[list[RowT], list[RowT]]:
    old, new = set(before), set(after)
    return sorted(new - old, key=str), sorted(old - new, key=str)


def _labels(rows: Iterable[models.Model]) -> tuple[Label, ...]:
    return tuple(Label.of(row) for row in rows)
