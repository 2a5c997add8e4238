"""Things for tests to happen to. Built through the verbs, as everybody builds them."""

from datetime import UTC, datetime

from afterword.core import clock
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.declare import NOTHING_KNOWN, ImpactDraft, Times, declare
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.models import Incident, Outcome, Service, Severity, Status
from afterword.people.actor import Actor
from afterword.people.models import Membership, Team, User
from afterword.timeline.models import TimelineEntry
from tests.cast import ada_actor


def utc(text: str) -> datetime:
    """utc("2026-03-02 14:05"): that minute, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def sev(level: int | None) -> Severity:
    """SEV-0 to SEV-4 as they are seeded; None is Unknown."""
    return Severity.objects.get(is_unknown=True) if level is None else Severity.objects.get(name=f"SEV-{level}")


def status(name: str) -> Status:
    """A seeded status by its name: Active, Stable, Resolved, Completed."""
    return Status.objects.get(name=name)


def a_team(name: str = "Payments", *members: Actor, lead: Actor | None = None) -> Team:
    team, _ = Team.objects.get_or_create(name=name)
    for member in (*members, *([lead] if lead else [])):
        assert member.user
        Membership.objects.get_or_create(team=team, user=member.user, defaults={"is_lead": member is lead})
    return team


def a_service(name: str = "Checkout", owner: Team | None = None) -> Service:
    service, _ = Service.objects.get_or_create(name=name, defaults={"owner": owner})
    return service


def an_incident(
    title: str = "Checkout answers with errors",
    *,
    commander: Actor | None = None,
    declared_by: Actor | None = None,
    severity: Severity | None = None,
    summary: str = "",
    services: tuple[Service, ...] = (),
    teams: tuple[Team, ...] = (),
    impact: ImpactDraft | None = None,
    times: Times = NOTHING_KNOWN,
    zone: str = "",
    is_private: bool = False,
    is_test: bool = False,
) -> Incident:
    """An open incident that Ada declared and commands, unless told otherwise; SEV-3."""
    declarer = declared_by or commander or ada_actor()
    return declare(
        declarer,
        title=title,
        severity=severity or sev(3),
        commander=user_of(commander) if commander else None,
        summary=summary,
        services=services,
        teams=teams,
        impact=impact,
        times=times,
        zone=zone,
        is_private=is_private,
        is_test=is_test,
    )


def a_resolved_incident(
    title: str = "Checkout answered with errors", *, by: Actor | None = None, outcome: str = Outcome.RESOLVED
) -> Incident:
    """Declared and then resolved a moment later by the same person."""
    actor = by or ada_actor()
    return resolve(actor, an_incident(title, commander=actor), Ending(outcome=outcome, at=clock.now()))


def a_note(
    incident: Incident, text: str = "Rolled back to 4.2", *, by: Actor | None = None, at: datetime | None = None
) -> TimelineEntry:
    return add_note(by or ada_actor(), incident, text, occurred_at=at)


def user_of(actor: Actor) -> User:
    assert actor.user, f"{actor} is nobody"
    return actor.user
