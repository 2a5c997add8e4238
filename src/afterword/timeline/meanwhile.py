"""Noticing that somebody else changed a thing while a person was still writing about it."""

from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from afterword.core.errors import Conflict
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from afterword.timeline.registry import Happening, name_of


def refuse_if_changed(
    incident: models.Model, actor: Actor, since: int | None, *kinds: type[Happening], **about: Any
) -> None:
    """Raise Conflict when such an entry by somebody else is newer than `since`, the number the writer last saw.

    `about` narrows to entries with this data. Without `since` nothing is compared. The caller holds the lock.
    """
    if since is None:
        return
    theirs = entries_by_others(incident, actor, since, *kinds).filter(**{f"data__{key}": about[key] for key in about})
    if newest := theirs.first():
        raise conflict_with(newest)


def entries_by_others(
    incident: models.Model, actor: Actor, since: int | None, *kinds: type[Happening]
) -> models.QuerySet[TimelineEntry]:
    """Such entries by somebody else after number `since`, newest first; none without `since`."""
    if since is None:
        return TimelineEntry.objects.none()
    newer = TimelineEntry.objects.filter(incident_id=incident.pk, number__gt=since).order_by("-number")
    newer = newer.filter(kind__in=[name_of(kind) for kind in kinds])
    return newer.exclude(actor_user=actor.user_id) if actor.user_id else newer


class _ByThem(Protocol):
    @property
    def actor_label(self) -> str: ...


def conflict_with(entry: _ByThem) -> Conflict:
    words = _("%(who)s changed this while you were writing. Save again to put yours in its place.")
    return Conflict(words % {"who": entry.actor_label}, code="changed_meanwhile")
