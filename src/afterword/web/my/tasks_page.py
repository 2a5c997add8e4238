"""My tasks: everything that is mine to do, with a box to tick."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from afterword.access.policy import see
from afterword.followups.actions.set_state import set_state
from afterword.followups.models import FollowUp, FollowUpState
from afterword.incidents.actions.tasks import complete_task, reopen_task
from afterword.incidents.models import IncidentTask
from afterword.web.my.tasks import done_today, grouped, todos_of
from afterword.web.requests import PersonRequest, SeeOther, is_partial, signed_in

PAGE = "/my/tasks"


@signed_in
def show_tasks(request: PersonRequest) -> HttpResponse:
    context = {
        "groups": grouped(todos_of(request.actor)),
        "done": done_today(request.actor),
        "section": "home",
    }
    return render(request, "my/_tasks.html" if is_partial(request) else "my/tasks.html", context)


@require_POST
@signed_in
def complete(request: PersonRequest, task_id: UUID) -> HttpResponse:
    complete_task(request.actor, _task(request, task_id))
    return _again(request)


@require_POST
@signed_in
def reopen(request: PersonRequest, task_id: UUID) -> HttpResponse:
    reopen_task(request.actor, _task(request, task_id))
    return _again(request)


@require_POST
@signed_in
def complete_followup(request: PersonRequest, number: int) -> HttpResponse:
    set_state(request.actor, _followup(request, number), FollowUpState.COMPLETE)
    return _again(request)


@require_POST
@signed_in
def reopen_followup(request: PersonRequest, number: int) -> HttpResponse:
    set_state(request.actor, _followup(request, number), FollowUpState.IN_PROGRESS)
    return _again(request)


def _task(request: PersonRequest, task_id: UUID) -> IncidentTask:
    return see(request.actor, IncidentTask.objects.filter(pk=task_id).select_related("incident"))


def _followup(request: PersonRequest, number: int) -> FollowUp:
    return see(request.actor, FollowUp.objects.filter(number=number).select_related("incident", "postmortem"))


def _again(request: PersonRequest) -> HttpResponse:
    """The list as it is now, in place where scripts run."""
    return show_tasks(request) if is_partial(request) else SeeOther(PAGE)
