"""What one has to do: tasks of incidents, follow-ups, and sections of reports; the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from afterword.followups.models import FollowUp, Subject
from afterword.incidents.models import IncidentTask
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem, SectionRequest, State
from afterword.postmortems.section_requests import SectionRequestQuerySet
from afterword.web.due import Due, due_of, reader_today

MOST = 200  # of each sort


@dataclass(frozen=True)
class Todo:
    """A task, a follow-up or a section to write, in the same shape. `act_href` ticks it off, or opens it again."""

    title: str
    href: str
    act_href: str
    about: Subject
    due: Due
    reference: str = ""
    priority: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    todos: list[Todo] = field(default_factory=list)


def todos_of(actor: Actor, *, most: int = MOST) -> list[Todo]:
    """Open ones, those with the nearest day first; three statements."""
    today = reader_today()
    tasks = IncidentTask.objects.visible_to(actor).owned_by(actor.user_id).open().by_due()
    followups = FollowUp.objects.visible_to(actor).owned_by(actor.user_id).open().by_due()
    found = [
        *(_of_task(each, today) for each in tasks.select_related("incident__severity")[:most]),
        *(_of_followup(each, today) for each in followups.select_related("incident", "postmortem")[:most]),
        *(_of_section(each, today) for each in _sections(actor).open().order_by("due_on", "asked_at")[:most]),
    ]
    return sorted(found, key=lambda todo: (todo.due.day or date.max, todo.priority or "P2"))[:most]


def done_today(actor: Actor) -> list[Todo]:
    """What one ticked off today, to open it again."""
    today = reader_today()
    since = datetime.combine(today, time(), timezone.get_current_timezone())
    tasks = IncidentTask.objects.visible_to(actor).filter(done_by=actor.user, done_at__gte=since)
    closed = FollowUp.objects.visible_to(actor).owned_by(actor.user_id).filter(closed_at__gte=since)
    tasks, closed = tasks.order_by("-done_at"), closed.order_by("-closed_at")
    return [
        *(_of_task(each, today) for each in tasks.select_related("incident__severity")[:MOST]),
        *(_of_followup(each, today) for each in closed.select_related("incident", "postmortem")[:MOST]),
        *(_of_section(each, today) for each in _sections(actor).filter(done_at__gte=since)[:MOST]),
    ]


def grouped(todos: Iterable[Todo]) -> list[Group]:
    """Overdue, Today, This week (until Sunday), Later, No date; empty groups are left out."""
    today = reader_today()
    sunday = today + timedelta(days=6 - today.weekday())
    groups = [
        Group("overdue", _("Overdue")),
        Group("today", _("Today")),
        Group("week", _("This week")),
        Group("later", _("Later")),
        Group("none", _("No date")),
    ]
    by_key = {group.key: group for group in groups}
    for todo in todos:
        by_key[_key(todo.due.day, today, sunday)].todos.append(todo)
    return [group for group in groups if group.todos]


def _key(day: date | None, today: date, sunday: date) -> str:
    if day is None:
        return "none"
    if day <= today:
        return "today" if day == today else "overdue"
    return "week" if day <= sunday else "later"


def _of_task(task: IncidentTask, today: date) -> Todo:
    step = "reopening" if task.is_done else "completion"
    return Todo(
        title=task.title,
        href=f"{task.incident.url}/remediation",
        act_href=f"/my/tasks/{task.pk}/{step}",
        about=cast(Subject, task.incident),
        due=due_of(task.due_on, today, is_open=not task.is_done),
        is_done=task.is_done,
    )


def _of_followup(followup: FollowUp, today: date) -> Todo:
    step = "completion" if followup.is_open else "reopening"
    return Todo(
        title=followup.title,
        href=followup.url,
        act_href=f"/my/follow-ups/{followup.number}/{step}",
        about=followup.subject,
        due=due_of(followup.due_on, today, is_open=followup.is_open),
        reference=followup.reference,
        priority=str(followup.get_priority_display()),
        is_done=not followup.is_open,
    )


def _sections(actor: Actor) -> SectionRequestQuerySet:
    """Those that the actor was asked to write, of reports that can be seen and are not published."""
    reports = Postmortem.objects.visible_to(actor).exclude(state=State.PUBLISHED)
    found = SectionRequest.objects.filter(person=actor.user, postmortem__in=reports.values("pk"))
    return found.select_related("postmortem").defer("postmortem__sections")


def _of_section(request: SectionRequest, today: date) -> Todo:
    step = "reopening" if request.is_done else "completion"
    return Todo(
        title=_("Write “%(title)s”") % {"title": request.title},
        href=f"{request.postmortem.url}#{request.section}",
        act_href=f"/my/sections/{request.pk}/{step}",
        about=cast(Subject, request.postmortem),
        due=due_of(request.due_on, today, is_open=not request.is_done),
        is_done=request.is_done,
    )
