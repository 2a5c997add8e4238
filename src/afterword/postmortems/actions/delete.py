"""Deleting a report, for good."""

from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.documents.models import Document
from afterword.followups import searching
from afterword.people.actor import Actor
from afterword.postmortems.completion import undo_completion
from afterword.postmortems.kinds import PostmortemDeleted
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.moving import locked_incidents, tell
from afterword.postmortems.searching import index_soon


@transaction.atomic
def delete_postmortem(actor: Actor, postmortem: Postmortem) -> None:
    """Remove the report with its text, revisions, approvals and own follow-ups. Its incidents are free for a new one.

    What publishing completed is resolved again. Runbooks that were started from it stay.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_DELETE, postmortem)
    incidents = locked_incidents(postmortem)
    if postmortem.state == State.PUBLISHED:
        undo_completion(actor, incidents)
    if incidents:
        tell(actor, postmortem, PostmortemDeleted, incidents)
    index_soon(postmortem)
    for followup in postmortem.followups.all():
        searching.index_soon(followup)  # which finds it gone
    key, document, called = postmortem.pk, postmortem.document_id, postmortem.reference
    postmortem.delete()
    Document.objects.filter(pk=document).delete()
    postmortem.pk = key
    # By its number: the title may tell of an incident that not everybody who reads the trail may see.
    audit(actor, "postmortem.deleted", postmortem, called=called)
