"""What hangs on an entry: its pictures, and the notes that are merged into it. One statement where nothing does, else
two, however many entries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.safestring import SafeString

from afterword.incidents.models import Incident
from afterword.timeline.models import Attachment, TimelineEntry
from afterword.web.markdown import shown


@dataclass(frozen=True)
class ShownPicture:
    href: str
    name: str
    alt: str
    width: int
    height: int
    removal_href: str = ""


@dataclass(frozen=True)
class FoldedNote:
    """A note that says the same as the one it stands under."""

    number: int
    actor_label: str
    occurred_at: datetime
    body: SafeString
    pictures: list[ShownPicture] = field(default_factory=list)


@dataclass(frozen=True)
class Parts:
    pictures: list[ShownPicture] = field(default_factory=list)
    folded: list[FoldedNote] = field(default_factory=list)


NO_PARTS = Parts()


def parts_of(incident: Incident, entries: Collection[TimelineEntry]) -> dict[UUID, Parts]:
    """By the entry's key; those with nothing are left out."""
    keys = {each.pk for each in entries}
    has_pictures = Exists(Attachment.objects.filter(entry=OuterRef("pk")))
    found = TimelineEntry.objects.filter(Q(duplicate_of__in=keys) | (Q(pk__in=keys) & has_pictures)).oldest_first()
    concerned = list(found)
    if not concerned:
        return {}
    folded = [each for each in concerned if each.duplicate_of_id in keys]
    pictures: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    for each in Attachment.objects.filter(entry__in=concerned):
        pictures[each.entry_id].append(each)
    under: defaultdict[UUID, list[FoldedNote]] = defaultdict(list)
    for note in folded:
        own = [_picture(incident, each, 0) for each in pictures[note.pk]]
        body = shown(note.data.get("text", ""))
        assert note.duplicate_of_id
        under[note.duplicate_of_id].append(FoldedNote(note.number, note.actor_label, note.occurred_at, body, own))
    return {
        each.pk: Parts([_picture(incident, one, each.number) for one in pictures[each.pk]], under[each.pk])
        for each in entries
        if pictures[each.pk] or under[each.pk]
    }


def _picture(incident: Incident, row: Attachment, number: int) -> ShownPicture:
    removal = f"{incident.url}/entries/{number}/pictures/{row.sha256}/removal" if number else ""
    href = f"{incident.url}/pictures/{row.sha256}"
    return ShownPicture(href, row.name, row.alt or row.name, row.width, row.height, removal)
