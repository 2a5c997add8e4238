"""Being signed in."""

from django.contrib.auth import login
from django.http import HttpRequest

from afterword.people.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CAME_BY_LINK = "came_by_link"


def come_in(request: HttpRequest, user: User, *, by_link: bool = False) -> None:
    """Sign this person in. The session gets a new key, and nothing of another person's session is left in it.

    Whoever came by a one-time link may set a password without knowing the old one, until they have.
    """
    login(request, user, backend=BACKEND)
    if by_link:
        request.session[CAME_BY_LINK] = True


def came_by_link(request: HttpRequest) -> bool:
    return bool(request.session.get(CAME_BY_LINK))
