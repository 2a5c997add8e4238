"""Coming to help and going, watching, and handing a role over."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import as_it_is_now
from afterword.api.v1.inputs import Input, Name, Reason
from afterword.api.v1.lookup import incident_at, person_with, role_named, row_with
from afterword.api.v1.rows import person_shape
from afterword.api.v1.shapes import IncidentShape, PersonShape
from afterword.core.errors import NotFound
from afterword.incidents.actions.handovers import (
    accept_handover,
    decline_handover,
    offer_handover,
    withdraw_handover,
)
from afterword.incidents.actions.join import join, leave
from afterword.incidents.actions.watch import unwatch, watch
from afterword.incidents.models import Handover, Incident

router = Router(tags=["Roles"])
PARTIES = ("role", "giver", "successor")


class HandoverShape(TypedDict):
    """`state` is offered, accepted, declined or withdrawn."""

    id: str
    role: str
    giver: PersonShape | None
    successor: PersonShape | None
    summary: str
    state: str
    offered_at: datetime
    answered_at: datetime | None


class HandoverList(TypedDict):
    items: list[HandoverShape]


class HandoverInput(Input):
    """Of a role that you have: the command, unless `role` names another one."""

    successor: Annotated[Name, Field(description="An e-mail address.")]
    role: Name | None = None
    summary: str = ""


class RefusalInput(Input):
    reason: Reason = ""


REFUSAL = RefusalInput()  # what is meant when no body is sent at all


@router.put("/incidents/{int:number}/responders/me", response=IncidentShape, summary="Join")
def put_myself(request: ApiRequest, number: int) -> HttpResponse:
    """Nothing happens when you have a role already."""
    incident = incident_at(request.auth, number)
    join(request.auth, incident)
    return answer(as_it_is_now(request.auth, incident))


@router.delete("/incidents/{int:number}/responders/me", response={204: None}, summary="Leave")
def delete_myself(request: ApiRequest, number: int) -> HttpResponse:
    """Ends every role that you have."""
    leave(request.auth, incident_at(request.auth, number))
    return gone()


@router.put("/incidents/{int:number}/watchers/me", response={204: None}, summary="Watch")
def put_watcher(request: ApiRequest, number: int) -> HttpResponse:
    watch(request.auth, incident_at(request.auth, number))
    return gone()


@router.delete("/incidents/{int:number}/watchers/me", response={204: None}, summary="Watch no longer")
def delete_watcher(request: ApiRequest, number: int) -> HttpResponse:
    unwatch(request.auth, incident_at(request.auth, number))
    return gone()


@router.get("/incidents/{int:number}/handovers", response=HandoverList, summary="List hand-overs")
def list_handovers(request: ApiRequest, number: int) -> HttpResponse:
    """The newest first."""
    found = incident_at(request.auth, number).handovers.select_related(*PARTIES)
    return answer({"items": [_shape(each) for each in found]})


@router.post("/incidents/{int:number}/handovers", response={201: HandoverShape}, summary="Offer a role")
def post_handover(request: ApiRequest, number: int, body: HandoverInput) -> HttpResponse:
    """It changes hands when the successor accepts."""
    incident = incident_at(request.auth, number)
    offered = offer_handover(
        request.auth,
        incident,
        person_with(body.successor, "successor"),
        role=role_named(body.role) if body.role else None,
        summary=body.summary,
    )
    return created(_now(incident, offered), f"/api/v1{incident.url}/handovers/{offered.pk}")


@router.post("/incidents/{int:number}/handovers/{handover}/acceptance", response=HandoverShape, summary="Accept a role")
def post_acceptance(request: ApiRequest, number: int, handover: str) -> HttpResponse:
    """Only whom it was offered to can."""
    incident = incident_at(request.auth, number)
    offered = _handover(incident, handover)
    accept_handover(request.auth, offered)
    return answer(_now(incident, offered))


@router.post("/incidents/{int:number}/handovers/{handover}/refusal", response=HandoverShape, summary="Decline a role")
def post_refusal(request: ApiRequest, number: int, handover: str, body: RefusalInput = REFUSAL) -> HttpResponse:
    """Only whom it was offered to can."""
    incident = incident_at(request.auth, number)
    offered = _handover(incident, handover)
    decline_handover(request.auth, offered, reason=body.reason)
    return answer(_now(incident, offered))


@router.delete(
    "/incidents/{int:number}/handovers/{handover}", response={204: None}, summary="Take an offer of a role back"
)
def delete_handover(request: ApiRequest, number: int, handover: str) -> HttpResponse:
    withdraw_handover(request.auth, _handover(incident_at(request.auth, number), handover))
    return gone()


def _handover(incident: Incident, key: str) -> Handover:
    found = row_with(incident.handovers.select_related(*PARTIES), key)
    if found is None:
        raise NotFound(_("This incident has no such hand-over."))
    return found


def _now(incident: Incident, handover: Handover) -> HandoverShape:
    return _shape(_handover(incident, str(handover.pk)))


def _shape(handover: Handover) -> HandoverShape:
    return {
        "id": str(handover.pk),
        "role": handover.role.name,
        "giver": person_shape(handover.giver),
        "successor": person_shape(handover.successor),
        "summary": handover.summary,
        "state": handover.state,
        "offered_at": handover.offered_at,
        "answered_at": handover.answered_at,
    }
