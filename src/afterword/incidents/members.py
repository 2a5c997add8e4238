"""The people and teams with whom a private incident is shared, and telling who watches that they changed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.models import Incident, IncidentMember
from afterword.people.models import Team, User


def share_with(incident: Incident, members: Iterable[User | Team]) -> None:
    """Let each of them see the incident while it is private. They are none of its members yet."""
    wanted = list(dict.fromkeys(members))
    refuse_retired_teams(each for each in wanted if isinstance(each, Team))
    for member in wanted:
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


def refuse_retired_teams(teams: Iterable[Team]) -> None:
    """Invalid when one of them is offered no longer."""
    for team in teams:
        if team.retired_at:
            raise Invalid({"teams": _("The team %(name)s is no longer used.") % {"name": team}})
