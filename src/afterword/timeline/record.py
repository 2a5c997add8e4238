"""Adding to a timeline: the domain event and everything that will follow from it, in one transaction."""

from datetime import datetime
from typing import Any

import msgspec
from django.db import models

from afterword.core import clock
from afterword.core.wakeup.announce import announce
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.publish import publish_later
from afterword.timeline.registry import Happening, name_of


def record(
    incident: models.Model,
    actor: Actor,
    what: Happening,
    *,
    occurred_at: datetime | None = None,
    is_important: bool = False,
) -> TimelineEntry:
    """Write the entry and its publish job. The caller holds the incident's lock and has saved its change.

    `occurred_at` is when it happened (now, unless said otherwise); when we heard is always now.
    """
    now = clock.now()
    number = _next_number(incident, now)
    entry = TimelineEntry(
        incident_id=incident.pk,
        number=number,
        kind=name_of(type(what)),
        data=msgspec.to_builtins(what),
        actor_kind=actor.kind,
        actor_user=actor.user,
        actor_label=actor.label,
        occurred_at=occurred_at or now,
        recorded_at=now,
        is_important=is_important,
    )
    entry.save(force_insert=True)
    publish_later(entry)
    announce()
    return entry


def _next_number(incident: Any, now: datetime) -> int:
    before = incident.timeline_head
    rows = type(incident)._default_manager.filter(pk=incident.pk, timeline_head=before)
    if not rows.update(timeline_head=before + 1, updated_at=now):
        raise RuntimeError("record() needs the incident as it was locked in this transaction")
    incident.timeline_head, incident.updated_at = before + 1, now
    return int(before) + 1
