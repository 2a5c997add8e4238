"""My tasks: everything that is mine to do, with a box to tick."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import see
from afterword.core.errors import NotFound
from afterword.followups.actions.set_state import set_state
from afterword.followups.models import FollowUp, FollowUpState
from afterword.incidents.actions.tasks import complete_task, reopen_task
from afterword.incidents.models import IncidentTask
from afterword.postmortems.actions import section_requests
from afterword.postmortems.models import Postmortem, SectionRequest
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


@require_POST
@signed_in
def finish_section(request: PersonRequest, request_id: UUID) -> HttpResponse:
    asked = _section(request, request_id)
    section_requests.finish_section(request.actor, asked.postmortem, asked)
    return _again(request)


@require_POST
@signed_in
def ask_section_again(request: PersonRequest, request_id: UUID) -> HttpResponse:
    asked = _section(request, request_id)
    section_requests.ask_again(request.actor, asked.postmortem, asked)
    return _again(request)


def _task(request: PersonRequest, task_id: UUID) -> IncidentTask:
    return see(request.actor, IncidentTask.objects.filter(pk=task_id).select_related("incident"))


def _section(request: PersonRequest, request_id: UUID) -> SectionRequest:
    reports = Postmortem.objects.visible_to(request.actor)
    asked = SectionRequest.objects.filter(pk=request_id, postmortem__in=reports).select_related("postmortem").first()
    if asked is None:
        raise NotFound(_("Nobody is asked for this any more."))
    return asked


def _followup(request: PersonRequest, number: int) -> FollowUp:
    return see(request.actor, FollowUp.objects.filter(number=number).select_related("incident", "postmortem"))


def _again(request: PersonRequest) -> HttpResponse:
    """The list as it is now, in place where scripts run."""
    return show_tasks(request) if is_partial(request) else SeeOther(PAGE)
