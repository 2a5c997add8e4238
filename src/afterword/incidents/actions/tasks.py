"""Tasks of an incident: adding, changing, completing, reopening and removing them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.assignees import check_assignee
from afterword.incidents.kinds import TaskAdded, TaskChanged, TaskCompleted, TaskRemoved, TaskReopened
from afterword.incidents.models import Incident, IncidentTask
from afterword.incidents.validation import check_day, clean_text
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record
from afterword.timeline.registry import Label

TITLE_LENGTH = 300
MOST_TASKS = 500


@transaction.atomic
def add_task(
    actor: Actor, incident: Incident, title: str, *, assignee: User | None = None, due_on: date | None = None
) -> IncidentTask:
    """Say what is to be done, by whom and until when, as far as that is known."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    task = IncidentTask(incident=incident, title=_clean(title), assignee=assignee, due_on=due_on, created_by=actor.user)
    check_assignee(incident, assignee, field="assignee")
    check_day(due_on, field="due_on")
    if incident.tasks.count() >= MOST_TASKS:
        raise Invalid({"title": _("An incident has at most %(most)s tasks.") % {"most": MOST_TASKS}})
    task.save(force_insert=True)
    record(incident, actor, TaskAdded(task=Label.of(task), assignee=_label(assignee), due_on=due_on))
    return task


@transaction.atomic
def change_task(
    actor: Actor,
    task: IncidentTask,
    *,
    title: str,
    assignee: User | None,
    due_on: date | None,
    since: int | None = None,
) -> IncidentTask:
    """Say it otherwise, give it to somebody else, or set another day.

    Raises Conflict when somebody else has changed it since entry number `since`.
    """
    incident, task = _locked(actor, task)
    before, wanted = (task.title, task.assignee_id, task.due_on), (_clean(title), assignee and assignee.pk, due_on)
    names = ("title", "assignee", "due_on")
    changed = tuple(name for name, old, new in zip(names, before, wanted, strict=True) if old != new)
    if not changed:
        return task
    refuse_if_changed(incident, actor, since, TaskChanged, TaskCompleted, task__id=str(task.pk))
    if "assignee" in changed:
        check_assignee(incident, assignee, field="assignee")
    check_day(due_on, field="due_on")
    task.title, task.assignee, task.due_on = wanted[0], assignee, due_on
    task.save(update_fields=names)
    former = before[0] if "title" in changed else ""
    what = TaskChanged(Label.of(task), _label(assignee), due_on, before=former, changed=changed)
    record(incident, actor, what)
    return task


@transaction.atomic
def complete_task(actor: Actor, task: IncidentTask) -> IncidentTask:
    """Say that it is done; who said so first stays."""
    incident, task = _locked(actor, task)
    if task.is_done:
        return task
    task.done_at, task.done_by = clock.now(), actor.user
    task.save(update_fields=["done_at", "done_by"])
    record(incident, actor, TaskCompleted(task=Label.of(task)))
    return task


@transaction.atomic
def reopen_task(actor: Actor, task: IncidentTask) -> IncidentTask:
    """Say that it is not done after all."""
    incident, task = _locked(actor, task)
    if not task.is_done:
        return task
    task.done_at, task.done_by = None, None
    task.save(update_fields=["done_at", "done_by"])
    record(incident, actor, TaskReopened(task=Label.of(task)))
    return task


@transaction.atomic
def remove_task(actor: Actor, task: IncidentTask) -> None:
    """Take it off the list; the timeline remembers it."""
    incident = lock(actor, Verb.INCIDENT_UPDATE, task.incident)
    fresh = _fresh(incident, task)
    record(incident, actor, TaskRemoved(task=Label.of(fresh)))
    fresh.delete()


def _locked(actor: Actor, task: IncidentTask) -> tuple[Incident, IncidentTask]:
    """The incident's lock guards its tasks; an assignee may work on their own without any other right."""
    require(actor, Verb.TASK_UPDATE, task)
    incident = lock(actor, Verb.INCIDENT_COMMENT, task.incident)
    fresh = _fresh(incident, task)
    require(actor, Verb.TASK_UPDATE, fresh)
    return incident, fresh


def _fresh(incident: Incident, task: IncidentTask) -> IncidentTask:
    fresh = incident.tasks.select_related("assignee").filter(pk=task.pk).first()
    if fresh is None:
        raise NotFound(_("This task was removed by somebody else."))
    fresh.incident = incident
    return fresh


def _clean(title: str) -> str:
    line = " ".join(clean_text(title).split())
    if not line:
        raise Invalid({"title": _("Say what is to be done.")})
    if len(line) > TITLE_LENGTH:
        problem = _("A task has at most %(limit)s characters; this one has %(length)s.")
        raise Invalid({"title": problem % {"limit": TITLE_LENGTH, "length": len(line)}})
    return line


def _label(person: User | None) -> Label | None:
    return Label.of(person) if person else None
