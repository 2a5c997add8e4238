"""Taking a report back to draft, from wherever it stands."""

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.incidents.validation import REASON_LENGTH, clean_long_text
from afterword.people.actor import Actor
from afterword.postmortems.completion import undo_completion
from afterword.postmortems.kinds import BackToDraft
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.moving import locked_incidents, move, tell


@transaction.atomic
def back_to_draft(actor: Actor, postmortem: Postmortem, *, reason: str = "") -> Postmortem:
    """Open the text again. Approvals end, because they were of the text before; what was published stays readable.

    From published it needs a reason, and the incidents that publishing completed are resolved again.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_PUBLISH, postmortem)
    if postmortem.state == State.DRAFT:
        return postmortem
    was_published = postmortem.state == State.PUBLISHED
    reason = clean_long_text(reason, field="reason", limit=REASON_LENGTH, is_required=was_published)
    move(actor, postmortem, State.DRAFT, reason=reason)
    postmortem.save(update_fields=["state", "updated_at"])
    postmortem.approvals.filter(withdrawn_at=None).update(withdrawn_at=clock.now())
    incidents = locked_incidents(postmortem)
    if was_published:
        undo_completion(actor, incidents)
    tell(actor, postmortem, BackToDraft, incidents)
    return postmortem
