"""Entries of one incident on another's timeline: the source stays whole, every copy knows where it came from."""

from collections.abc import Sequence

from afterword.core import clock
from afterword.core.ids import new_id
from afterword.incidents.models import Incident
from afterword.timeline.models import Attachment, TimelineEntry

AT_ONCE = 500


def copy_entries(entries: Sequence[TimelineEntry], target: Incident) -> int:
    """Add copies in the order given, numbered on; the caller holds the target's lock and records why.

    Followers of the target are woken by that record. What was subscribed to entries is not told of copies: it has
    heard of the originals.
    """
    if not entries:
        return 0
    head, now = target.timeline_head, clock.now()
    copies = [_copy(entry, target, head + step) for step, entry in enumerate(entries, start=1)]
    TimelineEntry.objects.bulk_create(copies, batch_size=AT_ONCE)
    _copy_pictures({copy.copied_from_id: copy for copy in copies}, target)
    target.timeline_head, target.updated_at = head + len(copies), now
    target.save(update_fields=["timeline_head", "updated_at"])
    return len(copies)


def _copy(entry: TimelineEntry, target: Incident, number: int) -> TimelineEntry:
    return TimelineEntry(
        incident=target,
        number=number,
        kind=entry.kind,
        data=entry.data,
        actor_kind=entry.actor_kind,
        actor_user_id=entry.actor_user_id,
        actor_label=entry.actor_label,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        is_important=entry.is_important,
        edited_at=entry.edited_at,
        copied_from_id=entry.copied_from_id or entry.pk,
    )


def _copy_pictures(copies: dict[object, TimelineEntry], target: Incident) -> None:
    pictures = list(Attachment.objects.filter(entry__in=list(copies)))
    for picture in pictures:
        picture.entry, picture.incident = copies[picture.entry_id], target
        picture.pk, picture._state.adding = new_id(), True
    Attachment.objects.bulk_create(pictures, batch_size=AT_ONCE)
