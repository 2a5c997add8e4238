"""What users or the business felt, and from when to when."""

from dataclasses import replace
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import impact_shape, with_figures
from afterword.api.v1.inputs import Amount, Input, Moment, Name
from afterword.api.v1.lookup import experience_named, incident_at, row_with, services_named
from afterword.api.v1.shapes import ImpactList, ImpactShape
from afterword.core.errors import NotFound
from afterword.incidents.actions.impacts import NOTHING_COUNTED, ImpactFigures, add_impact, edit_impact, remove_impact
from afterword.incidents.models import Experience, Impact, Incident

router = Router(tags=["Impacts"])
MOST_NAMES = 100


class ImpactInput(Input):
    """Without a start it begins now; without an end it still runs."""

    description: str
    started_at: Moment | None = None
    ended_at: Moment | None = None
    is_downtime: Annotated[bool | None, Field(description="As the experience says, if left out.")] = None
    experience: Name | None = None
    services: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    users_affected: int | None = None
    users_percent: Amount | None = None
    geography: str = ""
    failed_requests: int | None = None


class ImpactChanges(Input):
    """What is left out stays as it is."""

    description: str | None = None
    started_at: Moment | None = None
    ended_at: Annotated[Moment | None, Field(description="null makes it run again.")] = None
    is_downtime: bool | None = None
    experience: Name | None = None
    services: Annotated[list[Name], Field(max_length=MOST_NAMES)] | None = None
    users_affected: int | None = None
    users_percent: Amount | None = None
    geography: str | None = None
    failed_requests: int | None = None


@router.get("/incidents/{int:number}/impacts", response=ImpactList, summary="List impacts")
def list_impacts(request: ApiRequest, number: int) -> HttpResponse:
    incident = incident_at(request.auth, number)
    return answer({"items": [impact_shape(impact) for impact in with_figures(incident.impacts.all())]})


@router.post("/incidents/{int:number}/impacts", response={201: ImpactShape}, summary="Add an impact")
def post_impact(request: ApiRequest, number: int, body: ImpactInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    impact = add_impact(
        request.auth,
        incident,
        body.description,
        started_at=body.started_at,
        ended_at=body.ended_at,
        is_downtime=body.is_downtime,
        figures=_figures(body, NOTHING_COUNTED),
    )
    return created(impact_shape(impact), f"/api/v1{incident.url}/impacts/{impact.pk}")


@router.get("/incidents/{int:number}/impacts/{impact}", response=ImpactShape, summary="Read an impact")
def read_impact(request: ApiRequest, number: int, impact: str) -> HttpResponse:
    return answer(impact_shape(_impact(incident_at(request.auth, number), impact)))


@router.patch("/incidents/{int:number}/impacts/{impact}", response=ImpactShape, summary="Correct or end an impact")
@transaction.atomic
def patch_impact(request: ApiRequest, number: int, impact: str, body: ImpactChanges) -> HttpResponse:
    # Locked before reading, so that what is left out is as it is now, not as it was before somebody's change.
    incident = lock(request.auth, Verb.INCIDENT_UPDATE, incident_at(request.auth, number))
    known = _impact(incident, impact)
    changed = edit_impact(
        request.auth,
        known,
        description=known.description if body.description is None else body.description,
        started_at=body.started_at or known.started_at,
        ended_at=body.ended_at if body.has("ended_at") else known.ended_at,
        is_downtime=known.is_downtime if body.is_downtime is None else body.is_downtime,
        figures=_figures(body, ImpactFigures.of(known)),
    )
    return answer(impact_shape(changed))


@router.delete("/incidents/{int:number}/impacts/{impact}", response={204: None}, summary="Remove an impact")
def delete_impact(request: ApiRequest, number: int, impact: str) -> HttpResponse:
    """The timeline remembers it."""
    remove_impact(request.auth, _impact(incident_at(request.auth, number), impact))
    return gone()


def _figures(body: ImpactInput | ImpactChanges, known: ImpactFigures) -> ImpactFigures:
    """What was sent, and what is known where it was not. Names of what the impact has already stay good."""
    given: dict[str, Any] = {
        name: getattr(body, name) for name in ("users_affected", "users_percent", "failed_requests") if body.has(name)
    }
    if body.geography is not None:
        given["geography"] = body.geography
    if body.has("experience"):
        given["experience"] = _experience(body.experience, known)
    if body.services is not None and body.has("services"):
        kept = {service.name.casefold(): service for service in known.services}
        fresh = services_named(name for name in body.services if name.casefold() not in kept)
        given["services"] = (*(kept[key] for name in body.services if (key := name.casefold()) in kept), *fresh)
    return replace(known, **given)


def _experience(name: str | None, known: ImpactFigures) -> Experience | None:
    if name is None:
        return None
    is_kept = known.experience is not None and known.experience.name.casefold() == name.casefold()
    return known.experience if is_kept else experience_named(name)


def _impact(incident: Incident, given: str) -> Impact:
    found = row_with(incident.impacts.all(), given)
    if found is None:
        raise NotFound(_("This incident has no such impact."))
    return found
