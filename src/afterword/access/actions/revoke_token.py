from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import ApiToken


@transaction.atomic
def revoke_token(actor: Actor, token: ApiToken) -> ApiToken:
    """The token opens nothing any more; nothing happens when it was revoked already."""
    token = lock(actor, Verb.TOKEN_REVOKE, token)
    if token.ended_at is None:
        token.ended_at = clock.now()
        token.save(update_fields=["ended_at"])
        audit(actor, "token.revoked", token, owner=str(token.user))
    return token
