from datetime import date

from django.db import transaction
from django.utils import timezone

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.numbering import next_number
from afterword.followups.draft import FollowUpDraft, check_owners, cleaned
from afterword.followups.horizons import suggested_due, suggested_priority
from afterword.followups.kinds import FollowUpAdded
from afterword.followups.models import FollowUp
from afterword.followups.searching import index_soon
from afterword.incidents.models import Incident
from afterword.incidents.tags import tags_named
from afterword.people.actor import Actor
from afterword.timeline.record import record
from afterword.timeline.registry import Label


@transaction.atomic
def add_followup(actor: Actor, incident: Incident, draft: FollowUpDraft, *, task: Label | None = None) -> FollowUp:
    """Say what is to be different after this incident. `task` names the task that it was made of.

    Priority and due date follow from the horizon unless they are given.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    draft = cleaned(draft)
    check_owners(incident, draft.owner, draft.owner_team)
    tags = tags_named(draft.tags)
    followup = FollowUp.objects.create(
        number=next_number("followup"),
        incident=incident,
        kind=draft.kind,
        title=draft.title,
        description=draft.description,
        details=draft.details,
        priority=suggested_priority(draft.horizon) if draft.priority is None else draft.priority,
        horizon=draft.horizon,
        owner=draft.owner,
        owner_team=draft.owner_team,
        due_on=draft.due_on or due_of(incident, draft.horizon),
        tracker_url=draft.tracker_url,
        created_by=actor.user,
    )
    followup.tags.set(tags)
    index_soon(followup)
    record(incident, actor, FollowUpAdded(followup=Label.of(followup), task=task))
    return followup


def due_of(incident: Incident, horizon: str) -> date:
    """Until when, counted from the incident's end, in the zone that is looked from."""
    resolved_on = timezone.localdate(incident.resolved_at) if incident.resolved_at else None
    return suggested_due(horizon, resolved_on=resolved_on, today=timezone.localdate(clock.now()))
