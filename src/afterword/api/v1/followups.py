"""What is to be different after an incident, or by a report on something that was none."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from afterword.access.policy import see
from afterword.api.answers import answer, created
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Day, Input, Name, Reason
from afterword.api.v1.lookup import incident_at, person_with, teams_named
from afterword.api.v1.parameters import FOLLOWUP_PARAMETERS, NUMBER_LIMIT
from afterword.api.v1.report_shapes import report_at
from afterword.api.v1.work_shapes import FollowUpPage, FollowUpShape, followup_shape
from afterword.core import clock
from afterword.core.errors import Invalid
from afterword.core.keyset import PAGE_LIMIT
from afterword.followups.actions.add_followup import add_followup
from afterword.followups.actions.change_followup import change_followup
from afterword.followups.actions.set_state import set_state
from afterword.followups.draft import FollowUpDraft
from afterword.followups.filter_params import parse_filter
from afterword.followups.listing import LABELS, PAGE_SIZE, page_of_followups
from afterword.followups.locking import lock_subject
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.add_followup import add_followup_to_report

router = Router(tags=["Follow-ups"])
FILTERS = frozenset({"limit", *(parameter["name"] for parameter in FOLLOWUP_PARAMETERS)})
Kinds = Literal["action", "monitor", "dashboard", "process", "technical", "runbook"]
Horizons = Literal["week", "month", "quarter"]
States = Literal["not_started", "in_progress", "complete", "wont_do"]
Details = Annotated[dict[str, str], Field(max_length=20, description="The kind's own fields by name.")]
Tags = Annotated[list[Name], Field(max_length=100)]
NULLABLE = frozenset({"owner", "owner_team", "due_on"})
Priority = Annotated[int, Field(ge=0, le=3)]


class FollowUpInput(Input):
    """Priority and due date follow from the horizon, unless given. `owner` is an e-mail address."""

    title: str
    kind: Kinds = "action"
    description: str = ""
    details: Details = Field(default_factory=dict)
    priority: Priority | None = None
    horizon: Horizons = "month"
    owner: Name | None = None
    owner_team: Name | None = None
    due_on: Day | None = None
    tracker_url: str = ""
    tags: Tags = Field(default_factory=list)


class ReportFollowUpInput(FollowUpInput):
    """`incident` is one of the report's; the first, unless given. Where it covers none, it is the report's own."""

    incident: Annotated[int, Field(ge=1, le=NUMBER_LIMIT)] | None = None


class FollowUpChanges(Input):
    """What is left out stays as it is. `reason` is needed for won't do."""

    title: str | None = None
    kind: Kinds | None = None
    description: str | None = None
    details: Details | None = None
    priority: Priority | None = None
    horizon: Horizons | None = None
    owner: Name | None = None
    owner_team: Name | None = None
    due_on: Day | None = None
    tracker_url: str | None = None
    tags: Tags | None = None
    state: States | None = None
    reason: Reason = ""


@router.get(
    "/follow-ups", response=FollowUpPage, summary="Find follow-ups", openapi_extra={"parameters": FOLLOWUP_PARAMETERS}
)
def list_followups(
    request: ApiRequest,
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="How many on a page.")] = PAGE_SIZE,
) -> HttpResponse:
    """Open ones that you may see, due first, unless asked otherwise. Follow `next` for the rest."""
    given = {name: [str(value) for value in values] for name, values in request.GET.lists()}
    unknown = sorted(set(given) - FILTERS)
    if unknown:
        raise Invalid({name: _("There is no such filter.") for name in unknown})
    wanted = parse_filter(given, me=request.auth.user)
    cursor = request.GET.get("cursor", "")
    page = page_of_followups(
        request.auth, wanted, timezone.localdate(clock.now()), cursor=cursor, size=limit, with_tags=True
    )
    after = None
    if page.next_cursor:
        after = "/api/v1/follow-ups?" + urlencode({**given, "cursor": page.next_cursor}, doseq=True)
    return answer({"items": [followup_shape(each) for each in page.rows], "next": after})


@router.post("/incidents/{int:number}/follow-ups", response={201: FollowUpShape}, summary="Add a follow-up")
def post_followup(request: ApiRequest, number: int, body: FollowUpInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    followup = add_followup(request.auth, incident, FollowUpDraft(**_as_draft(body.model_dump())))
    return created(followup_shape(followup), f"/api/v1{followup.url}")


@router.post(
    "/postmortems/{int:number}/follow-ups", response={201: FollowUpShape}, summary="Add a follow-up to a report"
)
def post_followup_of_report(request: ApiRequest, number: int, body: ReportFollowUpInput) -> HttpResponse:
    """In every state of the report, also once it is published."""
    actor = request.auth
    given = body.model_dump(exclude={"incident"})
    postmortem = report_at(actor, number)
    incident = None if body.incident is None else _covered(actor, body.incident)
    followup = add_followup_to_report(actor, postmortem, FollowUpDraft(**_as_draft(given)), incident=incident)
    return created(followup_shape(followup), f"/api/v1{followup.url}")


@router.get("/follow-ups/{int:number}", response=FollowUpShape, summary="Read a follow-up")
def read_followup(request: ApiRequest, number: int) -> HttpResponse:
    return answer(followup_shape(_followup(request.auth, number)))


@router.patch("/follow-ups/{int:number}", response=FollowUpShape, summary="Change a follow-up or its state")
@transaction.atomic
def patch_followup(request: ApiRequest, number: int, body: FollowUpChanges) -> HttpResponse:
    actor, known = request.auth, _followup(request.auth, number)
    # Locked before reading, so that what is left out is as it is now.
    lock_subject(actor, known)
    known = _followup(actor, number)
    wanted = replace(FollowUpDraft.of(known), **_as_draft(_kept(known, body.model_dump(exclude_unset=True))))
    changed = change_followup(actor, known, wanted)
    if body.state is not None:
        changed = set_state(actor, changed, body.state, reason=body.reason)
    return answer(followup_shape(_followup(actor, changed.number)))


def _kept(known: FollowUp, given: dict[str, Any]) -> dict[str, Any]:
    """Without what is no part of a draft; details of the former kind do not belong to another one."""
    of_draft = {name: value for name, value in given.items() if name not in ("state", "reason")}
    given = {name: value for name, value in of_draft.items() if name in NULLABLE or value is not None}
    if given.get("kind", known.kind) != known.kind:
        given.setdefault("details", {})
    return given


def _as_draft(given: dict[str, Any]) -> dict[str, Any]:
    """Names turned into rows."""
    if given.get("owner"):
        given["owner"] = person_with(given["owner"], "owner")
    if given.get("owner_team"):
        given["owner_team"] = teams_named([given["owner_team"]])[0]
    for name in ("owner", "owner_team"):
        if name in given:
            given[name] = given[name] or None
    if "tags" in given:
        given["tags"] = tuple(given["tags"])
    return given


def _covered(actor: Actor, number: int) -> Incident:
    found = Incident.objects.visible_to(actor).filter(number=number).first()
    if found is None:
        raise Invalid({"incident": _("There is no such incident.")})
    return found


def _followup(actor: Actor, number: int) -> FollowUp:
    found = FollowUp.objects.filter(number=min(number, NUMBER_LIMIT)).select_related(*LABELS)
    return see(actor, found.prefetch_related("tags"))
