"""Before there is anybody, every page leads to the one where the first account is made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from afterword.people.models import User

WELCOME = "/welcome"
ALWAYS_THERE = ("/static/", "/api/", "/healthz", "/readyz")


class FirstStartMiddleware:
    """Costs one small question to the database, and only for those who are not signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User) and is_elsewhere(request.path) and not User.objects.active().exists():
            return HttpResponseRedirect(WELCOME)
        return self.get_response(request)


def is_elsewhere(path: str) -> bool:
    return path != WELCOME and not path.startswith(ALWAYS_THERE)
