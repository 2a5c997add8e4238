"""Two incidents at once."""

from uuid import UUID

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.registry import Label


def lock_pair(actor: Actor, verb: Verb, one: Incident, other: Incident) -> tuple[Incident, Incident]:
    """Both, locked in the order of their keys, so that two who want the same two never wait for each other."""
    found: dict[UUID, Incident] = {}
    for each in sorted((one, other), key=lambda incident: incident.pk):
        found[each.pk] = lock(actor, verb, each)
    return found[one.pk], found[other.pk]


def numbered(incident: Incident) -> Label:
    """By its number alone: who reads it may not be allowed to see the title."""
    return Label(str(incident.pk), incident.reference)
