"""The demo on the first start, and the way in for whoever looks at it."""

from django.conf import settings
from django.urls import reverse

from afterword.access.actions.make_sign_in_link import make_sign_in_link
from afterword.core.models import Counter
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.transfer.actions.load_demo import load_demo
from afterword.transfer.demo.cast import administrator


def before_first_request() -> list[str]:
    """Load the demo where nothing has ever been; the lines that let somebody look at it, while it is there."""
    if settings.LOADS_DEMO and _is_untouched():
        load_demo(Actor.system())
    return sign_in_lines()


def sign_in_lines() -> list[str]:
    """A link for the demo's administrator, once and for an hour, printed only on one's own machine."""
    if not User.objects.exists():
        return ["Nobody has an account yet: open the address to make the first administrator."]
    person = administrator() if settings.IS_ON_LOOPBACK else None
    if person is None:
        return []
    _, secret = make_sign_in_link(Actor.system(), person)
    link = f"{settings.BASE_URL}{reverse('sign-in-link', args=[secret])}"
    return [f"Demo data is loaded. Sign in as {person}, once within the next hour: {link}"]


def _is_untouched() -> bool:
    """Nobody has an account and no incident was ever declared, not even one that is gone again."""
    return not (User.objects.exists() or Incident.objects.exists() or Counter.objects.filter(name="incident").exists())
