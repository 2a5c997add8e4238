from django.db import transaction
from django.db.models import F

from afterword.access.audit import audit
from afterword.access.last_administrator import hold_administrators, refuse_the_last
from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import SignInLink, User


@transaction.atomic
def set_active(actor: Actor, user: User, *, is_active: bool) -> User:
    """Disable an account or enable it again. Conflict when nobody would be left to administer.

    Disabling ends sessions and sign-in links for good; tokens sleep and work again once the account is enabled.
    """
    require(actor, Verb.PEOPLE_MANAGE)
    hold_administrators()
    user = lock(actor, Verb.PEOPLE_MANAGE, user)
    if user.is_active == is_active:
        return user
    if is_active:
        User.objects.filter(pk=user.pk).update(is_active=True)
    else:
        refuse_the_last(user)
        User.objects.filter(pk=user.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
        SignInLink.objects.filter(user=user, ended_at=None).update(ended_at=clock.now())
    user.refresh_from_db()
    audit(actor, "user.enabled" if is_active else "user.disabled", user)
    return user
