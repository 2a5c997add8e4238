"""A person's own pages: how they appear, how they sign in, what acts for them."""

from datetime import timedelta
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from afterword.access.actions.change_password import change_password
from afterword.access.actions.create_token import create_token
from afterword.access.actions.revoke_token import revoke_token
from afterword.access.actions.sign_out_everywhere import sign_out_everywhere
from afterword.access.actions.update_profile import update_profile
from afterword.access.policy import see
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.people.models import ApiToken
from afterword.web.form_errors import show_problems, status_of
from afterword.web.middleware import ZONE_CHOICES
from afterword.web.people.destinations import back_to
from afterword.web.people.forms import AS_BROWSER, PasswordForm, ProfileForm, TokenForm
from afterword.web.people.sessions import CAME_BY_LINK, came_by_link
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

SHOWN_TOKENS = 100


@signed_in
def profile(request: PersonRequest) -> HttpResponse:
    user = request.user
    now = {"name": user.name, "zone": user.zone, "language": user.language or AS_BROWSER, "theme": user.theme}
    form = ProfileForm(sent(request), initial=now)
    if form.is_valid():
        try:
            user = update_profile(request.actor, user, **form.cleaned_data)
            if user.language:
                translation.activate(user.language)
            messages.success(request, _("Your profile is saved."))
            return SeeOther("/profile")
        except Invalid as problem:
            show_problems(form, problem)
    return render(request, "people/profile.html", {"form": form, "tab": "profile"}, status=status_of(form))


@signed_in
@require_POST
def set_theme(request: PersonRequest) -> HttpResponse:
    update_profile(request.actor, request.user, theme=request.POST.get("theme", ""))
    return back_to(request, "/profile")


@signed_in
@require_POST
def set_zone_choice(request: PersonRequest) -> HttpResponse:
    """Whose clock pages show, for as long as this person is signed in here."""
    choice = request.POST.get("zone_choice", "")
    if choice in ZONE_CHOICES:
        request.session["zone"] = choice
    return back_to(request)


@signed_in
@sensitive_post_parameters("current", "password")
def password(request: PersonRequest) -> HttpResponse:
    is_proven = came_by_link(request)
    asks_current = request.user.has_usable_password() and not is_proven
    form = PasswordForm(sent(request), asks_current=asks_current)
    if form.is_valid():
        if not ratelimit.consume(request, action="change_password", user=request.user):
            return ratelimit.respond_429(request)  # type: ignore[no-any-return]
        try:
            user = change_password(request.actor, request.user, is_proven=is_proven, **form.cleaned_data)
            update_session_auth_hash(request, user)
            request.session.pop(CAME_BY_LINK, None)
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return SeeOther("/profile/password")
        except Invalid as problem:
            show_problems(form, problem)
    context = {"form": form, "tab": "password", "is_proven": is_proven}
    return render(request, "people/password.html", context, status=status_of(form))


@signed_in
@require_POST
def end_sessions(request: PersonRequest) -> HttpResponse:
    sign_out_everywhere(request.actor, request.user)
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    return SeeOther("/sign-in")


@signed_in
def tokens(request: PersonRequest) -> HttpResponse:
    """The list with a form above it. The secret is shown in the answer to the form, and never again."""
    form = TokenForm(sent(request))
    context = {"form": form, "tab": "tokens"}
    if form.is_valid():
        days = form.cleaned_data["days"]
        expires_at = clock.now() + timedelta(days=days) if days else None
        try:
            token, secret = create_token(
                request.actor, request.user, name=form.cleaned_data["name"], expires_at=expires_at
            )
            context |= {"form": TokenForm(), "made": token, "secret": secret}
        except Invalid as problem:
            show_problems(form, problem)
    mine = ApiToken.objects.filter(user=request.user).usable(clock.now())
    context["tokens"] = mine.order_by("-created_at", "pk")[:SHOWN_TOKENS]
    return render(request, "people/tokens.html", context, status=status_of(form))


@signed_in
@require_POST
def end_token(request: PersonRequest, token_id: UUID) -> HttpResponse:
    token = revoke_token(request.actor, see(request.actor, ApiToken.objects.filter(pk=token_id)))
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token})
    return back_to(request, "/profile/tokens")
