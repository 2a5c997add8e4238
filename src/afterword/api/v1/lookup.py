"""From the names that people and scripts use to rows, with words for names that nobody has."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from afterword.access.policy import see
from afterword.core.errors import Invalid
from afterword.incidents.models import Category, Experience, Incident, IncidentType, Role, Service, Severity, Status
from afterword.incidents.seen import note_seen
from afterword.people.actor import Actor
from afterword.people.models import Team, User

RowT = TypeVar("RowT", bound=Model)
UNKNOWN = "unknown"
NAMES_SHOWN = 20
FOR_DOCUMENT = ("type", "severity", "highest_severity", "status", "commander", "declared_by")


def incident_at(actor: Actor, number: int) -> Incident:
    """The incident of this number, or NotFound when there is none or it is not shared with the actor."""
    incident = see(actor, Incident.objects.filter(number=number).select_related(*FOR_DOCUMENT))
    note_seen(actor, incident)
    return incident


def severity_named(name: str) -> Severity:
    """By name in any case; "unknown" is always the one that says so, whatever it is called."""
    if name.lower() == UNKNOWN:
        return Severity.objects.get(is_unknown=True)
    return _named(Severity.objects.all(), name, "severity")


def status_named(name: str) -> Status:
    """By name in any case, or by category, which means the first of that category."""
    found = Status.objects.filter(name__iexact=name).first()
    if found is None and name.lower() in Category.values:
        return Status.first_of(Category(name.lower()))
    return found or _named(Status.objects.all(), name, "status")


def type_named(name: str) -> IncidentType:
    return _named(IncidentType.objects.all(), name, "type")


def role_named(name: str) -> Role:
    return _named(Role.objects.all(), name, "role")


def services_named(names: Iterable[str]) -> list[Service]:
    return [_named(Service.objects.filter(retired_at=None), name, "services") for name in _once(names)]


def experience_named(name: str) -> Experience:
    return _named(Experience.objects.filter(retired_at=None), name, "experience")


def teams_named(names: Iterable[str]) -> list[Team]:
    return [_named(Team.objects.all(), name, "teams") for name in _once(names)]


def person_with(email: str, field: str) -> User:
    """The account with this address, in any case."""
    found: User | None = User.objects.filter(email__iexact=email).first()
    if found is None:
        raise Invalid({field: _("Nobody here has the address “%(value)s”.") % {"value": email[:80]}})
    return found


def row_with(rows: QuerySet[RowT], key: str) -> RowT | None:
    """The row of these with this id; None when there is none, or when it can't be an id."""
    try:
        return rows.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _named(rows: QuerySet[RowT], name: str, field: str) -> RowT:
    found = rows.filter(name__iexact=name).first()
    if found is None:
        known = ", ".join(str(row) for row in rows[:NAMES_SHOWN])
        words = (
            _("There is no “%(value)s” here. Known are: %(known)s.") if known else _("There is no “%(value)s” here.")
        )
        raise Invalid({field: words % {"value": name[:80], "known": known}})
    return found
