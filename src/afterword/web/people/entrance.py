"""Coming in: with a password, by a link, by an invitation, as the very first."""

from typing import Any

from allauth.account.views import LoginView, PasswordResetFromKeyView, PasswordResetView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from afterword.access.actions.accept_invitation import accept_invitation
from afterword.access.actions.first_administrator import first_administrator
from afterword.access.actions.use_sign_in_link import use_sign_in_link
from afterword.access.entrances import opened
from afterword.core.errors import Invalid, NotFound
from afterword.people.models import Invitation, SignInLink, User
from afterword.web.form_errors import show_problems, status_of
from afterword.web.people.forms import AcceptForm, WelcomeForm
from afterword.web.people.sessions import come_in
from afterword.web.requests import SeeOther, sent


class KeepsStatus:
    """A form that won't do is answered with 422, as everywhere here."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class SignIn(KeepsStatus, LoginView):  # type: ignore[misc]
    pass


class LostPassword(KeepsStatus, PasswordResetView):  # type: ignore[misc]
    """Without mail the page says whom to ask instead."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.HAS_MAIL:
            return self.get(request, *args, **kwargs)  # type: ignore[no-any-return]
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]


class NewPassword(KeepsStatus, PasswordResetFromKeyView):  # type: ignore[misc]
    pass


@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest) -> HttpResponse:
    """The first start; there is no such page once somebody can sign in."""
    if User.objects.active().exists():
        raise NotFound(_("This installation has people already. Sign in, or ask one of them for an invitation."))
    form = WelcomeForm(sent(request))
    if form.is_valid():
        try:
            come_in(request, first_administrator(**form.cleaned_data))
            return SeeOther("/")
        except Invalid as problem:
            show_problems(form, problem)
    return render(request, "people/welcome.html", {"form": form}, status=status_of(form))


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        offered = opened(Invitation.objects.select_related("invited_by"), secret)
        form = AcceptForm(sent(request))
        if form.is_valid():
            try:
                come_in(request, accept_invitation(secret, **form.cleaned_data))
                return SeeOther("/")
            except Invalid as problem:
                show_problems(form, problem)
    except NotFound as refusal:
        return _link_is_over(request, refusal)
    return render(request, "people/invitation.html", {"form": form, "invitation": offered}, status=status_of(form))


@never_cache
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A press uses the link up, not the visit: chat and mail programs look at links before people do.

    The demo's link stands in a terminal, where nobody looks ahead, and works at once.
    """
    try:
        link = opened(SignInLink.objects.filter(user__is_active=True).select_related("user"), secret)
        if request.method != "POST" and not link.user.is_demo:
            return render(request, "people/sign_in_link.html", {"link": link})
        user = use_sign_in_link(secret)
    except NotFound as refusal:
        return _link_is_over(request, refusal)
    come_in(request, user, by_link=True)
    return SeeOther("/" if user.is_demo else "/profile/password")


def _link_is_over(request: HttpRequest, refusal: NotFound) -> HttpResponse:
    return render(request, "people/link_is_over.html", {"message": refusal.message}, status=404)
