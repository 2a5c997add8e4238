"""Come in by an invitation."""

from django.db import transaction

from afterword.access.audit import audit
from afterword.access.entrances import opened
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import Invitation, User
from afterword.people.new_user import new_user


@transaction.atomic
def accept_invitation(secret: str, *, name: str, password: str, zone: str = "UTC") -> User:
    """The account that was offered, with the address and role of the invitation, which is then used up.

    NotFound when the link is no good, Invalid when name, password or zone won't do.
    """
    invitation = opened(Invitation.objects.select_for_update(of=("self",)), secret)
    user = new_user(email=invitation.email, name=name, password=password, role=invitation.role, zone=zone)
    invitation.ended_at, invitation.accepted_by = clock.now(), user
    invitation.save(update_fields=["ended_at", "accepted_by"])
    audit(Actor.person(user), "invitation.accepted", user, role=user.role)
    return user
