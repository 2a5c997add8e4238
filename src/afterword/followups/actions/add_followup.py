from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.followups.adding import keep
from afterword.followups.draft import FollowUpDraft
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.registry import Label


@transaction.atomic
def add_followup(actor: Actor, incident: Incident, draft: FollowUpDraft, *, task: Label | None = None) -> FollowUp:
    """Say what is to be different after this incident. `task` names the task that it was made of.

    Priority and due date follow from the horizon unless they are given.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    return keep(actor, draft, over_at=incident.resolved_at, task=task, incident=incident)
