"""The data to measure on, written in bulk: like years of use, made in seconds, the same on every run."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.test import Client

from afterword.access.actions.create_token import create_token
from afterword.core import clock
from afterword.core.models import Counter
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import (
    Category,
    Impact,
    Incident,
    IncidentType,
    Outcome,
    Responder,
    Role,
    Service,
    Severity,
    Status,
)
from afterword.people.actor import Actor, ActorKind
from afterword.people.models import Team, User
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import TimelineChoice
from afterword.timeline.models import TimelineEntry
from afterword.timeline.registry import name_of
from benchmarks.fill_room import fill_room

SYMPTOMS = ("answers slowly", "answers with errors", "loses messages", "is down in one region", "shows old data")
NOTE = (
    "Error rate of `{service}` at {percent} %.\n"
    "Rolled back to **4.{patch}**, watching the [dashboard](https://example.com/d/{patch})."
)
AT_ONCE = 2000


@dataclass(frozen=True)
class Size:
    """How much of each. `long` incidents have `entries` entries each, `giants` have `giant_entries`."""

    incidents: int = 10_000
    long: int = 200
    entries: int = 100
    giants: int = 4
    giant_entries: int = 10_000
    people: int = 50
    services: int = 40
    reports: int = 100


@dataclass(frozen=True)
class World:
    """What the operations need to know of the data."""

    token: str
    session: str
    long: list[int]  # numbers of the incidents with a long timeline, resolved and without a report
    giants: list[int]  # with a very long one; the first has a report already
    report: int  # the number of that report, which tells every entry
    service: str  # the page of one


def fill(size: Size) -> World:
    """Write it into an empty, migrated database."""
    chance = random.Random(2026)
    people = _people(size.people)
    services = _named(Service, "Service", size.services)
    teams = _named(Team, "Team", 8)
    incidents = _incidents(size, people, chance)
    _link(incidents, services, teams)
    fill_room(incidents, people, services)
    long, giants = incidents[-size.long - size.giants : -size.giants], incidents[-size.giants :]
    _work_on(long, people, size.entries)
    _work_on(giants, people, size.giant_entries)
    reader = people[0]
    for incident in [each for each in incidents[: -size.long - size.giants] if not each.is_open][: size.reports]:
        start(Actor.system(), [incident])
    told = start(Actor.system(), giants[:1], choice=TimelineChoice.ALL)
    return World(
        create_token(Actor.system(), reader, name="bench")[1],
        _session_of(reader),
        [each.number for each in long],
        [each.number for each in giants],
        told.number,
        services[0].url,
    )


def _people(count: int) -> list[User]:
    names = [f"Person {number}" for number in range(count)]
    rows = [User(email=f"person{number}@example.com", name=name, password="!") for number, name in enumerate(names)]
    made: list[User] = User.objects.bulk_create(rows)
    return made


def _named(model: type, word: str, count: int) -> list:  # type: ignore[type-arg]
    return list(model.objects.bulk_create([model(name=f"{word} {number:02}") for number in range(count)]))  # type: ignore[attr-defined]


def _incidents(size: Size, people: list[User], chance: random.Random) -> list[Incident]:
    """Oldest first, one an hour; the long ones last. One in twenty is open, one in fifty private."""
    total = size.incidents + size.giants
    severities = list(Severity.objects.all())
    resolved, active = Status.first_of(Category.RESOLVED), Status.first_of(Category.ACTIVE)
    usual = IncidentType.objects.get(is_default=True)
    newest = clock.now() - timedelta(hours=2)
    rows = []
    for number in range(1, total + 1):
        is_special = number > size.incidents - size.long
        is_open = not is_special and chance.random() < 0.05
        began = newest - timedelta(hours=total - number)
        severity, person = chance.choice(severities), chance.choice(people)
        rows.append(
            Incident(
                number=number,
                title=f"Service {chance.randrange(size.services):02} {chance.choice(SYMPTOMS)}",
                type=usual,
                summary="Users saw errors until the release was rolled back.",
                severity=severity,
                highest_severity=severity,
                status=active if is_open else resolved,
                outcome="" if is_open else Outcome.RESOLVED,
                commander=person,
                declared_by=person,
                is_private=not is_special and chance.random() < 0.02,
                started_at=began,
                start_is_estimated=False,
                detected_at=began + timedelta(minutes=3),
                declared_at=began + timedelta(minutes=5),
                acknowledged_at=began + timedelta(minutes=6),
                mitigated_at=None if is_open else began + timedelta(minutes=50),
                resolved_at=None if is_open else began + timedelta(minutes=80),
                created_at=began + timedelta(minutes=5),
                updated_at=began + timedelta(minutes=80),
            )
        )
    Counter.objects.update_or_create(name="incident", defaults={"last": total})
    return Incident.objects.bulk_create(rows, batch_size=AT_ONCE)


def _link(incidents: list[Incident], services: list[Service], teams: list[Team]) -> None:
    """Two services and a team for each."""
    of_service, of_team = Incident.services.through, Incident.teams.through
    count = len(services)
    pairs = [(each, services[(each.number * step) % count]) for each in incidents for step in (1, 3)]
    distinct = {(incident.pk, service.pk) for incident, service in pairs}
    of_service.objects.bulk_create(
        [of_service(incident_id=incident, service_id=service) for incident, service in sorted(distinct)],
        batch_size=AT_ONCE,
    )
    of_team.objects.bulk_create(
        [of_team(incident=each, team=teams[each.number % len(teams)]) for each in incidents], batch_size=AT_ONCE
    )


def _work_on(incidents: list[Incident], people: list[User], entries: int) -> None:
    """Responders, an impact and a long timeline."""
    roles = list(Role.objects.all())
    for incident in incidents:
        there = [people[(incident.number + step) % len(people)] for step in range(len(roles))]
        Responder.objects.bulk_create(
            [Responder(incident=incident, user=user, role=role) for user, role in zip(there, roles, strict=True)]
        )
        Impact.objects.create(
            incident=incident,
            description="Users could not pay.",
            started_at=incident.started_at,
            ended_at=incident.resolved_at,
        )
        rows = (_entry(incident, there[number % len(there)], number) for number in range(1, entries + 1))
        TimelineEntry.objects.bulk_create(rows, batch_size=AT_ONCE)
    Incident.objects.filter(pk__in=[each.pk for each in incidents]).update(timeline_head=entries)


def _entry(incident: Incident, user: User, number: int) -> TimelineEntry:
    text = NOTE.format(service=f"service-{number % 40}", percent=number % 100, patch=number)
    at: datetime = incident.declared_at + timedelta(seconds=number)
    return TimelineEntry(
        incident=incident,
        number=number,
        kind=name_of(NoteAdded),
        data=msgspec.to_builtins(NoteAdded(text=text)),
        actor_kind=ActorKind.PERSON,
        actor_user=user,
        actor_label=user.name,
        occurred_at=at,
        recorded_at=at,
        is_important=number % 10 == 0,
    )


def _session_of(user: User) -> str:
    """The cookie of a browser in which this person is signed in."""
    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
