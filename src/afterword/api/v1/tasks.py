"""What is to be done while an incident lasts."""

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Day, Input, Name
from afterword.api.v1.lookup import incident_at, person_with, row_with
from afterword.api.v1.work_shapes import TaskList, TaskShape, task_shape
from afterword.core.errors import NotFound
from afterword.incidents.actions.tasks import add_task, change_task, complete_task, remove_task, reopen_task
from afterword.incidents.models import Incident, IncidentTask
from afterword.people.models import User

router = Router(tags=["Tasks"])


class TaskInput(Input):
    """`assignee` is an e-mail address."""

    title: str
    assignee: Name | None = None
    due_on: Day | None = None


class TaskChanges(Input):
    """What is left out stays as it is; null takes a person or a day off."""

    title: str | None = None
    assignee: Name | None = None
    due_on: Day | None = None
    is_done: bool | None = None


@router.get("/incidents/{int:number}/tasks", response=TaskList, summary="List tasks")
def list_tasks(request: ApiRequest, number: int) -> HttpResponse:
    incident = incident_at(request.auth, number)
    return answer({"items": [task_shape(task) for task in incident.tasks.select_related("assignee")]})


@router.post("/incidents/{int:number}/tasks", response={201: TaskShape}, summary="Add a task")
def post_task(request: ApiRequest, number: int, body: TaskInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    task = add_task(request.auth, incident, body.title, assignee=_person(body.assignee), due_on=body.due_on)
    return created(task_shape(task), f"/api/v1{incident.url}/tasks/{task.pk}")


@router.get("/incidents/{int:number}/tasks/{task}", response=TaskShape, summary="Read a task")
def read_task(request: ApiRequest, number: int, task: str) -> HttpResponse:
    return answer(task_shape(_task(incident_at(request.auth, number), task)))


@router.patch("/incidents/{int:number}/tasks/{task}", response=TaskShape, summary="Change or complete a task")
@transaction.atomic
def patch_task(request: ApiRequest, number: int, task: str, body: TaskChanges) -> HttpResponse:
    # Locked before reading, so that what is left out is as it is now.
    incident = lock(request.auth, Verb.INCIDENT_COMMENT, incident_at(request.auth, number))
    known = _task(incident, task)
    changed = change_task(
        request.auth,
        known,
        title=known.title if body.title is None else body.title,
        assignee=_person(body.assignee) if body.has("assignee") else known.assignee,
        due_on=body.due_on if body.has("due_on") else known.due_on,
    )
    if body.is_done is not None:
        changed = (complete_task if body.is_done else reopen_task)(request.auth, changed)
    return answer(task_shape(changed))


@router.delete("/incidents/{int:number}/tasks/{task}", response={204: None}, summary="Remove a task")
def delete_task(request: ApiRequest, number: int, task: str) -> HttpResponse:
    remove_task(request.auth, _task(incident_at(request.auth, number), task))
    return gone()


def _task(incident: Incident, key: str) -> IncidentTask:
    task = row_with(incident.tasks.select_related("assignee"), key)
    if task is None:
        raise NotFound(_("This incident has no such task."))
    task.incident = incident
    return task


def _person(email: str | None) -> User | None:
    return person_with(email, "assignee") if email else None
