from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import SignInLink, User
from afterword.people.new_user import password_complaints


@transaction.atomic
def change_password(actor: Actor, user: User, password: str, *, current: str = "", is_proven: bool = False) -> User:
    """Set a new password, which ends all sessions of this person but the one that goes on with the returned user.

    The current one must be right, unless the person has none or has just proven themself by a link (`is_proven`).
    """
    user = lock(actor, Verb.PROFILE_UPDATE, user)
    fields = password_complaints(user, password)
    if user.has_usable_password() and not is_proven and not user.check_password(current):
        fields["current"] = _("This is not your current password.")
    if fields:
        raise Invalid(fields)
    user.set_password(password)
    user.save(update_fields=["password"])
    SignInLink.objects.filter(user=user, ended_at=None).update(ended_at=clock.now())
    audit(actor, "password.changed", user)
    return user
