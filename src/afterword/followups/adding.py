"""Keeping a new follow-up, the same for one of an incident and one of a report."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from afterword.core import clock
from afterword.core.numbering import next_number
from afterword.followups.draft import FollowUpDraft, check_owners, cleaned
from afterword.followups.horizons import suggested_due, suggested_priority
from afterword.followups.kinds import FollowUpAdded
from afterword.followups.models import FollowUp
from afterword.followups.searching import index_soon
from afterword.followups.telling import tell
from afterword.incidents.tags import tags_named
from afterword.people.actor import Actor
from afterword.timeline.registry import Label


def keep(
    actor: Actor, draft: FollowUpDraft, *, over_at: datetime | None = None, task: Label | None = None, **of: Any
) -> FollowUp:
    """`of` is its locked `incident` or `postmortem`, `over_at` when that was over. The caller has allowed it.

    Priority and due date follow from the horizon unless they are given.
    """
    draft = cleaned(draft)
    followup = FollowUp(
        **of,
        kind=draft.kind,
        title=draft.title,
        description=draft.description,
        details=draft.details,
        priority=suggested_priority(draft.horizon) if draft.priority is None else draft.priority,
        horizon=draft.horizon,
        owner=draft.owner,
        owner_team=draft.owner_team,
        due_on=draft.due_on or due_of(draft.horizon, over_at),
        tracker_url=draft.tracker_url,
        created_by=actor.user,
    )
    check_owners(followup.subject, draft.owner, draft.owner_team)
    tags = tags_named(draft.tags)
    followup.number = next_number("followup")
    followup.save(force_insert=True)
    followup.tags.set(tags)
    index_soon(followup)
    tell(actor, followup, FollowUpAdded(followup=Label.of(followup), task=task))
    return followup


def due_of(horizon: str, over_at: datetime | None) -> date:
    """Until when, counted from the end, in the zone that is looked from."""
    over_on = timezone.localdate(over_at) if over_at else None
    return suggested_due(horizon, resolved_on=over_on, today=timezone.localdate(clock.now()))
