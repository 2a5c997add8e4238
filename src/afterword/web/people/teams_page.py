"""Teams: who belongs together, and who speaks for them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.actions.change_team import change_team, mark_of_team
from afterword.access.actions.create_team import create_team
from afterword.access.actions.move_team import move_team
from afterword.access.actions.retire_team import retire_team, revive_team
from afterword.access.actions.set_members import set_members
from afterword.access.policy import can, require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid
from afterword.people.models import Membership, Team, User
from afterword.web.catalog.pages import past_which
from afterword.web.catalog.steps import tried
from afterword.web.form_errors import show_problems, show_refusal, status_of
from afterword.web.people.forms import MembersForm, TeamForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

SHOWN = 200
CHOICES = 1000  # people to choose from
LEADS = Membership.objects.filter(is_lead=True).select_related("user").order_by("user__name")


@signed_in
def list_teams(request: PersonRequest) -> HttpResponse:
    teams = Team.objects.visible_to(request.actor).annotate(size=Count("memberships"))
    found = list(teams.prefetch_related(Prefetch("memberships", LEADS, to_attr="leads"))[:SHOWN])
    offered = [team for team in found if team.retired_at is None]
    context = {
        "section": "settings",
        "teams": [
            {
                "row": team,
                "above": offered[at - 1] if at else None,
                "below": offered[at + 1] if at + 1 < len(offered) else None,
            }
            for at, team in enumerate(offered)
        ],
        "retired": [team for team in found if team.retired_at],
        "may_manage": can(request.actor, Verb.PEOPLE_MANAGE),
    }
    return render(request, "people/teams.html", context)


@signed_in
def new_team(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.PEOPLE_MANAGE)
    form = TeamForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            team = create_team(request.actor, name=given["name"], about=given["about"])
            return SeeOther(f"/settings/teams/{team.pk}")
        except Invalid as problem:
            show_problems(form, problem)
    return render(request, "people/team_new.html", {"form": form, "section": "settings"}, status=status_of(form))


@signed_in
def show_team(request: PersonRequest, team_id: UUID) -> HttpResponse:
    return _page_of(request, _team(request, team_id))


@signed_in
def set_name(request: PersonRequest, team_id: UUID) -> HttpResponse:
    """What it is called and looks after."""
    team = _team(request, team_id)
    require(request.actor, Verb.TEAM_UPDATE, team)
    initial = {"name": team.name, "about": team.about, "seen": mark_of_team(team)}
    form = TeamForm(sent(request), initial=initial)
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            change_team(request.actor, team, **form.cleaned_data)
            return SeeOther(f"/settings/teams/{team.pk}")
        except (Invalid, Conflict) as refusal:
            status = show_refusal(form, refusal)
            if refusal.code == "changed_meanwhile":
                form.data = {**request.POST.dict(), "seen": mark_of_team(_team(request, team_id))}
    context = {"form": form, "team": team, "section": "settings"}
    return render(request, "people/team_name.html", context, status=status)


@require_POST
@signed_in
def place_team(request: PersonRequest, team_id: UUID) -> HttpResponse:
    """`above` or `below` names the neighbour past which the team goes."""

    def run() -> None:
        move_team(request.actor, _team(request, team_id), **past_which(request, Team.objects.all()))

    require(request.actor, Verb.PEOPLE_MANAGE)
    return tried(request, "/settings/teams", run)


@require_POST
@signed_in
def end_team(request: PersonRequest, team_id: UUID) -> HttpResponse:
    team = retire_team(request.actor, _team(request, team_id))
    words = _("“%(name)s” is retired: it stays where it is, and is offered no longer.")
    messages.success(request, words % {"name": team})
    return SeeOther("/settings/teams")


@require_POST
@signed_in
def bring_team_back(request: PersonRequest, team_id: UUID) -> HttpResponse:
    team = revive_team(request.actor, _team(request, team_id))
    messages.success(request, _("“%(name)s” is offered again.") % {"name": team})
    return SeeOther("/settings/teams")


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
        "may_manage": can(request.actor, Verb.PEOPLE_MANAGE),
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
