"""Everyone who can come in: who they are, and for administrators what they may do."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.actions.change_role import change_role
from afterword.access.actions.invite import invite
from afterword.access.actions.make_sign_in_link import make_sign_in_link
from afterword.access.actions.revoke_invitation import revoke_invitation
from afterword.access.actions.set_active import set_active
from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.incidents.validation import clean_text
from afterword.people.addresses import invitation_address, sign_in_address
from afterword.people.invitation_mail import mail_invitation
from afterword.people.models import ApiToken, Invitation, User
from afterword.web.form_errors import show_problems, show_refusal, status_of
from afterword.web.people.forms import InviteForm, RoleForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

SHOWN = 200  # then one has to search; nobody reads further


@signed_in
def list_people(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.PEOPLE_SEE)
    words = clean_text(request.GET.get("q", ""))
    people = list(_found(words).prefetch_related("teams")[: SHOWN + 1])
    may_manage = can(request.actor, Verb.PEOPLE_MANAGE)
    invited = Invitation.objects.visible_to(request.actor).usable(clock.now()).select_related("invited_by")
    context = {
        "section": "settings",
        "people": people[:SHOWN],
        "has_more": len(people) > SHOWN,
        "shown": SHOWN,
        "words": words,
        "may_manage": may_manage,
        "invitations": invited[:SHOWN] if may_manage else (),
    }
    return render(request, "people/people.html", context)


def _found(words: str) -> QuerySet[User]:
    found: QuerySet[User] = User.objects.order_by("-is_active", "name", "pk")
    return found.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else found


@signed_in
def invite_person(request: PersonRequest) -> HttpResponse:
    """The link is shown in the answer to the form, and never again."""
    require(request.actor, Verb.PEOPLE_MANAGE)
    form = InviteForm(sent(request))
    if form.is_valid():
        try:
            invitation, secret = invite(request.actor, **form.cleaned_data)
        except Invalid as problem:
            show_problems(form, problem)
        else:
            context = {"invitation": invitation, "link": invitation_address(secret), "section": "settings"}
            context["is_mailed"] = mail_invitation(invitation, secret)
            return render(request, "people/invited.html", context)
    return render(request, "people/invite.html", {"form": form, "section": "settings"}, status=status_of(form))


@signed_in
@require_POST
def end_invitation(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    invitation = see(request.actor, Invitation.objects.filter(pk=invitation_id))
    revoke_invitation(request.actor, invitation)
    messages.success(request, _("The invitation of %(email)s is revoked.") % {"email": invitation})
    return SeeOther("/settings/people#invitations")


@signed_in
def show_person(request: PersonRequest, user_id: UUID) -> HttpResponse:
    return _page_of(request, _person(request, user_id))


@signed_in
@require_POST
def set_role(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = _person(request, user_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            user = change_role(request.actor, user, form.cleaned_data["role"])
            messages.success(
                request,
                _("%(name)s is now %(role)s.") % {"name": user, "role": user.get_role_display()},
            )
            return SeeOther(f"/settings/people/{user.pk}")
        except Conflict as refusal:
            return _page_of(request, user, form, show_refusal(form, refusal))
    return _page_of(request, user, form, 422)


@signed_in
@require_POST
def set_activity(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = _person(request, user_id)
    is_active = request.POST.get("is_active") == "yes"
    try:
        set_active(request.actor, user, is_active=is_active)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        done = _("The account of %(name)s is enabled.") if is_active else _("The account of %(name)s is disabled.")
        messages.success(request, done % {"name": user})
    return SeeOther(f"/settings/people/{user.pk}")


@signed_in
@require_POST
def make_link(request: PersonRequest, user_id: UUID) -> HttpResponse:
    user = _person(request, user_id)
    link, secret = make_sign_in_link(request.actor, user)
    context = {"link": link, "address": sign_in_address(secret), "user": user, "section": "settings"}
    return render(request, "people/sign_in_link_made.html", context)


def _person(request: PersonRequest, user_id: UUID) -> User:
    user: User = see(request.actor, User.objects.filter(pk=user_id))
    return user


def _page_of(request: PersonRequest, user: User, form: RoleForm | None = None, status: int = 200) -> HttpResponse:
    may_manage = can(request.actor, Verb.PEOPLE_MANAGE)
    tokens = ApiToken.objects.filter(user=user).usable(clock.now()).order_by("-created_at")[:SHOWN]
    context = {
        "section": "settings",
        "user": user,
        "is_me": user.pk == request.user.pk,
        "memberships": user.memberships.select_related("team").order_by("team__name"),
        "may_manage": may_manage,
        "form": form or RoleForm(initial={"role": user.role}),
        "tokens": tokens if may_manage else (),
    }
    return render(request, "people/person.html", context, status=status)
