"""Entries of one incident on another's timeline: the source stays whole, every copy knows where it came from."""

from collections.abc import Sequence
from uuid import UUID

from afterword.core import clock
from afterword.core.ids import new_id
from afterword.incidents.models import Incident, Milestone, MilestoneKind
from afterword.timeline.models import Attachment, TimelineEntry

AT_ONCE = 500


def copy_entries(entries: Sequence[TimelineEntry], target: Incident) -> int:
    """Add copies in the order given, numbered on, and return how many; the caller holds the target's lock and records
    why. Notes that are merged into one of them come along, below it, and so do milestones that
    the target has not.

    Followers of the target are woken by that record. What was subscribed to entries is not told of copies: it has
    heard of the originals.
    """
    if not entries:
        return 0
    head, now = target.timeline_head, clock.now()
    sources = [*entries, *_folded_under(entries)]
    copies = {entry.pk: _copy(entry, target, head + step) for step, entry in enumerate(sources, start=1)}
    for entry in sources:
        if entry.duplicate_of_id:
            copies[entry.pk].duplicate_of = copies[entry.duplicate_of_id]
    TimelineEntry.objects.bulk_create(copies.values(), batch_size=AT_ONCE)
    _copy_pictures(copies, target)
    _copy_milestones(copies, target)
    target.timeline_head, target.updated_at = head + len(copies), now
    target.save(update_fields=["timeline_head", "updated_at"])
    return len(entries)


def _folded_under(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """All of one incident, as the entries are; asked by the incident, for they may be thousands."""
    listed = {entry.pk for entry in entries}
    folded = TimelineEntry.objects.filter(incident=entries[0].incident_id).exclude(duplicate_of=None)
    return [each for each in folded.order_by("number") if each.duplicate_of_id in listed]


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


def _copy_pictures(copies: dict[UUID, TimelineEntry], target: Incident) -> None:
    pictures = list(Attachment.objects.filter(entry__in=list(copies)))
    for picture in pictures:
        picture.entry, picture.incident = copies[picture.entry_id], target
        picture.pk, picture._state.adding = new_id(), True
    Attachment.objects.bulk_create(pictures, batch_size=AT_ONCE)


def _copy_milestones(copies: dict[UUID, TimelineEntry], target: Incident) -> None:
    """Where the target has marked the same step itself, its own holds; key discoveries may be many."""
    known = set(target.milestones.values_list("kind", flat=True)) - {MilestoneKind.DISCOVERY}
    told = list(Milestone.objects.filter(entry__in=list(copies)).exclude(kind__in=known).select_related("entry"))
    for milestone in told:
        if milestone.entry:
            milestone.entry = copies[milestone.entry.pk]
        milestone.incident, milestone.pk, milestone._state.adding = target, new_id(), True
    Milestone.objects.bulk_create(told, batch_size=AT_ONCE)
