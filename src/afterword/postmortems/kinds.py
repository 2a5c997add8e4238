"""What a report did to an incident's timeline.

Its number only: the title may be that of an incident which not every reader of this timeline may see.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.postmortems.key_metrics import metric_label
from afterword.postmortems.review import ApprovalRole
from afterword.timeline.registry import Label, Weight, kind


@kind("postmortem.started", Weight.MILESTONE)
@dataclass(frozen=True)
class PostmortemStarted:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("started the postmortem PM-%(number)s") % {"number": self.number}


@kind("postmortem.review_asked")
@dataclass(frozen=True)
class ReviewAsked:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("asked for a review of the postmortem PM-%(number)s") % {"number": self.number}


@kind("postmortem.approval_given")
@dataclass(frozen=True)
class ApprovalGiven:
    postmortem: Label
    number: int
    role: str

    def sentence(self) -> str:
        return _("approved the postmortem PM-%(number)s as %(role)s") % {
            "number": self.number,
            "role": ApprovalRole(self.role).label,
        }


@kind("postmortem.approval_taken_back")
@dataclass(frozen=True)
class ApprovalTakenBack:
    postmortem: Label
    number: int
    role: str

    def sentence(self) -> str:
        return _("took back the approval of the postmortem PM-%(number)s as %(role)s") % {
            "number": self.number,
            "role": ApprovalRole(self.role).label,
        }


@kind("postmortem.published", Weight.MILESTONE)
@dataclass(frozen=True)
class PostmortemPublished:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("published the postmortem PM-%(number)s") % {"number": self.number}


@kind("postmortem.back_to_draft", Weight.MILESTONE)
@dataclass(frozen=True)
class BackToDraft:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("took the postmortem PM-%(number)s back to draft") % {"number": self.number}


@kind("postmortem.deleted", Weight.MILESTONE)
@dataclass(frozen=True)
class PostmortemDeleted:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("deleted the postmortem PM-%(number)s") % {"number": self.number}


@kind("postmortem.incident_added", Weight.MILESTONE)
@dataclass(frozen=True)
class IncidentAdded:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("added the incident to the postmortem PM-%(number)s") % {"number": self.number}


@kind("postmortem.incident_removed", Weight.MILESTONE)
@dataclass(frozen=True)
class IncidentRemoved:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("took the incident out of the postmortem PM-%(number)s") % {"number": self.number}


@kind("postmortem.metric_adjusted")
@dataclass(frozen=True)
class MetricAdjusted:
    """Without the value and the reason: they may be of an incident that not every reader of this timeline sees."""

    postmortem: Label
    number: int
    metric: str

    def sentence(self) -> str:
        return _("adjusted “%(metric)s” in the postmortem PM-%(number)s") % {
            "metric": metric_label(self.metric),
            "number": self.number,
        }


@kind("postmortem.metric_adjustment_ended")
@dataclass(frozen=True)
class MetricAdjustmentEnded:
    postmortem: Label
    number: int
    metric: str

    def sentence(self) -> str:
        return _("took back the adjustment of “%(metric)s” in the postmortem PM-%(number)s") % {
            "metric": metric_label(self.metric),
            "number": self.number,
        }
