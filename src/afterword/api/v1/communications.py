"""What was told to whom, inside and outside."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Moment
from afterword.api.v1.lookup import incident_at, row_with
from afterword.core.errors import NotFound
from afterword.incidents.actions.communications import (
    Told,
    change_communication,
    log_communication,
    remove_communication,
)
from afterword.incidents.models import Communication, Incident

router = Router(tags=["Communication log"])
Audiences = Literal["inside", "outside"]
Channels = Literal["chat", "email", "status_page", "support", "call", "social", "other"]


class CommunicationShape(TypedDict):
    id: str
    audience: str
    channel: str
    to_whom: str
    people_count: int | None
    message: str
    told_at: datetime
    told_by: str


class CommunicationList(TypedDict):
    items: list[CommunicationShape]


class CommunicationInput(Input):
    """Told now, unless `told_at` says otherwise."""

    message: str
    audience: Audiences = "inside"
    channel: Channels = "chat"
    to_whom: str = ""
    people_count: int | None = None
    told_at: Moment | None = None


class CommunicationChanges(Input):
    """What is left out stays as it is."""

    message: str | None = None
    audience: Audiences | None = None
    channel: Channels | None = None
    to_whom: str | None = None
    people_count: int | None = None
    told_at: Moment | None = None


@router.get("/incidents/{int:number}/communications", response=CommunicationList, summary="Read the communication log")
def list_communications(request: ApiRequest, number: int) -> HttpResponse:
    """The oldest first."""
    incident = incident_at(request.auth, number)
    return answer({"items": [_shape(each) for each in incident.communications.all()]})


@router.post("/incidents/{int:number}/communications", response={201: CommunicationShape}, summary="Log what was told")
def post_communication(request: ApiRequest, number: int, body: CommunicationInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    logged = log_communication(request.auth, incident, Told(**dict(body)))
    return created(_shape(logged), f"/api/v1{incident.url}/communications/{logged.pk}")


@router.patch(
    "/incidents/{int:number}/communications/{communication}",
    response=CommunicationShape,
    summary="Correct what was told",
)
@transaction.atomic
def patch_communication(
    request: ApiRequest, number: int, communication: str, body: CommunicationChanges
) -> HttpResponse:
    # Locked before reading, so that what is left out is as it is now.
    incident = lock(request.auth, Verb.INCIDENT_COMMENT, incident_at(request.auth, number))
    known = _communication(incident, communication)
    told = Told(known.message, known.audience, known.channel, known.to_whom, known.people_count, known.told_at)
    given = body.model_dump(exclude_unset=True)
    kept = {name: value for name, value in given.items() if value is not None or name == "people_count"}
    return answer(_shape(change_communication(request.auth, known, replace(told, **kept))))


@router.delete(
    "/incidents/{int:number}/communications/{communication}",
    response={204: None},
    summary="Take out what was never told",
)
def delete_communication(request: ApiRequest, number: int, communication: str) -> HttpResponse:
    """The timeline remembers it."""
    remove_communication(request.auth, _communication(incident_at(request.auth, number), communication))
    return gone()


def _communication(incident: Incident, key: str) -> Communication:
    found = row_with(incident.communications.all(), key)
    if found is None:
        raise NotFound(_("The log has no such entry."))
    return found


def _shape(logged: Communication) -> CommunicationShape:
    return {
        "id": str(logged.pk),
        "audience": logged.audience,
        "channel": logged.channel,
        "to_whom": logged.to_whom,
        "people_count": logged.people_count,
        "message": logged.message,
        "told_at": logged.told_at,
        "told_by": logged.told_by_label,
    }
