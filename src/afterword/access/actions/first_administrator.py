"""The first start: somebody has to be first."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import NotFound
from afterword.core.numbering import next_number
from afterword.people.actor import Actor
from afterword.people.models import Role, User
from afterword.people.new_user import new_user


@transaction.atomic
def first_administrator(*, email: str, name: str, password: str, zone: str = "UTC") -> User:
    """The account that can invite all others. NotFound as soon as anybody can sign in.

    Of two people who try at once one wins: the counter's row is theirs alone until they are done.
    """
    next_number("first administrator")
    if User.objects.active().exists():
        raise NotFound(_("This installation has people already. Sign in, or ask one of them for an invitation."))
    user = new_user(email=email, name=name, password=password, role=Role.ADMINISTRATOR, zone=zone)
    audit(Actor.person(user), "installation.started", user)
    return user
