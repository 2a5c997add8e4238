"""The people and teams with whom a private incident is shared, and telling who watches that they changed."""

from collections.abc import Iterable

from afterword.incidents.models import Incident, IncidentMember
from afterword.people.models import Team, User


def share_with(incident: Incident, members: Iterable[User | Team]) -> None:
    """Let each of them see the incident while it is private. They are none of its members yet."""
    for member in dict.fromkeys(members):
        IncidentMember.objects.create(
            incident=incident,
            user=member if isinstance(member, User) else None,
            team=member if isinstance(member, Team) else None,
        )


def follow_access(incident: Incident) -> None:
    """Roles open private incidents, so whoever watches who may see is told. The caller holds the lock."""
    if incident.is_private:
        incident.access_version += 1
        incident.save(update_fields=["access_version"])
