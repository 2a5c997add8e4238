"""The steps of an incident that a report tells."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from afterword.incidents.milestones import MilestoneKind
from afterword.timeline.registry import Weight, kind


def called(milestone: str) -> str:
    """A kind of milestone in the reader's language; as stored where we no longer know it."""
    return str(MilestoneKind(milestone).label) if milestone in MilestoneKind.values else milestone


@kind("milestone.marked", Weight.MILESTONE)
@dataclass(frozen=True)
class MilestoneMarked:
    milestone: str
    id: str
    details: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        return _("marked the milestone “%(milestone)s”") % {"milestone": called(self.milestone)}


@kind("milestone.note_marked", Weight.QUIET)
@dataclass(frozen=True)
class NoteBecameMilestone:
    milestone: str
    id: str
    entry: int

    def sentence(self) -> str:
        words = _("made entry %(entry)s the milestone “%(milestone)s”")
        return words % {"entry": self.entry, "milestone": called(self.milestone)}


@kind("milestone.changed", Weight.QUIET)
@dataclass(frozen=True)
class MilestoneChanged:
    milestone: str
    id: str

    def sentence(self) -> str:
        return _("changed the milestone “%(milestone)s”") % {"milestone": called(self.milestone)}


@kind("milestone.removed")
@dataclass(frozen=True)
class MilestoneRemoved:
    milestone: str
    id: str

    def sentence(self) -> str:
        return _("took back the milestone “%(milestone)s”") % {"milestone": called(self.milestone)}
