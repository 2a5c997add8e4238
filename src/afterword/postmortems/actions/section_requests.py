"""Asking somebody to write a section, and saying that it is written."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import can, lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.core.wakeup.announce import announce
from afterword.documents.tree import tree_of
from afterword.incidents.validation import clean_reason
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.actions.ask_for_review import check_reader
from afterword.postmortems.models import Postmortem, SectionRequest
from afterword.postmortems.policy import refuse_published
from afterword_text.sections import list_sections

MOST_ASKED = 100  # open ones of a report


@dataclass(frozen=True)
class Wanted:
    """`section` is the id of its heading."""

    section: str
    person: User
    due_on: date | None = None
    message: str = ""


@transaction.atomic
def ask_for_section(actor: Actor, postmortem: Postmortem, wanted: Wanted) -> SectionRequest:
    """Ask somebody for a section; asked again, the day and the message become the new ones.

    Raises Invalid for a section that is not there, and for somebody who can't write in the report.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    message = clean_reason(wanted.message, field="message")
    title = title_of(postmortem, wanted.section)
    check_reader(postmortem, wanted.person, field="person")
    if not can(Actor.person(wanted.person), Verb.POSTMORTEM_EDIT, postmortem):
        words = _("%(who)s may read this report but not write in it. Choose somebody else.")
        raise Invalid({"person": words % {"who": wanted.person}})
    opened = postmortem.section_requests.open()
    request = opened.filter(section=wanted.section, person=wanted.person).first()
    if request is None and opened.count() >= MOST_ASKED:
        raise Conflict(_("%(most)s sections are asked for already. Finish some first.") % {"most": MOST_ASKED})
    request = request or SectionRequest(postmortem=postmortem, section=wanted.section, person=wanted.person)
    request.title, request.due_on, request.message = title, wanted.due_on, message
    request.asked_by, request.asked_at = actor.user, clock.now()
    request.save()
    _touch(postmortem)
    return request


@transaction.atomic
def finish_section(actor: Actor, postmortem: Postmortem, request: SectionRequest) -> SectionRequest:
    """Say that it is written: whoever was asked, or whoever may ask."""
    return _set(actor, postmortem, request, is_done=True)


@transaction.atomic
def ask_again(actor: Actor, postmortem: Postmortem, request: SectionRequest) -> SectionRequest:
    """It is not written after all."""
    return _set(actor, postmortem, request, is_done=False)


@transaction.atomic
def withdraw_section_request(actor: Actor, postmortem: Postmortem, request: SectionRequest) -> None:
    """Ask no more; what was written stays."""
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    postmortem.section_requests.filter(pk=request.pk).delete()
    _touch(postmortem)


def title_of(postmortem: Postmortem, section_id: str) -> str:
    """What the section's heading says; Invalid when there is no such section."""
    for each in list_sections(tree_of(postmortem.document)):
        if each.id == section_id:
            return (each.title or _("Opening"))[:256]
    raise Invalid({"section": _("This report has no such section any more.")})


def _set(actor: Actor, postmortem: Postmortem, request: SectionRequest, *, is_done: bool) -> SectionRequest:
    postmortem = lock(actor, Verb.POSTMORTEM_VIEW, postmortem)
    found = postmortem.section_requests.filter(pk=request.pk).first()
    if found is None:
        raise NotFound(_("Nobody is asked for this any more."))
    if found.person_id != actor.user_id and not can(actor, Verb.POSTMORTEM_EDIT, postmortem):
        raise NotAllowed(_("Somebody else was asked for this."))
    if found.is_done != is_done:
        again = postmortem.section_requests.open().filter(section=found.section, person=found.person_id)
        if not is_done and again.exists():
            return found
        found.done_at = clock.now() if is_done else None
        found.save(update_fields=["done_at"])
        _touch(postmortem)
    return found


def _touch(postmortem: Postmortem) -> None:
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=["updated_at"])
    announce()
