"""Incidents: declare one, find them, read one, change its words."""

from typing import Annotated
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router
from pydantic import Field

from afterword.api.answers import answer, created
from afterword.api.auth import ApiRequest
from afterword.api.once import declare_once
from afterword.api.v1.incident_document import as_it_is_now, incident_shape, incident_with_timeline
from afterword.api.v1.inputs import Input, Moment, Name, Reason
from afterword.api.v1.lookup import incident_at, person_with, services_named, severity_named, teams_named, type_named
from afterword.api.v1.own_fields import Fields, complaining_of_fields, fields_at_first, fields_named
from afterword.api.v1.parameters import LIST_PARAMETERS, TimelineOrder
from afterword.api.v1.rows import COLUMNS, incident_rows
from afterword.api.v1.shapes import IncidentPage, IncidentShape, IncidentWithTimeline
from afterword.core.errors import Invalid
from afterword.core.keyset import PAGE_LIMIT
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.actions.describe import rename, set_root_cause, set_summary
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.actions.set_scope import set_services, set_teams, set_test
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.actions.set_tags import set_tags
from afterword.incidents.actions.set_type import set_type
from afterword.incidents.filter_params import parse_filter
from afterword.incidents.listing import PAGE_SIZE, page_of_incidents
from afterword.incidents.models import Incident
from afterword.people.actor import Actor

router = Router(tags=["Incidents"])
TIMES = ("started_at", "detected_at", "declared_at", "acknowledged_at", "mitigated_at", "resolved_at")
FILTERS = frozenset({"limit", *(parameter["name"] for parameter in LIST_PARAMETERS)})
MOST_NAMES = 100


class DeclaredImpact(Input):
    description: str
    started_at: Moment | None = None
    ended_at: Moment | None = None


class IncidentInput(Input):
    """Only the title is needed. With `resolved_at` it is declared as already over."""

    title: str
    type: Annotated[Name | None, Field(description="A type's name; the default one, unless given.")] = None
    severity: Annotated[Name, Field(description="A severity's name; unknown unless said otherwise.")] = "unknown"
    commander: Annotated[Name | None, Field(description="An e-mail address; whoever declares, unless given.")] = None
    summary: str = ""
    services: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    teams: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    impact: DeclaredImpact | None = None
    started_at: Moment | None = None
    detected_at: Moment | None = None
    declared_at: Moment | None = None
    acknowledged_at: Moment | None = None
    mitigated_at: Moment | None = None
    resolved_at: Moment | None = None
    fields: Fields = Field(default_factory=dict)
    zone: Annotated[Name, Field(description="Such as Europe/Berlin; that of whoever declares, unless given.")] = ""
    is_private: bool = False
    is_test: bool = False


class IncidentChanges(Input):
    """What to change; what is left out stays. All of it is changed, or nothing."""

    title: str | None = None
    type: Name | None = None
    fields: Fields | None = None
    summary: str | None = None
    root_cause: str | None = None
    severity: Name | None = None
    reason: Annotated[Reason, Field(description="Why the severity changes.")] = ""
    services: Annotated[list[Name], Field(max_length=MOST_NAMES)] | None = None
    teams: Annotated[list[Name], Field(max_length=MOST_NAMES)] | None = None
    tags: Annotated[list[Name], Field(max_length=MOST_NAMES)] | None = None
    is_test: bool | None = None


@router.post("/incidents", response={201: IncidentShape, 200: IncidentShape}, summary="Declare an incident")
def declare_incident(
    request: ApiRequest,
    body: IncidentInput,
    idempotency_key: Annotated[
        str, Header(alias="Idempotency-Key", max_length=255, description="Made up by you, new for each incident.")
    ] = "",
) -> HttpResponse:
    """The same Idempotency-Key by the same caller within 24 hours answers the incident it made before, with 200;
    with another body it is refused."""
    actor = request.auth
    if not idempotency_key:
        return _declared(actor, _declare(actor, body))
    once = declare_once(actor, idempotency_key, request.body, lambda: _declare(actor, body))
    if once.is_new:
        return _declared(actor, once.incident)
    return answer(incident_shape(actor, incident_at(actor, once.incident.number)))


