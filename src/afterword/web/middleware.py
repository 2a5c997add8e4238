"""What every page knows about its reader, and how refusals become pages."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from afterword.core.errors import DomainError, NotFound
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.web.errors import refused

Handler = Callable[[HttpRequest], HttpResponse]
ZONE_CHOICES = ("mine", "incident", "utc")


class PersonMiddleware:
    """Sets `request.actor`, and the reader's language and time zone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = Actor.person(user) if isinstance(user, User) else None  # type: ignore[attr-defined]
        if isinstance(user, User):
            if user.language and user.language != translation.get_language():
                translation.activate(user.language)
                request.LANGUAGE_CODE = translation.get_language()
            timezone.activate(zone_of(request, user))
        else:
            timezone.deactivate()
        response = self.get_response(request)
        if isinstance(user, User):
            patch_vary_headers(response, ["Cookie"])
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def zone_choice(request: HttpRequest) -> str:
    """Which clock the reader wants: their own zone, the incident's or UTC."""
    choice = request.session.get("zone", "mine")
    return choice if choice in ZONE_CHOICES else "mine"


def zone_of(request: HttpRequest, user: User) -> zoneinfo.ZoneInfo:
    """The zone of this page until it knows its incident."""
    return zoneinfo.ZoneInfo("UTC" if zone_choice(request) == "utc" else user.zone)


def use_zone_of_incident(request: HttpRequest, zone: str) -> None:
    """Called by pages about one incident, whose own zone the reader may have chosen."""
    if zone_choice(request) == "incident":
        timezone.activate(zoneinfo.ZoneInfo(zone))


class DomainErrorMiddleware:
    """A refusal that no form has shown becomes a page that says what happened and how to go on."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        title = _("Nothing here") if isinstance(error, NotFound) else _("That did not work")
        return refused(request, error.status, title, error.message)
