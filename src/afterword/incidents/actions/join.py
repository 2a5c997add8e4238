"""Coming to help with one tap, and going again."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, NotAllowed
from afterword.incidents.actions.assign_role import assign_role, leave_role
from afterword.incidents.models import Incident, Role
from afterword.people.actor import Actor


def helping_role() -> Role | None:
    """What somebody is who just helps: the last of the roles, unless it is the only one and commands."""
    return Role.objects.filter(retired_at=None, is_commander=False).order_by("-position", "-name").first()


@transaction.atomic
def join(actor: Actor, incident: Incident) -> Incident:
    """Be on it, as somebody who helps; nothing happens when the actor has a role here already."""
    require(actor, Verb.INCIDENT_UPDATE, incident)
    if actor.user is None:
        raise NotAllowed(_("Only people join an incident."))
    role = helping_role()
    if role is None:
        raise Conflict(_("There is no role for those who help. An administrator can add one."))
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.responders.filter(user=actor.user, left_at=None).exists():
        return incident
    return assign_role(actor, incident, role, actor.user)


@transaction.atomic
def leave(actor: Actor, incident: Incident) -> Incident:
    """End every role that the actor has here."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    held = incident.responders.filter(user=actor.user_id, left_at=None).select_related("role", "user")
    for stint in list(held):
        incident = leave_role(actor, incident, stint.role, stint.user)
    return incident
