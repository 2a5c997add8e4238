"""What the words of a note may be, and who may change one: the same for writing, editing, moving and merging."""

from django.utils.translation import gettext as _

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.kinds import NoteAdded
from afterword.incidents.models import Incident
from afterword.incidents.validation import NOTE_LENGTH, clean_long_text, clean_text, clean_url
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry

AUTHOR_LENGTH = 120


def clean_note(text: str, *, author: str = "", link: str = "", has_pictures: bool = False) -> NoteAdded:
    """A note's words, perhaps quoted from somebody; a picture may stand without words. Invalid says what is wrong."""
    text = clean_long_text(text, field="text", limit=NOTE_LENGTH, is_required=not has_pictures)
    author = " ".join(clean_text(author).split())
    if len(author) > AUTHOR_LENGTH:
        raise Invalid({"author": _("Keep the name to %(limit)s characters.") % {"limit": AUTHOR_LENGTH}})
    link = clean_url(link, field="link") if link.strip() else ""
    if author and not text:
        raise Invalid({"text": _("Write what %(author)s said.") % {"author": author}})
    return NoteAdded(text=text, author=author, link=link)


def note_to_change(actor: Actor, incident: Incident, number: int) -> tuple[TimelineEntry, NoteAdded]:
    """A note that the actor may change, with its words. The caller holds the incident's lock."""
    entry = incident.timeline.select_related("duplicate_of").filter(number=number).first()
    if entry is None:
        raise NotFound(_("There is no such entry on this timeline."))
    what = entry.particulars
    if not isinstance(what, NoteAdded):
        raise Conflict(_("Only notes can be edited; what the system wrote stays as it was."), code="not_a_note")
    if entry.actor_user_id != actor.user_id and not can(actor, Verb.INCIDENT_UPDATE, incident):
        raise NotAllowed(_("This is somebody else's note. Ask a responder to change it."))
    if entry.duplicate_of:
        words = _("This note is merged into note %(kept)s. Take the two apart first.")
        raise Conflict(words % {"kept": entry.duplicate_of.number}, code="merged")
    return entry, what
