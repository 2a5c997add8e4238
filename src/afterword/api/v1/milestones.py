"""The steps of an incident that a report tells: when each was reached, and what is known of it."""

from datetime import datetime
from typing import Annotated, Literal

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Moment
from afterword.api.v1.lookup import incident_at, row_with
from afterword.api.v1.parameters import NUMBER_LIMIT
from afterword.core.errors import NotFound
from afterword.incidents.actions.milestones import change_milestone, mark_milestone, remove_milestone
from afterword.incidents.milestone_fields import PLANS, Plan
from afterword.incidents.models import Incident, Milestone, MilestoneKind

router = Router(tags=["Milestones"])
Kinds = Literal[
    "started",
    "detected",
    "acknowledged",
    "investigating",
    "escalated",
    "discovery",
    "cause_found",
    "planned",
    "deployed",
    "partly_recovered",
    "recovered",
    "monitoring",
    "declared_resolved",
]
StepDetails = Annotated[dict[str, str], Field(max_length=20, description="The kind's own fields by name.")]
SETS_TIME = "Set the time of the incident that this kind tells, too."


class MilestoneShape(TypedDict):
    """`entry` is the number of its entry on the timeline."""

    id: str
    kind: str
    label: str
    phase: str
    occurred_at: datetime
    details: dict[str, str]
    entry: int | None


class MilestoneList(TypedDict):
    items: list[MilestoneShape]


class MilestoneDetail(TypedDict):
    name: str
    label: str
    is_link: bool


class MilestoneKindShape(TypedDict):
    """`sets` is the time of the incident that it tells, if any."""

    kind: str
    label: str
    phase: str
    sets: str
    details: list[MilestoneDetail]


class MilestoneKindList(TypedDict):
    items: list[MilestoneKindShape]


class MilestoneInput(Input):
    """With `note`, the number of a note, that note is the milestone and its time counts."""

    kind: Kinds
    occurred_at: Moment | None = None
    details: StepDetails = Field(default_factory=dict)
    note: Annotated[int | None, Field(ge=1, le=NUMBER_LIMIT)] = None
    sets_time: Annotated[bool, Field(description=SETS_TIME)] = False


class MilestoneChanges(Input):
    """What is left out stays as it is; `details` are given as a whole."""

    occurred_at: Moment | None = None
    details: StepDetails | None = None
    sets_time: Annotated[bool, Field(description=SETS_TIME)] = False


@router.get("/milestone-kinds", response=MilestoneKindList, summary="Kinds of milestones")
def list_milestone_kinds(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    """In their order, with what can be said of each."""
    return answer({"items": [_kind(MilestoneKind(kind), plan) for kind, plan in PLANS.items()]})


@router.get("/incidents/{int:number}/milestones", response=MilestoneList, summary="List milestones")
def list_milestones(request: ApiRequest, number: int) -> HttpResponse:
    incident = incident_at(request.auth, number)
    return answer({"items": [_shape(each) for each in incident.milestones.select_related("entry")]})


@router.post("/incidents/{int:number}/milestones", response={201: MilestoneShape}, summary="Mark a milestone")
def post_milestone(request: ApiRequest, number: int, body: MilestoneInput) -> HttpResponse:
    """There can be many key discoveries, and one of every other kind."""
    incident = incident_at(request.auth, number)
    marked = mark_milestone(
        request.auth,
        incident,
        body.kind,
        occurred_at=body.occurred_at,
        details=body.details,
        note=body.note,
        sets_time=body.sets_time,
    )
    return created(_shape(marked), f"/api/v1{incident.url}/milestones/{marked.pk}")


@router.get("/incidents/{int:number}/milestones/{milestone}", response=MilestoneShape, summary="Read a milestone")
def read_milestone(request: ApiRequest, number: int, milestone: str) -> HttpResponse:
    return answer(_shape(_milestone(incident_at(request.auth, number), milestone)))


@router.patch("/incidents/{int:number}/milestones/{milestone}", response=MilestoneShape, summary="Change a milestone")
@transaction.atomic
def patch_milestone(request: ApiRequest, number: int, milestone: str, body: MilestoneChanges) -> HttpResponse:
    # Locked before reading, so that what is left out is as it is now.
    incident = lock(request.auth, Verb.INCIDENT_UPDATE, incident_at(request.auth, number))
    known = _milestone(incident, milestone)
    changed = change_milestone(
        request.auth,
        known,
        occurred_at=body.occurred_at or known.occurred_at,
        details=known.details if body.details is None else body.details,
        sets_time=body.sets_time,
    )
    return answer(_shape(changed))


@router.delete("/incidents/{int:number}/milestones/{milestone}", response={204: None}, summary="Take a milestone back")
def delete_milestone(request: ApiRequest, number: int, milestone: str) -> HttpResponse:
    """A note stays a note; the timeline remembers."""
    remove_milestone(request.auth, _milestone(incident_at(request.auth, number), milestone))
    return gone()


def _milestone(incident: Incident, key: str) -> Milestone:
    found = row_with(incident.milestones.select_related("entry"), key)
    if found is None:
        raise NotFound(_("This incident has no such milestone."))
    return found


def _kind(kind: MilestoneKind, plan: Plan) -> MilestoneKindShape:
    said: list[MilestoneDetail] = [
        {"name": each.name, "label": _(each.label), "is_link": each.is_link} for each in plan.details
    ]
    return {
        "kind": str(kind),
        "label": str(kind.label),
        "phase": str(plan.phase),
        "sets": plan.moment,
        "details": said,
    }


def _shape(milestone: Milestone) -> MilestoneShape:
    return {
        "id": str(milestone.pk),
        "kind": milestone.kind,
        "label": str(milestone),
        "phase": str(PLANS[milestone.kind].phase),
        "occurred_at": milestone.occurred_at,
        "details": milestone.details,
        "entry": milestone.entry.number if milestone.entry else None,
    }
