"""Wanting to hear of an incident without working on it. It gives no sight: who loses that hears nothing either."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import NotAllowed
from afterword.incidents.models import Incident, Watcher
from afterword.people.actor import Actor


@transaction.atomic
def watch(actor: Actor, incident: Incident) -> Incident:
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    if actor.user is None:
        raise NotAllowed(_("Only people watch an incident."))
    Watcher.objects.get_or_create(incident=incident, user=actor.user)
    return incident


@transaction.atomic
def unwatch(actor: Actor, incident: Incident) -> Incident:
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    incident.watchers.filter(user=actor.user_id).delete()
    return incident
