"""Pictures on a note: added to one that is there, and taken off again. New notes bring theirs: `add_note`."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.incidents.actions.note_words import note_to_change
from afterword.incidents.kinds import PictureRemoved, PicturesAdded
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.models import Attachment
from afterword.timeline.pictures import StoredPicture, attach
from afterword.timeline.record import record


@transaction.atomic
def add_pictures(actor: Actor, incident: Incident, number: int, pictures: Sequence[StoredPicture]) -> list[Attachment]:
    """Put pictures on a note; one that it has already is not put there again."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    entry, _words = note_to_change(actor, incident, number)
    added = attach(actor, entry, pictures)
    if added:
        record(incident, actor, PicturesAdded(entry=number, names=tuple(each.name for each in added)))
    return added


@transaction.atomic
def remove_picture(actor: Actor, incident: Incident, number: int, sha256: str) -> None:
    """Take a picture off a note. Its file is forgotten later, when nothing else refers to it."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    entry, _words = note_to_change(actor, incident, number)
    picture = entry.attachments.filter(sha256=sha256).first()
    if picture is None:
        raise NotFound(_("This picture was taken off already."))
    record(incident, actor, PictureRemoved(entry=number, name=picture.name, sha256=sha256))
    picture.delete()
