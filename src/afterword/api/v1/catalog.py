"""The names that the other addresses take: severities, statuses, roles, tags, teams, people; and who you are."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from ninja import Router

from afterword.access.actions.create_team import create_team
from afterword.access.policy import abilities, require
from afterword.access.verbs import Verb
from afterword.api.answers import answer
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Name
from afterword.api.v1.shapes import Me, PersonList, RoleList, SeverityList, StatusList, TagList, TeamList, TeamShape
from afterword.incidents.models import Role, Severity, Status, Tag
from afterword.people.models import Team, User

router = Router(tags=["Catalog"])
MOST_LISTED = 500
ABOUT_ME = (Verb.INCIDENT_DECLARE, Verb.INCIDENT_IMPORT, Verb.SETTINGS_MANAGE, Verb.PEOPLE_MANAGE)


class TeamInput(Input):
    name: Name


@router.get("/severities", response=SeverityList, summary="Severities, worst first")
def list_severities(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    columns = ("id", "name", "guidance", "is_unknown", "requires_postmortem", "postmortem_due_days")
    return _listed(Severity.objects.filter(retired_at=None), *columns)


@router.get("/statuses", response=StatusList, summary="Statuses")
def list_statuses(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    return _listed(Status.objects.filter(retired_at=None), "id", "name", "category")


@router.get("/roles", response=RoleList, summary="Roles on an incident")
def list_roles(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    return _listed(Role.objects.filter(retired_at=None), "id", "name", "duty", "is_commander")


@router.get("/tags", response=TagList, summary="Tags")
def list_tags(request: ApiRequest, q: Name = "") -> HttpResponse:  # noqa: ARG001
    """Those that contain `q`, or all; at most 500."""
    found = Tag.objects.filter(name__contains=q.lower())[:MOST_LISTED]
    return answer({"items": list(found.values("name"))})


@router.get("/teams", response=TeamList, summary="Teams")
def list_teams(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    return _listed(Team.objects.offered(), "id", "name")


@router.post("/teams", response={201: TeamShape}, summary="Make a team")
def post_team(request: ApiRequest, body: TeamInput) -> HttpResponse:
    """For administrators. It has no members yet."""
    team = create_team(request.auth, name=body.name)
    return answer({"id": str(team.pk), "name": team.name}, status=201)


@router.get("/people", response=PersonList, summary="People who can sign in")
def list_people(request: ApiRequest, q: Name = "") -> HttpResponse:
    """Those whose name or address contains `q`, or all."""
    require(request.auth, Verb.PEOPLE_SEE)
    found = User.objects.filter(is_active=True)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q))
    return _listed(found, "id", "name", "email", "role")


@router.get("/me", response=Me, summary="Who you are")
def read_me(request: ApiRequest) -> HttpResponse:
    actor = request.auth
    user, token = actor.user, actor.token
    assert user, "both doors let people and their tokens in"
    me: Me = {
        "kind": "token" if token else "person",
        "name": str(user),
        "email": user.email,
        "role": user.role,
        "zone": user.zone,
        "language": user.language,
        "token": {"name": token.name, "expires_at": token.expires_at} if token else None,
        "abilities": abilities(actor, None, ABOUT_ME),
    }
    return answer(me)


def _listed(rows: QuerySet[Any, Model], *columns: str) -> HttpResponse:
    return answer({"items": list(rows.values(*columns))})
