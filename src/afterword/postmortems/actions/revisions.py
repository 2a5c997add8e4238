"""Keeping a report as it is under a name, and bringing an old one back."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.documents.edit import edit
from afterword.documents.models import Document, Revision, RevisionKind
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor
from afterword.postmortems.freeze import freeze
from afterword.postmortems.models import Postmortem
from afterword.postmortems.policy import refuse_published
from afterword.postmortems.searching import index_soon

NAME_LENGTH = 200


@transaction.atomic
def make_revision(actor: Actor, postmortem: Postmortem, name: str) -> Revision:
    """Keep the report as it is now, under a name."""
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    name = " ".join(clean_text(name).split())
    if not name:
        raise Invalid({"name": _("Give it a name, such as “Before the review”.")})
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": NAME_LENGTH}})
    return freeze(actor, postmortem, RevisionKind.NAMED, name=name)


@transaction.atomic
def restore_revision(actor: Actor, postmortem: Postmortem, revision: Revision) -> int:
    """Make the text say what it said then, as one more edit. What it says now is kept first, where it differs.

    Answers the document's number. Raises Conflict while the report is published.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    document = Document.objects.get(pk=postmortem.document_id)
    if not document.revisions.filter(head=document.head).exists():
        freeze(actor, postmortem, RevisionKind.AUTOMATIC)
    before = document.head
    head = edit(actor, document, lambda _now: revision.tree)
    if head != before:
        postmortem.updated_at = clock.now()
        postmortem.save(update_fields=["updated_at"])
        index_soon(postmortem)
    return head
