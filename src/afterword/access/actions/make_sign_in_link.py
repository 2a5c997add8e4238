"""Help somebody in who lost their password, without mail."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.people.actor import Actor
from afterword.people.models import SignInLink, User
from afterword.people.secrets import digest_of, new_secret


@transaction.atomic
def make_sign_in_link(actor: Actor, user: User) -> tuple[SignInLink, str]:
    """A link that signs this person in once within an hour, and its secret; an earlier one ends.

    It opens what the person sees, private incidents too, so that it was made stays in the audit trail.
    """
    user = lock(actor, Verb.PEOPLE_MANAGE, user)
    if not user.is_active:
        raise Conflict(_("The account of %(name)s is disabled. Enable it first.") % {"name": user})
    now, secret = clock.now(), new_secret()
    SignInLink.objects.usable(now).filter(user=user).update(ended_at=now)
    link = SignInLink.objects.create(user=user, digest=digest_of(secret), expires_at=now + SignInLink.LIFETIME)
    audit(actor, "sign_in_link.created", user)
    return link, secret
