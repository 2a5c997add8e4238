"""What the demo's stories share: severities by rank, services by name, and the key that tells a story is here."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from afterword.incidents.actions.impacts import ImpactFigures, edit_impact
from afterword.incidents.models import Category, Impact, Incident, Role, Service, Severity, Status
from afterword.people.actor import Actor
from afterword.people.models import Team

BERLIN = "Europe/Berlin"


def key_of(story: str) -> str:
    return f"afterword-demo:{story}"


def is_told(story: str) -> bool:
    return Incident.objects.filter(source_key=key_of(story)).exists()


def severity(rank: int) -> Severity:
    """The severity at this place, the worst being 0; installations may have renamed or dropped some."""
    known = list(Severity.objects.filter(retired_at=None, is_unknown=False).order_by("position"))
    return known[min(rank, len(known) - 1)] if known else Severity.objects.get(is_unknown=True)


def service(name: str, owner: Team) -> Service:
    return Service.objects.get_or_create(name=name, defaults={"owner": owner, "is_demo": True})[0]


def stable() -> Status:
    return Status.first_of(Category.STABLE)


def role(name: str) -> Role | None:
    return Role.objects.filter(name=name, retired_at=None).first()


def clock_of(day: datetime, hour: int, minute: int, zone: str = BERLIN) -> datetime:
    """That time of the day, in the zone."""
    return day.astimezone(ZoneInfo(zone)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def minutes_before(now: datetime, minutes: int) -> datetime:
    """A whole minute in the past."""
    return (now - timedelta(minutes=minutes)).replace(second=0, microsecond=0)


def count(actor: Actor, impact: Impact, figures: ImpactFigures) -> None:
    """Add figures to an impact, and leave the rest of it as it is."""
    edit_impact(
        actor,
        impact,
        description=impact.description,
        started_at=impact.started_at,
        ended_at=impact.ended_at,
        is_downtime=impact.is_downtime,
        figures=figures,
    )
