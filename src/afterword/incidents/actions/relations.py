"""Incidents that belong together: linked ones, and one that is a part of another."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.kinds import ChildChanged, ParentChanged, Related, Unrelated
from afterword.incidents.models import Incident, IncidentRelation
from afterword.incidents.pairs import lock_pair, numbered
from afterword.people.actor import Actor
from afterword.timeline.record import record

DEEPEST = 10  # parts of parts; more is no order any more


@transaction.atomic
def relate(actor: Actor, incident: Incident, other: Incident) -> Incident:
    """Say that two incidents have to do with each other; both timelines say so. Twice is once."""
    if incident.pk == other.pk:
        raise Invalid({"other": _("An incident can't be linked with itself.")})
    incident, other = lock_pair(actor, Verb.INCIDENT_UPDATE, incident, other)
    earlier, later = sorted((incident, other), key=lambda each: each.number)
    _relation, is_new = IncidentRelation.objects.get_or_create(earlier=earlier, later=later)
    if is_new:
        record(incident, actor, Related(other=numbered(other)))
        record(other, actor, Related(other=numbered(incident)))
    return incident


@transaction.atomic
def unrelate(actor: Actor, incident: Incident, other: Incident) -> Incident:
    incident, other = lock_pair(actor, Verb.INCIDENT_UPDATE, incident, other)
    earlier, later = sorted((incident, other), key=lambda each: each.number)
    gone, _kinds = IncidentRelation.objects.filter(earlier=earlier, later=later).delete()
    if gone:
        record(incident, actor, Unrelated(other=numbered(other)))
        record(other, actor, Unrelated(other=numbered(incident)))
    return incident


@transaction.atomic
def set_parent(actor: Actor, incident: Incident, parent: Incident | None) -> Incident:
    """Make the incident a part of a bigger one, or of none. Invalid for a circle."""
    if parent is None:
        return _take_out(actor, incident)
    if incident.pk == parent.pk:
        raise Invalid({"parent": _("An incident can't be a part of itself.")})
    incident, parent = lock_pair(actor, Verb.INCIDENT_UPDATE, incident, parent)
    if incident.parent_id == parent.pk:
        return incident
    _check_no_circle(incident, parent)
    before = incident.parent
    incident.parent = parent
    incident.save(update_fields=["parent"])
    what = ParentChanged(before=numbered(before) if before else None, after=numbered(parent))
    record(incident, actor, what)
    record(parent, actor, ChildChanged(child=numbered(incident), is_added=True))
    return incident


def _take_out(actor: Actor, incident: Incident) -> Incident:
    """Whoever works on the incident may take it out, even of one that they can't see."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    before = incident.parent
    if before is None:
        return incident
    incident.parent = None
    incident.save(update_fields=["parent"])
    record(incident, actor, ParentChanged(before=numbered(before), after=None))
    return incident


def _check_no_circle(incident: Incident, parent: Incident) -> None:
    """Walks up from the new parent. Two people who close a circle at once hold each other's lock in turn."""
    above: Incident | None = parent
    for _step in range(DEEPEST):
        if above is None:
            return
        if above.pk == incident.pk:
            words = _("%(other)s is a part of this incident already: they can't both be a part of each other.")
            raise Invalid({"parent": words % {"other": parent.reference}})
        above = above.parent
    raise Invalid({"parent": _("These are too many parts within parts. Choose an incident further up.")})
