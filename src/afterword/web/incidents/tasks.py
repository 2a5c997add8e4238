"""Tasks on the page: adding, ticking off, giving to somebody, changing and taking off."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.incidents.actions.tasks import add_task, change_task, complete_task, remove_task, reopen_task
from afterword.incidents.models import Incident, IncidentTask
from afterword.web.due import reader_today
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find
from afterword.web.incidents.page import show_remediation
from afterword.web.incidents.task_forms import TaskForm
from afterword.web.requests import PersonRequest, SeeOther, is_partial, sent, signed_in


@signed_in
def add(request: PersonRequest, number: int) -> HttpResponse:
    """The whole form, and what the one line on the page sends; in place the answer is the refreshed list."""
    incident = to_change(request, number)
    if is_partial(request) and request.method == "POST":
        add_task(request.actor, incident, request.POST.get("title", ""))
        return show_remediation(request, number)
    form = TaskForm(sent(request), incident=incident)
    dialog = Dialog(_("Add a task"), _("Add task"), template="incidents/choose.html")

    def run(given: dict[str, Any]) -> object:
        return add_task(request.actor, incident, given["title"], assignee=given["assignee"], due_on=given["due_on"])

    return converse(request, incident, form, dialog, run)


@signed_in
def edit(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident, task = _to_work_on(request, number, task_id)
    initial = {
        "title": task.title,
        "assignee": task.assignee_id,
        "due_on": task.due_on,
        "since": incident.timeline_head,
    }
    form = TaskForm(sent(request), initial=initial, incident=incident, current=task.assignee)
    dialog = Dialog(
        _("Change the task"),
        _("Save task"),
        template="incidents/choose.html",
        theirs=lambda: task_on(incident, task_id).title,
    )

    def run(given: dict[str, Any]) -> object:
        return change_task(request.actor, task, **given)

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def complete(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident, task = _to_work_on(request, number, task_id)
    complete_task(request.actor, task)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def reopen(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident, task = _to_work_on(request, number, task_id)
    reopen_task(request.actor, task)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def take(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    """Make it one's own; whoever had it reads that on the timeline."""
    incident, task = _to_work_on(request, number, task_id)
    change_task(request.actor, task, title=task.title, assignee=request.user, due_on=task.due_on)
    return SeeOther(back_to(request, incident))


@require_POST
@signed_in
def due_today(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident, task = _to_work_on(request, number, task_id)
    change_task(request.actor, task, title=task.title, assignee=task.assignee, due_on=reader_today())
    return SeeOther(back_to(request, incident))


@signed_in
def remove(request: PersonRequest, number: int, task_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    task = task_on(incident, task_id)
    lead = _("“%(task)s” is taken off. The timeline keeps that it was there.") % {"task": task.title}
    dialog = Dialog(_("Remove the task"), _("Remove"), lead=lead, is_danger=True)

    def run(_given: dict[str, Any]) -> object:
        return remove_task(request.actor, task)

    return converse(request, incident, forms.Form(sent(request)), dialog, run)


def _to_work_on(request: PersonRequest, number: int, task_id: UUID) -> tuple[Incident, IncidentTask]:
    incident = find(request, number)
    task = task_on(incident, task_id)
    require(request.actor, Verb.TASK_UPDATE, task)
    return incident, task


def task_on(incident: Incident, task_id: UUID) -> IncidentTask:
    task = incident.tasks.select_related("assignee").filter(pk=task_id).first()
    if task is None:
        raise NotFound(_("This task was removed by somebody else."))
    task.incident = incident
    return task
