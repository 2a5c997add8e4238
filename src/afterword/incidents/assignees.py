"""Who can be given work on an incident."""

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import User


def check_assignee(incident: Incident, person: User | None, *, field: str) -> None:
    """Refuse somebody who can't sign in, or who does not see this private incident."""
    if person is None:
        return
    if not person.is_active:
        raise Invalid({field: _("%(who)s has no working account here. Choose somebody else.") % {"who": person}})
    if incident.is_private and not Incident.objects.visible_to(Actor.person(person)).filter(pk=incident.pk).exists():
        problem = _("%(who)s can't see this private incident. Share it with them first, or choose somebody else.")
        raise Invalid({field: problem % {"who": person}})
