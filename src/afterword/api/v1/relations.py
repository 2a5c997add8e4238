"""Incidents that belong together: linked, a part of a bigger one, merged, split in two."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import as_it_is_now
from afterword.api.v1.inputs import Input, Name, Reason
from afterword.api.v1.lookup import incident_at, severity_named
from afterword.api.v1.own_fields import Fields, complaining_of_fields, fields_named
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.api.v1.shapes import IncidentShape
from afterword.incidents.actions.merge import merge_into
from afterword.incidents.actions.relations import relate, set_parent, unrelate
from afterword.incidents.actions.split import split_off
from afterword.incidents.models import Incident
from afterword.incidents.related import Bond, relatives_of
from afterword.people.actor import Actor

router = Router(tags=["Relations"])
Number = Annotated[int, Field(ge=1, le=NUMBER_LIMIT)]
MOST_ENTRIES = 1000


class RelativeShape(TypedDict):
    """`bond` says what it is to the incident: parent, child, linked, merged_into, merged_in, duplicate_of, duplicate,
    split_from or split_off."""

    bond: str
    number: int
    reference: str
    title: str
    severity: str
    status: str
    url: str


class RelativeList(TypedDict):
    items: list[RelativeShape]


class ParentInput(Input):
    number: Annotated[Number | None, Field(description="Of the bigger incident; null for none.")]


class MergerInput(Input):
    into: Annotated[Number, Field(description="The number of the incident that goes on.")]
    reason: Reason = ""


class SplitInput(Input):
    """`entries` are numbers of the timeline; copies of them go along."""

    title: str
    entries: list[Number] = Field(default_factory=list, max_length=MOST_ENTRIES)
    severity: Name | None = None
    fields: Fields = Field(default_factory=dict)


@router.get("/incidents/{int:number}/relations", response=RelativeList, summary="What belongs together")
def list_relations(request: ApiRequest, number: int) -> HttpResponse:
    """As far as you may see it; at most 50."""
    return answer(_relatives(request.auth, incident_at(request.auth, number)))


@router.put("/incidents/{int:number}/relations/{int:other}", response=RelativeList, summary="Link two incidents")
def put_relation(request: ApiRequest, number: int, other: int) -> HttpResponse:
    incident = incident_at(request.auth, number)
    relate(request.auth, incident, incident_at(request.auth, other))
    return answer(_relatives(request.auth, incident))


@router.delete("/incidents/{int:number}/relations/{int:other}", response={204: None}, summary="Unlink two incidents")
def delete_relation(request: ApiRequest, number: int, other: int) -> HttpResponse:
    unrelate(request.auth, incident_at(request.auth, number), incident_at(request.auth, other))
    return gone()


@router.put("/incidents/{int:number}/parent", response=RelativeList, summary="Make it a part of another incident")
def put_parent(request: ApiRequest, number: int, body: ParentInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    changed = set_parent(request.auth, incident, incident_at(request.auth, body.number) if body.number else None)
    return answer(_relatives(request.auth, changed))


@router.post("/incidents/{int:number}/merger", response=IncidentShape, summary="Merge into another incident")
def merge_incident(request: ApiRequest, number: int, body: MergerInput) -> HttpResponse:
    """Ends this one. The other gets its timeline, impacts, people, services, links and open tasks."""
    incident = incident_at(request.auth, number)
    merge_into(request.auth, incident, incident_at(request.auth, body.into), reason=body.reason)
    return answer(as_it_is_now(request.auth, incident))


@router.post("/incidents/{int:number}/split", response={201: IncidentShape}, summary="Declare a second one out of it")
def split_incident(request: ApiRequest, number: int, body: SplitInput) -> HttpResponse:
    """Answers the new incident; nothing is taken from this one."""
    incident = incident_at(request.auth, number)
    with complaining_of_fields():
        new = split_off(
            request.auth,
            incident,
            title=body.title,
            entries=body.entries,
            severity=severity_named(body.severity) if body.severity else None,
            fields=fields_named(incident, body.fields),
        )
    return created(as_it_is_now(request.auth, new), f"/api/v1{new.url}")


def _relatives(actor: Actor, incident: Incident) -> RelativeList:
    by_bond = relatives_of(actor, incident).by_bond
    return {"items": [_shape(bond, other) for bond, others in by_bond.items() for other in others]}


def _shape(bond: Bond, other: Incident) -> RelativeShape:
    return {
        "bond": str(bond),
        "number": other.number,
        "reference": other.reference,
        "title": other.title,
        "severity": other.severity.name,
        "status": other.status.name,
        "url": other.url,
    }
