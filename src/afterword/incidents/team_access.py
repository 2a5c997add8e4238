"""Private incidents that a team may see follow its members."""

from django.db.models import F

from afterword.access.membership import when_members_change
from afterword.incidents.models import Incident
from afterword.people.models import Team


@when_members_change
def look_again(team: Team) -> None:
    """Whoever follows a private incident shared with the team is checked anew."""
    shared = Incident.objects.filter(is_private=True, members__team=team)
    shared.update(access_version=F("access_version") + 1)
