from django.db import transaction

from afterword.access.audit import audit
from afterword.access.entrances import opened
from afterword.core import clock
from afterword.people.actor import Actor
from afterword.people.models import SignInLink, User


@transaction.atomic
def use_sign_in_link(secret: str) -> User:
    """Whom the link signs in; it is used up then. NotFound when it is no good or its person's account is disabled."""
    usable = SignInLink.objects.filter(user__is_active=True).select_related("user")
    link = opened(usable.select_for_update(of=("self",)), secret)
    link.ended_at = clock.now()
    link.save(update_fields=["ended_at"])
    audit(Actor.person(link.user), "sign_in_link.used", link.user)
    return link.user
