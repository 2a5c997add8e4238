"""Pages for what can't be answered: they say what happened, what is safe and how to go on."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from afterword.web.requests import is_partial

TEMPLATE = "web/refused.html"


def refused(request: HttpRequest, status: int, heading: str, message: str) -> HttpResponse:
    """A whole page, or a short message where only a part of a page was asked for."""
    context = {"heading": heading, "message": message, "status": status, "keeps_drafts": True}
    if not is_partial(request):
        return render(request, TEMPLATE, context, status=status)
    response = render(request, "web/_refused_toast.html", context, status=status)
    response["HX-Retarget"], response["HX-Reselect"], response["HX-Reswap"] = "#toasts", ".toast", "beforeend"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    words = _("There is nothing at this address, or it is not shared with you.")
    return refused(request, 404, _("Nothing here"), words)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return refused(request, 403, _("Not for you"), _("You may not do this. Ask an administrator for the right to."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        words = _("This is more than 4 MB of text. Nothing was saved. Shorten it, or link to the rest.")
        return refused(request, 413, _("Too long"), words)
    if isinstance(exception, TooManyFieldsSent):
        return refused(request, 413, _("Too much at once"), _("The form has too many fields. Nothing was saved."))
    words = _("The server could not read this request. Nothing was changed. Go back and try again.")
    return refused(request, 400, _("That did not work"), words)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    words = _(
        "This page was open for too long, or its cookies are blocked. Nothing was changed. "
        "Go back, reload the page and send it again; what you typed is still there."
    )
    return refused(request, 403, _("Please send it again"), words)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Made without the request: whatever broke may break again in what the frame asks of it."""
    words = _("It is our mistake, and it is in the log. What you typed is still in the form: go back and try again.")
    context = {"heading": _("Something broke"), "message": words, "keeps_drafts": True}
    return HttpResponse(render_to_string(TEMPLATE, context), status=500)