def _declared(actor: Actor, incident: Incident) -> HttpResponse:
    return created(as_it_is_now(actor, incident), f"/api/v1{incident.url}")


def _declare(actor: Actor, body: IncidentInput) -> Incident:
    impact, kind = body.impact, type_named(body.type) if body.type else None
    with complaining_of_fields():
        return declare(
            actor,
            title=body.title,
            type=kind,
            severity=severity_named(body.severity),
            commander=person_with(body.commander, "commander") if body.commander else None,
            summary=body.summary,
            services=services_named(body.services),
            teams=teams_named(body.teams),
            impact=ImpactDraft(impact.description, impact.started_at, impact.ended_at) if impact else None,
            times=Times(**{name: getattr(body, name) for name in TIMES}),
            fields=fields_at_first(kind, body.fields),
            zone=body.zone,
            is_private=body.is_private,
            is_test=body.is_test,
        )


@router.get(
    "/incidents", response=IncidentPage, summary="Find incidents", openapi_extra={"parameters": LIST_PARAMETERS}
)
def list_incidents(
    request: ApiRequest,
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="How many on a page.")] = PAGE_SIZE,
) -> HttpResponse:
    """Those you may see, newest first unless sorted otherwise. Follow `next` for the rest."""
    given = {name: [str(value) for value in values] for name, values in request.GET.lists()}
    unknown = sorted(set(given) - FILTERS)
    if unknown:
        raise Invalid({name: _("There is no such filter.") for name in unknown})
    wanted = parse_filter(given, me=request.auth.user)
    page = page_of_incidents(request.auth, wanted, cursor=request.GET.get("cursor", ""), size=limit, values=COLUMNS)
    after = None
    if page.next_cursor:
        after = "/api/v1/incidents?" + urlencode({**given, "cursor": page.next_cursor}, doseq=True)
    return answer({"items": incident_rows(page.rows), "next": after})


@router.get("/incidents/{int:number}", response=IncidentWithTimeline, summary="Read an incident")
def read_incident(request: ApiRequest, number: int, order: TimelineOrder = "newest") -> HttpResponse:
    """With up to 100 entries of its timeline, newest first unless asked otherwise."""
    incident = incident_at(request.auth, number)
    return answer(incident_with_timeline(request.auth, incident, order))


@router.patch("/incidents/{int:number}", response=IncidentShape, summary="Change an incident")
def change_incident(request: ApiRequest, number: int, body: IncidentChanges) -> HttpResponse:
    actor = request.auth
    incident = incident_at(actor, number)
    with transaction.atomic():
        _change(actor, incident, body)
    return answer(as_it_is_now(actor, incident))


def _change(actor: Actor, incident: Incident, body: IncidentChanges) -> None:
    if body.title is not None:
        rename(actor, incident, body.title)
    if body.summary is not None:
        set_summary(actor, incident, body.summary)
    if body.root_cause is not None:
        set_root_cause(actor, incident, body.root_cause)
    if body.severity is not None:
        set_severity(actor, incident, severity_named(body.severity), reason=body.reason)
    _change_scope(actor, incident, body)
    if body.type is not None:
        incident = set_type(actor, incident, type_named(body.type))
    if body.fields is not None:
        with complaining_of_fields():
            set_fields(actor, incident, fields_named(incident, body.fields))


def _change_scope(actor: Actor, incident: Incident, body: IncidentChanges) -> None:
    if body.services is not None:
        set_services(actor, incident, services_named(body.services))
    if body.teams is not None:
        set_teams(actor, incident, teams_named(body.teams))
    if body.is_test is not None:
        set_test(actor, incident, is_test=body.is_test)
    if body.tags is not None:
        set_tags(actor, incident, body.tags)
