"""What a view gets: a request that knows who asks."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from afterword.people.actor import Actor
from afterword.people.models import User

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request by somebody who is signed in."""

    actor: Actor
    user: User


View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Send whoever is not signed in to the sign-in page, and back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        return view(cast(PersonRequest, request), *args, **kwargs)

    return guarded


class SeeOther(HttpResponseRedirect):
    """After a form was sent: go and look there, and don't send it again on reload."""

    status_code = 303


def report_in(request: HttpRequest) -> str:
    """Where a row was changed from within a report, by `?report=`: that report's page. Empty otherwise."""
    number = request.GET.get("report", "")
    return f"/postmortems/{number}" if number.isdecimal() and len(number) < 10 else ""


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page only."""
    return request.headers.get("HX-Request") == "true"


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the fields that were sent, even if there are none; None while it is only shown."""
    return request.POST if request.method == "POST" else None
