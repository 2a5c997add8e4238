from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.last_administrator import hold_administrators, refuse_the_last
from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import Role, User


@transaction.atomic
def change_role(actor: Actor, user: User, role: str) -> User:
    """What a person may do from now on. Conflict when nobody would be left to administer."""
    require(actor, Verb.PEOPLE_MANAGE)
    if role not in Role:
        raise Invalid({"role": _("Choose one of the roles.")})
    hold_administrators()
    user = lock(actor, Verb.PEOPLE_MANAGE, user)
    if user.role == role:
        return user
    refuse_the_last(user)
    before, user.role = user.role, role
    user.save(update_fields=["role"])
    audit(actor, "user.role_changed", user, before=before, after=role)
    return user
