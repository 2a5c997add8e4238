"""Who asks: a token, or a person whose browser is signed in. Nothing else gets past the door."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from afterword.core import clock
from afterword.core.errors import NotAllowed
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from afterword.people.secrets import digest_of

HARMLESS = ("GET", "HEAD", "OPTIONS")
USE_IS_NOTED_EVERY = timedelta(minutes=1)


class ApiRequest(HttpRequest):
    """A request that came through one of the doors below."""

    auth: Actor


class BearerToken(HttpBearer):
    """`Authorization: Bearer <token>`; it may do what its owner may."""

    def authenticate(self, _request: HttpRequest, token: str) -> Actor | None:
        now = clock.now()
        found = ApiToken.objects.usable(now).select_related("user").filter(digest=digest_of(token.strip())).first()
        if found is None or not found.user.is_active:
            return None
        if found.last_used_at is None or found.last_used_at <= now - USE_IS_NOTED_EVERY:
            # Conditional, so that of many requests in the same moment one writes.
            is_due = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_IS_NOTED_EVERY)
            ApiToken.objects.filter(is_due, pk=found.pk).update(last_used_at=now)
        return Actor.of_token(found)


class BrowserSession(APIKeyCookie):
    """The cookie of somebody who is signed in; changes need the CSRF token as well, as pages do."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        """Without the base's CSRF check, which would come before we know whether anybody is signed in."""
        return request.COOKIES.get(self.param_name)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if not key or "Authorization" in request.headers or not isinstance(request.user, User):
            return None
        if request.method not in HARMLESS and check_csrf(request):
            raise NotAllowed(_("Send the CSRF token with the header X-CSRFToken, or use a token."), code="csrf")
        return Actor.person(request.user)


DOORS = (BearerToken(), BrowserSession())
