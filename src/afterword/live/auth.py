"""Who opened a socket, and whether they are still welcome: the only authentication of sockets."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest, parse_cookie

from afterword.core import clock
from afterword.core.asgi import Scope, header
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, User
from afterword.people.secrets import digest_of

PROTOCOL = "afterword"


@dataclass(frozen=True, eq=False)
class Guest:
    """Somebody who came in, and by which door: a session or a token."""

    user: User
    session_key: str = ""
    token: ApiToken | None = None

    @property
    def actor(self) -> Actor:
        return Actor.of_token(self.token) if self.token else Actor.person(self.user)


def actor_of(scope: Scope) -> Actor | None:
    """The actor of a socket, or None when its session or token opens nothing."""
    guest = guest_of(scope)
    return guest.actor if guest else None


def guest_of(scope: Scope) -> Guest | None:
    """A token wins over a cookie: it was sent on purpose."""
    secret = _token_in(scope)
    return _guest_with_token(secret) if secret else _guest_with_session(scope)


def still_welcome(guests: Collection[Guest]) -> Iterator[Guest]:
    """Those whose session or token has not ended, who did not sign out everywhere, and who are not disabled."""
    now = clock.now()
    users = User.objects.active().filter(pk__in={guest.user.pk for guest in guests})
    active = {user.pk: user.get_session_auth_hash() for user in users.only("password", "session_epoch")}
    keys = {guest.session_key for guest in guests if guest.session_key}
    sessions = set(_sessions(keys)) if keys else set()
    ids = {guest.token.pk for guest in guests if guest.token}
    tokens = set(ApiToken.objects.usable(now).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    for guest in guests:
        if guest.token:
            is_valid = guest.token.pk in tokens and guest.user.pk in active
        else:
            # The password and the epoch of its sessions, as Django compares them on every request.
            is_same = active.get(guest.user.pk) == guest.user.get_session_auth_hash()
            is_valid = guest.session_key in sessions and is_same
        if is_valid:
            yield guest


def _sessions(keys: Collection[str]) -> Iterator[str]:
    found = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
    return iter(found.values_list("session_key", flat=True))


def _token_in(scope: Scope) -> str:
    scheme, _, secret = (header(scope, b"authorization") or b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer" and secret:
        return secret.strip()
    offered = scope.get("subprotocols", [])
    return offered[1] if len(offered) == 2 and offered[0] == PROTOCOL else ""


def _guest_with_token(secret: str) -> Guest | None:
    found = ApiToken.objects.usable(clock.now()).filter(digest=digest_of(secret), user__is_active=True)
    token = found.select_related("user").first()
    return Guest(token.user, token=token) if token else None


def _guest_with_session(scope: Scope) -> Guest | None:
    key = _session_key(scope)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)  # checks the backend, and that the password has not been changed since
    if not isinstance(user, User) or not user.is_active:
        return None
    return Guest(user, session_key=key)


def _session_key(scope: Scope) -> str:
    cookies = parse_cookie((header(scope, b"cookie") or b"").decode("latin-1"))
    return cookies.get(settings.SESSION_COOKIE_NAME, "")
