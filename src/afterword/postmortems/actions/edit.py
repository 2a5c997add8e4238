"""Changing a report: its title, and one section at a time as Markdown."""

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.documents.section import edit_section as edit_document_section
from afterword.incidents.validation import clean_title
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem
from afterword.postmortems.policy import refuse_published
from afterword.postmortems.searching import index_soon


@transaction.atomic
def rename(actor: Actor, postmortem: Postmortem, title: str) -> Postmortem:
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    title = clean_title(title)
    if title != postmortem.title:
        refuse_published(postmortem)
        postmortem.title, postmortem.updated_at = title, clock.now()
        postmortem.save(update_fields=["title", "updated_at"])
        index_soon(postmortem)
    return postmortem


@transaction.atomic
def edit_section(actor: Actor, postmortem: Postmortem, section: str, markdown: str, *, base: int) -> int:
    """Write one section anew, as it was read at `base`; what others wrote since is kept. Answers the new number.

    Raises Conflict when `base` is older than what is kept and while the report is published, and changes nothing.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    before = postmortem.document.head
    head = edit_document_section(actor, postmortem.document, section, markdown, base)
    if head != before:
        postmortem.updated_at = clock.now()
        postmortem.save(update_fields=["updated_at"])
        index_soon(postmortem)
    return head
