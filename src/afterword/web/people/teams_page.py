"""Teams: who belongs together, and who speaks for them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.actions.create_team import create_team
from afterword.access.actions.rename_team import rename_team
from afterword.access.actions.set_members import set_members
from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.people.models import Membership, Team, User
from afterword.web.form_errors import show_problems, status_of
from afterword.web.people.forms import MembersForm, TeamNameForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

SHOWN = 200
CHOICES = 1000  # people to choose from
LEADS = Membership.objects.filter(is_lead=True).select_related("user").order_by("user__name")


@signed_in
def list_teams(request: PersonRequest) -> HttpResponse:
    teams = Team.objects.visible_to(request.actor).annotate(size=Count("memberships")).order_by("name")
    context = {
        "section": "settings",
        "teams": teams.prefetch_related(Prefetch("memberships", LEADS, to_attr="leads"))[:SHOWN],
        "may_manage": can(request.actor, Verb.PEOPLE_MANAGE),
    }
    return render(request, "people/teams.html", context)


@signed_in
def new_team(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.PEOPLE_MANAGE)
    form = TeamNameForm(sent(request))
    if form.is_valid():
        try:
            return SeeOther(f"/settings/teams/{create_team(request.actor, **form.cleaned_data).pk}")
        except Invalid as problem:
            show_problems(form, problem)
    return render(request, "people/team_new.html", {"form": form, "section": "settings"}, status=status_of(form))


@signed_in
def show_team(request: PersonRequest, team_id: UUID) -> HttpResponse:
    return _page_of(request, _team(request, team_id))


@signed_in
def set_name(request: PersonRequest, team_id: UUID) -> HttpResponse:
    team = _team(request, team_id)
    require(request.actor, Verb.TEAM_UPDATE, team)
    form = TeamNameForm(sent(request), initial={"name": team.name})
    if form.is_valid():
        try:
            rename_team(request.actor, team, form.cleaned_data["name"])
            return SeeOther(f"/settings/teams/{team.pk}")
        except Invalid as problem:
            show_problems(form, problem)
    context = {"form": form, "team": team, "section": "settings"}
    return render(request, "people/team_name.html", context, status=status_of(form))


@signed_in
@require_POST
def set_team_members(request: PersonRequest, team_id: UUID) -> HttpResponse:
    team = _team(request, team_id)
    form = MembersForm(request.POST, people=_choices(team))
    if form.is_valid():
        chosen = {name: User.objects.filter(pk__in=form.cleaned_data[name]) for name in ("members", "leads")}
        try:
            set_members(request.actor, team, **chosen)
            messages.success(request, _("The members of %(team)s are saved.") % {"team": team})
            return SeeOther(f"/settings/teams/{team.pk}")
        except Invalid as problem:
            show_problems(form, problem)
    return _page_of(request, team, form)


def _team(request: PersonRequest, team_id: UUID) -> Team:
    return see(request.actor, Team.objects.filter(pk=team_id))


def _page_of(request: PersonRequest, team: Team, form: MembersForm | None = None) -> HttpResponse:
    memberships = list(team.memberships.select_related("user").order_by("-is_lead", "user__name"))
    may_update = can(request.actor, Verb.TEAM_UPDATE, team)
    if may_update and form is None:
        form = MembersForm(people=_choices(team), initial=_now(memberships))
    context = {
        "section": "settings",
        "team": team,
        "memberships": memberships,
        "may_update": may_update,
        "form": form,
    }
    return render(request, "people/team.html", context, status=status_of(form) if form else 200)


def _now(memberships: list[Any]) -> dict[str, list[str]]:
    return {
        "members": [str(each.user_id) for each in memberships if not each.is_lead],
        "leads": [str(each.user_id) for each in memberships if each.is_lead],
    }


def _choices(team: Team) -> list[tuple[str, str]]:
    """Everyone who can sign in, and who is in the team already though they can't."""
    found = User.objects.active() | User.objects.filter(memberships__team=team)
    return [(str(user.pk), f"{user.name} ({user.email})") for user in found.distinct().order_by("name")[:CHOICES]]
