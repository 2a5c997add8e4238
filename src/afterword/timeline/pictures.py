"""Pictures on the timeline: made safe and stored first, then attached in the transaction that writes the note."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.core import files
from afterword.core.errors import Invalid
from afterword.core.images import picture_of
from afterword.people.actor import Actor
from afterword.timeline.models import Attachment, TimelineEntry

MOST_PICTURES = 10  # on one note
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff/\\]")


@dataclass(frozen=True)
class StoredPicture:
    """A picture in the file store that no row refers to yet."""

    sha256: str
    content_type: str
    name: str
    alt: str
    size: int
    width: int
    height: int


def store_picture(data: bytes, *, name: str, alt: str = "") -> StoredPicture:
    """Check, rewrite and store what somebody sent; Invalid says why not. Slow: never inside a transaction."""
    name = _line(name)[-200:] or "picture"
    picture = picture_of(data, name=name)
    sha256 = files.keep(picture.data)
    size = len(picture.data)
    return StoredPicture(sha256, picture.content_type, name, _line(alt)[:300], size, picture.width, picture.height)


def attach(actor: Actor, entry: TimelineEntry, pictures: Sequence[StoredPicture]) -> list[Attachment]:
    """Rows for pictures that the entry does not have yet. The caller holds the incident's lock and records it."""
    if not pictures:
        return []
    known = set(entry.attachments.values_list("sha256", flat=True))
    new = {each.sha256: each for each in pictures if each.sha256 not in known}
    if len(known) + len(new) > MOST_PICTURES:
        words = _("A note holds at most %(limit)s pictures. Write a second note for the rest.")
        raise Invalid({"pictures": words % {"limit": MOST_PICTURES}})
    rows = [
        Attachment(
            incident_id=entry.incident_id, entry=entry, added_by=actor.user, sha256=each.sha256,
            content_type=each.content_type, name=each.name, alt=each.alt, size=each.size,
            width=each.width, height=each.height,
        )
        for each in new.values()
    ]  # fmt: skip
    return Attachment.objects.bulk_create(rows)


@files.refers_to_files
def pictures_among(hashes: list[str]) -> set[str]:
    return set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))


def _line(text: str) -> str:
    return " ".join(_UNWANTED.sub("", unicodedata.normalize("NFC", text)).split())
