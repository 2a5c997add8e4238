"""Give a person an account."""

from django.db import transaction

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.people.actor import Actor
from afterword.people.models import Role, User
from afterword.people.new_user import new_user


@transaction.atomic
def create_user(
    actor: Actor,
    *,
    email: str,
    name: str = "",
    password: str | None = None,
    role: str = Role.RESPONDER,
    zone: str = "UTC",
) -> User:
    """A new account; without a password the person comes in by a link. Invalid names each field that won't do."""
    require(actor, Verb.PEOPLE_MANAGE)
    user = new_user(email=email, name=name, password=password, role=role, zone=zone)
    audit(actor, "user.created", user, role=role)
    return user
