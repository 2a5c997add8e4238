"""The course of an incident: how it began, where it stood, how it ended."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from afterword.incidents.kinds.milestones import called
from afterword.incidents.moments import MOMENTS
from afterword.timeline.registry import Label, Weight, kind


@kind("incident.declared", Weight.MILESTONE)
@dataclass(frozen=True)
class Declared:
    title: str
    severity: Label

    def sentence(self) -> str:
        return _("declared the incident as %(severity)s") % {"severity": _(self.severity.name)}


@kind("incident.imported", Weight.MILESTONE)
@dataclass(frozen=True)
class Imported:
    source: str

    def sentence(self) -> str:
        return _("imported the incident from %(source)s") % {"source": self.source}


@kind("incident.acknowledged", Weight.MILESTONE)
@dataclass(frozen=True)
class Acknowledged:
    def sentence(self) -> str:
        return _("acknowledged the incident")


@kind("incident.status_changed", Weight.MILESTONE)
@dataclass(frozen=True)
class StatusChanged:
    before: Label
    after: Label
    category: str
    reason: str = ""

    def sentence(self) -> str:
        return _("changed status from %(before)s to %(after)s") % {
            "before": _(self.before.name),
            "after": _(self.after.name),
        }


@kind("incident.severity_changed", Weight.MILESTONE)
@dataclass(frozen=True)
class SeverityChanged:
    before: Label
    after: Label
    reason: str = ""

    def sentence(self) -> str:
        return _("changed severity from %(before)s to %(after)s") % {
            "before": _(self.before.name),
            "after": _(self.after.name),
        }


@kind("incident.resolved", Weight.MILESTONE)
@dataclass(frozen=True)
class Resolved:
    outcome: str
    duplicate_of: Label | None = None
    reason: str = ""
    merged_into: Label | None = None

    def sentence(self) -> str:
        if self.merged_into:
            return _("merged this incident into %(other)s") % {"other": self.merged_into}
        if self.duplicate_of:
            return _("closed the incident as a duplicate of %(other)s") % {"other": self.duplicate_of}
        if self.outcome == "false_alarm":
            return _("closed the incident as a false alarm")
        if self.outcome == "cancelled":
            return _("cancelled the incident")
        return _("resolved the incident")


@kind("incident.reopened", Weight.MILESTONE)
@dataclass(frozen=True)
class Reopened:
    after: Label
    reason: str = ""

    def sentence(self) -> str:
        return _("reopened the incident as %(status)s") % {"status": _(self.after.name)}


@kind("incident.completed", Weight.MILESTONE)
@dataclass(frozen=True)
class Completed:
    reason: str = ""

    def sentence(self) -> str:
        return _("closed the incident: no postmortem needed") if self.reason else _("completed the incident")


@kind("incident.update_posted", Weight.MILESTONE)
@dataclass(frozen=True)
class UpdatePosted:
    text: str
    status: Label
    severity: Label
    next_due_at: datetime | None = None

    def sentence(self) -> str:
        return _("posted an update")


@kind("incident.test_marked")
@dataclass(frozen=True)
class TestMarked:
    is_test: bool

    def sentence(self) -> str:
        return _("marked this as a test") if self.is_test else _("marked this as a real incident")


@kind("incident.timestamp_corrected")
@dataclass(frozen=True)
class TimestampCorrected:
    which: str
    before: datetime | None
    after: datetime | None
    reason: str = ""
    milestone: str = ""  # the kind that it was set with

    def why(self) -> str:
        if self.reason or not self.milestone:
            return self.reason
        return _("set with the milestone “%(milestone)s”") % {"milestone": called(self.milestone)}

    def sentence(self) -> str:
        which = _(MOMENTS.get(self.which, self.which))
        if self.after is None:
            return _("cleared the time “%(which)s”") % {"which": which}
        if self.before is None:
            return _("set the time “%(which)s”") % {"which": which}
        if self.before == self.after:
            return _("confirmed the time “%(which)s”") % {"which": which}
        return _("corrected the time “%(which)s”") % {"which": which}
