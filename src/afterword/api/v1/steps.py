"""The steps of an incident's life, each a noun that is posted."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from afterword.api.answers import answer
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import as_it_is_now
from afterword.api.v1.inputs import Input, Moment, Name, Reason
from afterword.api.v1.lookup import incident_at, severity_named, status_named
from afterword.api.v1.own_fields import Fields, complaining_of_fields, fields_named
from afterword.api.v1.parameters import NUMBER_LIMIT, Outcomes, Which
from afterword.api.v1.shapes import IncidentShape
from afterword.incidents.actions.acknowledge import acknowledge
from afterword.incidents.actions.complete import complete_without_postmortem
from afterword.incidents.actions.correct_timestamp import correct_timestamp
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_status import set_status

router = Router(tags=["Steps"])


class StatusInput(Input):
    status: Annotated[Name, Field(description="A status by its name, or active or stable.")]
    at: Moment | None = None
    reason: Reason = ""


class ResolutionInput(Input):
    """Everything may be left out: then it ended now, and running impacts ended with it."""

    at: Moment | None = None
    outcome: Outcomes = "resolved"
    impact_ended_at: Moment | None = None
    duplicate_of: Annotated[int | None, Field(description="The other incident's number.", ge=1, le=NUMBER_LIMIT)] = None
    reason: Reason = ""
    fields: Fields = Field(default_factory=dict)


class ReopeningInput(Input):
    status: Annotated[Name, Field(description="Where it stands now: active or stable.")] = "active"
    at: Moment | None = None
    reason: Reason = ""


class AcknowledgementInput(Input):
    at: Moment | None = None


class CompletionInput(Input):
    because: Annotated[str, Field(description="Why no postmortem is needed.")]


class UpdateInput(Input):
    message: str
    status: Name | None = None
    severity: Name | None = None
    next_due_at: Moment | None = None


class TimestampInput(Input):
    at: Annotated[Moment | None, Field(description="null clears a time that is not always known.")]
    reason: Reason = ""


# What is meant when no body is sent at all.
RESOLUTION, REOPENING, ACKNOWLEDGEMENT = ResolutionInput(), ReopeningInput(), AcknowledgementInput()


@router.post("/incidents/{int:number}/status", response=IncidentShape, summary="Change the status")
def change_status(request: ApiRequest, number: int, body: StatusInput) -> HttpResponse:
    """Between active and stable, and back from resolved. To end an incident, post its resolution."""
    incident = incident_at(request.auth, number)
    set_status(request.auth, incident, status_named(body.status), at=body.at, reason=body.reason)
    return answer(as_it_is_now(request.auth, incident))


@router.post("/incidents/{int:number}/resolution", response=IncidentShape, summary="Resolve")
def resolve_incident(request: ApiRequest, number: int, body: ResolutionInput = RESOLUTION) -> HttpResponse:
    """Ends the incident and the impacts that still run. Again with the same outcome, it changes nothing."""
    incident = incident_at(request.auth, number)
    ending = Ending(
        at=body.at,
        outcome=body.outcome,
        impact_ended_at=body.impact_ended_at,
        duplicate_of=incident_at(request.auth, body.duplicate_of) if body.duplicate_of else None,
        reason=body.reason,
        fields=fields_named(incident, body.fields),
    )
    with complaining_of_fields():
        resolve(request.auth, incident, ending)
    return answer(as_it_is_now(request.auth, incident))


@router.post("/incidents/{int:number}/reopening", response=IncidentShape, summary="Reopen")
def reopen_incident(request: ApiRequest, number: int, body: ReopeningInput = REOPENING) -> HttpResponse:
    """Nothing happens while it is open."""
    incident = incident_at(request.auth, number)
    if not incident.is_open:
        set_status(request.auth, incident, status_named(body.status), at=body.at, reason=body.reason)
    return answer(as_it_is_now(request.auth, incident))


@router.post("/incidents/{int:number}/acknowledgement", response=IncidentShape, summary="Acknowledge")
def acknowledge_incident(
    request: ApiRequest, number: int, body: AcknowledgementInput = ACKNOWLEDGEMENT
) -> HttpResponse:
    """Says that somebody has taken it on; the first one counts."""
    incident = incident_at(request.auth, number)
    acknowledge(request.auth, incident, at=body.at)
    return answer(as_it_is_now(request.auth, incident))


@router.post("/incidents/{int:number}/completion", response=IncidentShape, summary="Complete without a postmortem")
def complete_incident(request: ApiRequest, number: int, body: CompletionInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    complete_without_postmortem(request.auth, incident, because=body.because)
    return answer(as_it_is_now(request.auth, incident))


@router.post("/incidents/{int:number}/updates", response={201: IncidentShape}, summary="Post an update")
def post_incident_update(request: ApiRequest, number: int, body: UpdateInput) -> HttpResponse:
    """The newest one is the incident's current state. It may change status and severity on the way."""
    incident = incident_at(request.auth, number)
    post_update(
        request.auth,
        incident,
        body.message,
        status=status_named(body.status) if body.status else None,
        severity=severity_named(body.severity) if body.severity else None,
        next_due_at=body.next_due_at,
    )
    return answer(as_it_is_now(request.auth, incident), status=201)


@router.put("/incidents/{int:number}/timestamps/{which}", response=IncidentShape, summary="Correct one of the times")
def put_timestamp(request: ApiRequest, number: int, which: Which, body: TimestampInput) -> HttpResponse:
    """Setting the start also confirms an estimate."""
    incident = incident_at(request.auth, number)
    correct_timestamp(request.auth, incident, which, body.at, reason=body.reason)
    return answer(as_it_is_now(request.auth, incident))
