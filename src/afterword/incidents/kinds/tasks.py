"""What is to be done while an incident lasts, or soon after."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from afterword.timeline.registry import Label, kind


@kind("incident.task_added")
@dataclass(frozen=True)
class TaskAdded:
    task: Label
    assignee: Label | None = None
    due_on: date | None = None

    def sentence(self) -> str:
        if self.assignee:
            return _("added the task “%(task)s” for %(person)s") % {"task": self.task, "person": self.assignee}
        return _("added the task “%(task)s”") % {"task": self.task}


@kind("incident.task_changed")
@dataclass(frozen=True)
class TaskChanged:
    """How it stands now; `before` is its former title where that changed."""

    task: Label
    assignee: Label | None = None
    due_on: date | None = None
    before: str = ""
    changed: tuple[str, ...] = ()  # title, assignee, due_on

    def sentence(self) -> str:
        if self.changed == ("assignee",):
            if self.assignee:
                return _("gave the task “%(task)s” to %(person)s") % {"task": self.task, "person": self.assignee}
            return _("took the task “%(task)s” off its assignee") % {"task": self.task}
        if self.changed == ("title",):
            return _("renamed the task “%(before)s” to “%(task)s”") % {"before": self.before, "task": self.task}
        if self.changed == ("due_on",) and self.due_on is None:
            return _("took the due date off the task “%(task)s”") % {"task": self.task}
        if self.changed == ("due_on",):
            return _("set the task “%(task)s” due %(day)s") % {"task": self.task, "day": self.due_on}
        return _("changed the task “%(task)s”") % {"task": self.task}


@kind("incident.task_completed")
@dataclass(frozen=True)
class TaskCompleted:
    task: Label

    def sentence(self) -> str:
        return _("completed the task “%(task)s”") % {"task": self.task}


@kind("incident.task_reopened")
@dataclass(frozen=True)
class TaskReopened:
    task: Label

    def sentence(self) -> str:
        return _("reopened the task “%(task)s”") % {"task": self.task}


@kind("incident.task_removed")
@dataclass(frozen=True)
class TaskRemoved:
    task: Label

    def sentence(self) -> str:
        return _("removed the task “%(task)s”") % {"task": self.task}
