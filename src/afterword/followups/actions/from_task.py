from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.followups.actions.add_followup import add_followup
from afterword.followups.draft import TITLE_LENGTH, FollowUpDraft
from afterword.followups.models import FollowUp, Horizon
from afterword.incidents.models import IncidentTask
from afterword.people.actor import Actor
from afterword.timeline.registry import Label


@transaction.atomic
def make_followup(actor: Actor, task: IncidentTask, *, horizon: str = Horizon.MONTH) -> FollowUp:
    """Turn a task into a follow-up that outlives the incident: title, assignee and due date come with it."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, task.incident)
    fresh = incident.tasks.select_related("assignee").filter(pk=task.pk).first()
    if fresh is None:
        raise NotFound(_("This task was removed by somebody else."))
    has_room = len(fresh.title) <= TITLE_LENGTH
    owner = fresh.assignee if fresh.assignee and fresh.assignee.is_active else None
    draft = FollowUpDraft(
        title=fresh.title if has_room else f"{fresh.title[: TITLE_LENGTH - 1]}…",
        description="" if has_room else fresh.title,
        horizon=horizon,
        owner=owner,
        due_on=fresh.due_on,
    )
    followup = add_followup(actor, incident, draft, task=Label.of(fresh))
    fresh.delete()
    return followup
