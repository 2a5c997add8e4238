"""Let one more person in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import Invitation, Role, User
from afterword.people.secrets import digest_of, new_secret


@transaction.atomic
def invite(actor: Actor, *, email: str, role: str = Role.RESPONDER) -> tuple[Invitation, str]:
    """An invitation for seven days and its secret, which can't be shown again.

    Whoever is invited again gets a new link, and the one before ends.
    """
    require(actor, Verb.PEOPLE_MANAGE)
    now, secret = clock.now(), new_secret()
    invitation = Invitation(
        email=email.strip().lower(),
        role=role,
        digest=digest_of(secret),
        expires_at=now + Invitation.LIFETIME,
        invited_by=actor.user,
    )
    _check(invitation)
    Invitation.objects.usable(now).filter(email=invitation.email).update(ended_at=now)
    invitation.save(force_insert=True)
    audit(actor, "invitation.created", invitation, role=role)
    return invitation, secret


def _check(invitation: Invitation) -> None:
    try:
        invitation.full_clean(exclude={"invited_by", "accepted_by"})
    except ValidationError as error:
        raise Invalid({name: " ".join(messages) for name, messages in error.message_dict.items()}) from None
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise Invalid({"email": _("Somebody has an account with this address already.")})
