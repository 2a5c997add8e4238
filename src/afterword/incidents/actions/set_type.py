from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.checklist import plant_checklist
from afterword.incidents.kinds import TypeChanged
from afterword.incidents.models import Incident, IncidentType
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def set_type(actor: Actor, incident: Incident, type: IncidentType) -> Incident:  # noqa: A002  (the word on the page)
    """Say what sort of incident it is; its checklist becomes tasks, and what was filled in stays.

    Who sees it does not change: only declaring makes private what its type wants private from the start.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    if incident.type_id == type.pk:
        return incident
    refuse_retired_type(type)
    before, incident.type = incident.type, type
    incident.save(update_fields=["type"])
    record(incident, actor, TypeChanged(before=Label.of(before), after=Label.of(type)))
    plant_checklist(actor, incident)
    return incident


def refuse_retired_type(kind: IncidentType) -> None:
    if kind.retired_at:
        raise Invalid({"type": _("The type %(name)s is no longer used.") % {"name": kind.label}})
