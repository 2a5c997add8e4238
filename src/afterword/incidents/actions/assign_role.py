from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.incidents.kinds import RoleAssigned, RoleLeft
from afterword.incidents.members import follow_access
from afterword.incidents.models import Incident, Responder, Role
from afterword.incidents.offers import end_offers, end_offers_by
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def assign_role(actor: Actor, incident: Incident, role: Role, person: User) -> Incident:
    """Put a person in a role. There is one commander: a new one takes over from the one before."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if not person.is_active:
        raise Invalid({"person": _("%(name)s can no longer sign in.") % {"name": person}})
    held = incident.responders.filter(role=role, left_at=None)
    if held.filter(user=person).exists():
        return incident
    if role.retired_at:
        raise Invalid({"role": _("The role %(name)s is no longer used.") % {"name": role.label}})
    now = clock.now()
    before = None
    if role.is_commander:
        before = incident.commander
        held.update(left_at=now)
        incident.commander = person
        incident.save(update_fields=["commander"])
    Responder.objects.create(incident=incident, user=person, role=role, joined_at=now)
    end_offers(incident, role, None if role.is_commander else person)
    follow_access(incident)
    what = RoleAssigned(
        role=Label.of(role),
        person=Label.of(person),
        before=Label.of(before) if before else None,
        is_own=person.pk == actor.user_id,
    )
    record(incident, actor, what)
    return incident


@transaction.atomic
def leave_role(actor: Actor, incident: Incident, role: Role, person: User) -> Incident:
    """End a person's time in a role; they may always end their own."""
    verb = Verb.INCIDENT_COMMENT if actor.user_id == person.pk else Verb.INCIDENT_UPDATE
    incident = lock(actor, verb, incident)
    held = incident.responders.filter(role=role, user=person, left_at=None)
    if not held.update(left_at=clock.now()):
        return incident
    if role.is_commander:
        incident.commander = None
        incident.save(update_fields=["commander"])
    end_offers_by(incident, role, person)
    follow_access(incident)
    record(incident, actor, RoleLeft(role=Label.of(role), person=Label.of(person), is_own=person.pk == actor.user_id))
    return incident
