"""An incident's tasks as its pages show them: what is open, what came from the checklist, what is done."""

from dataclasses import dataclass
from datetime import date

from afterword.incidents.models import Incident, IncidentTask
from afterword.people.actor import Actor
from afterword.web.due import Due, due_of, reader_today

AT_THE_SIDE = 5


@dataclass(frozen=True)
class TaskRow:
    task: IncidentTask
    due: Due
    may_change: bool

    @property
    def sort_key(self) -> tuple[date, object]:
        return (self.due.day or date.max, self.task.created_at)


@dataclass(frozen=True)
class TaskList:
    """Open ones by due date; those of the checklist stay together in its order, done or not."""

    open: list[TaskRow]
    checklist: list[TaskRow]
    done: list[TaskRow]

    @property
    def rows(self) -> list[TaskRow]:
        return [*self.open, *self.checklist, *self.done]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def done_count(self) -> int:
        return sum(row.task.is_done for row in self.rows)

    @property
    def next(self) -> list[TaskRow]:
        """The few that a narrow place has room for."""
        return [row for row in (*self.open, *self.checklist) if not row.task.is_done][:AT_THE_SIDE]


def tasks_of(actor: Actor, incident: Incident, *, may_update: bool) -> TaskList:
    """In one statement."""
    today = reader_today()
    found = incident.tasks.select_related("assignee", "done_by", "checklist_item")
    rows = [
        TaskRow(
            task,
            due_of(task.due_on, today, is_open=not task.is_done),
            may_change=may_update or (actor.user is not None and task.assignee_id == actor.user_id),
        )
        for task in found
    ]
    own = [row for row in rows if row.task.checklist_item is None]
    planted = [row for row in rows if row.task.checklist_item]
    return TaskList(
        open=sorted((row for row in own if not row.task.is_done), key=lambda row: row.sort_key),
        checklist=sorted(planted, key=lambda row: row.task.checklist_item.position if row.task.checklist_item else 0),
        done=sorted((row for row in own if row.task.is_done), key=lambda row: str(row.task.done_at), reverse=True),
    )
