"""Who does what on an incident."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from afterword.api.answers import answer, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import as_it_is_now
from afterword.api.v1.inputs import Input, Name
from afterword.api.v1.lookup import incident_at, person_with, role_named
from afterword.api.v1.shapes import IncidentShape
from afterword.incidents.actions.assign_role import assign_role, leave_role

router = Router(tags=["Roles"])


class RoleInput(Input):
    person: Annotated[Name, Field(description="An e-mail address.")]


@router.put("/incidents/{int:number}/roles/{role}", response=IncidentShape, summary="Give somebody a role")
def put_role(request: ApiRequest, number: int, role: Name, body: RoleInput) -> HttpResponse:
    """There is one commander: a new one takes over. Other roles can be held by several people."""
    incident = incident_at(request.auth, number)
    assign_role(request.auth, incident, role_named(role), person_with(body.person, "person"))
    return answer(as_it_is_now(request.auth, incident))


@router.delete("/incidents/{int:number}/roles/{role}", response={204: None}, summary="End somebody's role")
def delete_role(
    request: ApiRequest, number: int, role: Name, person: Annotated[Name, Query(description="An e-mail address.")]
) -> HttpResponse:
    incident = incident_at(request.auth, number)
    leave_role(request.auth, incident, role_named(role), person_with(person, "person"))
    return gone()
