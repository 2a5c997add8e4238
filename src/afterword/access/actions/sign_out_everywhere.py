from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.people.actor import Actor
from afterword.people.models import User


@transaction.atomic
def sign_out_everywhere(actor: Actor, user: User) -> User:
    """End every session of this person, on every device; tokens stay."""
    user = lock(actor, Verb.PROFILE_UPDATE, user)
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])
    audit(actor, "sessions.ended", user)
    return user
