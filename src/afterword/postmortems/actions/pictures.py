"""Pictures of a report."""

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.documents.models import Document, Picture
from afterword.documents.pictures import hashes_in, refuse_too_many
from afterword.documents.tree import tree_of
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem
from afterword.postmortems.policy import refuse_published
from afterword.timeline.pictures import StoredPicture


@transaction.atomic
def add_picture(actor: Actor, postmortem: Postmortem, stored: StoredPicture) -> Picture:
    """Let the text show a picture that is in the file store; one that it has already is the same one.

    Raises Invalid when the report holds as many as it may, Conflict while it is published.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    refuse_published(postmortem)
    document = Document.objects.get(pk=postmortem.document_id)
    known = document.pictures.filter(sha256=stored.sha256).first()
    if known:
        return known
    refuse_too_many(document.pictures.all(), hashes_in(tree_of(document)))
    return Picture.objects.create(
        document=document, sha256=stored.sha256, content_type=stored.content_type, name=stored.name, alt=stored.alt,
        size=stored.size, width=stored.width, height=stored.height, added_by=actor.user,
    )  # fmt: skip
