from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import Invitation


@transaction.atomic
def revoke_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """The link opens nothing any more; nothing happens when it is used up or revoked already."""
    invitation = lock(actor, Verb.PEOPLE_MANAGE, invitation)
    if invitation.ended_at is None:
        invitation.ended_at = clock.now()
        invitation.save(update_fields=["ended_at"])
        audit(actor, "invitation.revoked", invitation)
    return invitation
