from typing import Any

from django.conf import settings
from django.http import HttpRequest

from afterword.people.models import Theme, User
from afterword.web.middleware import zone_choice


def page(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page shows."""
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    return {
        "person": person,
        "actor": getattr(request, "actor", None),
        "theme": person.theme if person else Theme.SYSTEM,
        "zone_choice": zone_choice(request) if hasattr(request, "session") else "mine",
        "base_url": settings.BASE_URL,
        "has_mail": settings.HAS_MAIL,
    }
