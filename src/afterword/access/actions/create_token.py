"""Give a program a way in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from afterword.people.secrets import digest_of, new_secret

LONGEST_NAME = 80


@transaction.atomic
def create_token(actor: Actor, user: User, *, name: str, expires_at: datetime | None = None) -> tuple[ApiToken, str]:
    """A token that may do what its owner may, until `expires_at` or for good, and its secret, which can't be
    shown again."""
    require(actor, Verb.TOKEN_CREATE, user)
    name = name.strip()
    if not name:
        raise Invalid({"name": _("Say what the token is for.")})
    if len(name) > LONGEST_NAME:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": LONGEST_NAME}})
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid({"expires_at": _("Choose a day that is still to come.")})
    secret = new_secret()
    token = ApiToken.objects.create(user=user, name=name, digest=digest_of(secret), expires_at=expires_at)
    audit(actor, "token.created", token, owner=str(user))
    return token, secret
