"""What a follow-up writes on its incident's timeline. The names in quotes are stored for ever."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from afterword.followups.models import FollowUpState
from afterword.timeline.registry import Label, kind

FIELD_NAMES: dict[str, str | Promise] = {
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("kind"),
    "description": gettext_lazy("description"),
    "details": gettext_lazy("details"),
    "priority": gettext_lazy("priority"),
    "horizon": gettext_lazy("horizon"),
    "owner": gettext_lazy("owner"),
    "owner_team": gettext_lazy("team"),
    "due_on": gettext_lazy("due date"),
    "tracker_url": gettext_lazy("ticket"),
    "tags": gettext_lazy("tags"),
}


@kind("followup.added")
@dataclass(frozen=True)
class FollowUpAdded:
    followup: Label
    task: Label | None = None  # that it was made of

    def sentence(self) -> str:
        if self.task:
            return _("made the task “%(task)s” the follow-up %(followup)s") % {
                "task": self.task,
                "followup": self.followup,
            }
        return _("added the follow-up %(followup)s") % {"followup": self.followup}


@dataclass(frozen=True)
class FieldChange:
    """Before and after as people read it; both empty where the text is long."""

    field: str
    before: str = ""
    after: str = ""


@kind("followup.changed")
@dataclass(frozen=True)
class FollowUpChanged:
    followup: Label
    changes: tuple[FieldChange, ...] = ()

    def sentence(self) -> str:
        names = [str(FIELD_NAMES.get(each.field, each.field)) for each in self.changes]
        listed = pgettext("between two names in a row", ", ").join(names)
        return _("changed %(what)s of %(followup)s") % {"what": listed, "followup": self.followup}


@kind("followup.state_changed")
@dataclass(frozen=True)
class FollowUpStateChanged:
    followup: Label
    before: str
    after: str
    reason: str = ""

    def sentence(self) -> str:
        match self.after:
            case FollowUpState.COMPLETE:
                return _("completed %(followup)s") % {"followup": self.followup}
            case FollowUpState.WONT_DO:
                return _("decided not to do %(followup)s") % {"followup": self.followup}
            case FollowUpState.IN_PROGRESS:
                return _("started on %(followup)s") % {"followup": self.followup}
        return _("set %(followup)s back to not started") % {"followup": self.followup}


@kind("followup.removed")
@dataclass(frozen=True)
class FollowUpRemoved:
    followup: Label
    reason: str = ""

    def sentence(self) -> str:
        return _("removed the follow-up %(followup)s") % {"followup": self.followup}


ABOUT_FOLLOWUPS = (FollowUpAdded, FollowUpChanged, FollowUpStateChanged, FollowUpRemoved)
