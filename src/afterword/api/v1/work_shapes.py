"""Tasks and follow-ups as the API tells them."""

from datetime import date, datetime

from typing_extensions import TypedDict

from afterword.api.v1.rows import person_shape
from afterword.api.v1.shapes import PersonShape
from afterword.followups.models import FollowUp
from afterword.incidents.models import IncidentTask


class TaskShape(TypedDict):
    id: str
    title: str
    assignee: PersonShape | None
    due_on: date | None
    done_at: datetime | None
    is_of_checklist: bool
    created_at: datetime


class TaskList(TypedDict):
    items: list[TaskShape]


class FollowUpShape(TypedDict):
    """Either `incident` or `postmortem` says by number what it is of; the other is null.

    `details` holds the kind's own fields by name; `state_reason` says why it won't be done.
    """

    number: int
    reference: str
    incident: int | None
    postmortem: int | None
    kind: str
    title: str
    description: str
    details: dict[str, str]
    priority: int
    horizon: str
    owner: PersonShape | None
    owner_team: str | None
    due_on: date | None
    state: str
    state_reason: str
    tracker_url: str
    tags: list[str]
    created_at: datetime
    closed_at: datetime | None


class FollowUpPage(TypedDict):
    items: list[FollowUpShape]
    next: str | None


def task_shape(task: IncidentTask) -> TaskShape:
    return {
        "id": str(task.pk),
        "title": task.title,
        "assignee": person_shape(task.assignee),
        "due_on": task.due_on,
        "done_at": task.done_at,
        "is_of_checklist": task.checklist_item_id is not None,
        "created_at": task.created_at,
    }


def followup_shape(followup: FollowUp) -> FollowUpShape:
    return {
        "number": followup.number,
        "reference": followup.reference,
        "incident": followup.incident.number if followup.incident else None,
        "postmortem": followup.postmortem.number if followup.postmortem else None,
        "kind": followup.kind,
        "title": followup.title,
        "description": followup.description,
        "details": followup.details,
        "priority": followup.priority,
        "horizon": followup.horizon,
        "owner": person_shape(followup.owner),
        "owner_team": followup.owner_team.name if followup.owner_team else None,
        "due_on": followup.due_on,
        "state": followup.state,
        "state_reason": followup.state_reason,
        "tracker_url": followup.tracker_url,
        "tags": [tag.name for tag in followup.tags.all()],
        "created_at": followup.created_at,
        "closed_at": followup.closed_at,
    }
