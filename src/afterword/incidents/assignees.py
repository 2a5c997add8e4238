"""Who can be given work on an incident."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.models import Incident, IncidentMember, Responder
from afterword.people.actor import Actor
from afterword.people.models import Membership, User


def assignees(incident: Incident) -> QuerySet[User]:
    """Those who can be given work on it: everybody with a working account; of a private one, those who see it."""
    people: QuerySet[User] = User.objects.active()
    if not incident.is_private:
        return people
    working = Responder.objects.filter(incident=incident, left_at=None)
    members = IncidentMember.objects.filter(incident=incident)
    in_teams = Membership.objects.filter(team__in=members.values("team"))
    return people.filter(
        Q(pk__in=[incident.commander_id, incident.declared_by_id])
        | Q(pk__in=working.values("user"))
        | Q(pk__in=members.exclude(user=None).values("user"))
        | Q(pk__in=in_teams.values("user"))
    )


def check_assignee(incident: Incident, person: User | None, *, field: str) -> None:
    """Refuse somebody who can't sign in, or who does not see this private incident."""
    if person is None:
        return
    if not person.is_active:
        raise Invalid({field: _("%(who)s has no working account here. Choose somebody else.") % {"who": person}})
    if incident.is_private and not Incident.objects.visible_to(Actor.person(person)).filter(pk=incident.pk).exists():
        problem = _("%(who)s can't see this private incident. Share it with them first, or choose somebody else.")
        raise Invalid({field: problem % {"who": person}})
