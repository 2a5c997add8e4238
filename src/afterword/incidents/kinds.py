"""What can be written on an incident's timeline. The names in quotes are stored for ever."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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


@kind("incident.renamed")
@dataclass(frozen=True)
class Renamed:
    before: str
    after: str

    def sentence(self) -> str:
        return _("changed the title from “%(before)s” to “%(after)s”") % {"before": self.before, "after": self.after}


@kind("incident.summary_changed")
@dataclass(frozen=True)
class SummaryChanged:
    after: str

    def sentence(self) -> str:
        return _("changed the summary") if self.after else _("cleared the summary")


@kind("incident.root_cause_changed")
@dataclass(frozen=True)
class RootCauseChanged:
    after: str

    def sentence(self) -> str:
        return _("wrote down why it happened") if self.after else _("cleared why it happened")


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


@kind("incident.resolved", Weight.MILESTONE)
@dataclass(frozen=True)
class Resolved:
    outcome: str
    duplicate_of: Label | None = None
    reason: str = ""

    def sentence(self) -> str:
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


@kind("incident.role_assigned")
@dataclass(frozen=True)
class RoleAssigned:
    role: Label
    person: Label
    before: Label | None = None

    def sentence(self) -> str:
        if self.before:
            return _("handed %(role)s from %(before)s to %(person)s") % {
                "role": _(self.role.name),
                "before": self.before,
                "person": self.person,
            }
        return _("made %(person)s %(role)s") % {"person": self.person, "role": _(self.role.name)}


@kind("incident.role_left")
@dataclass(frozen=True)
class RoleLeft:
    role: Label
    person: Label

    def sentence(self) -> str:
        return _("ended %(person)s as %(role)s") % {"person": self.person, "role": _(self.role.name)}


@kind("incident.impact_added", Weight.MILESTONE)
@dataclass(frozen=True)
class ImpactAdded:
    impact: Label
    started_at: datetime
    ended_at: datetime | None = None

    def sentence(self) -> str:
        return _("added impact: %(impact)s") % {"impact": self.impact}


@kind("incident.impact_changed")
@dataclass(frozen=True)
class ImpactChanged:
    impact: Label
    started_at: datetime
    ended_at: datetime | None = None

    def sentence(self) -> str:
        return _("changed impact: %(impact)s") % {"impact": self.impact}


@kind("incident.impact_ended", Weight.MILESTONE)
@dataclass(frozen=True)
class ImpactEnded:
    impact: Label
    ended_at: datetime

    def sentence(self) -> str:
        return _("ended impact: %(impact)s") % {"impact": self.impact}


@kind("incident.impact_removed")
@dataclass(frozen=True)
class ImpactRemoved:
    impact: Label

    def sentence(self) -> str:
        return _("removed impact: %(impact)s") % {"impact": self.impact}


@kind("incident.timestamp_corrected")
@dataclass(frozen=True)
class TimestampCorrected:
    which: str
    before: datetime | None
    after: datetime | None
    reason: str = ""

    def sentence(self) -> str:
        which = _(MOMENTS.get(self.which, self.which))
        if self.after is None:
            return _("cleared the time “%(which)s”") % {"which": which}
        if self.before is None:
            return _("set the time “%(which)s”") % {"which": which}
        if self.before == self.after:
            return _("confirmed the time “%(which)s”") % {"which": which}
        return _("corrected the time “%(which)s”") % {"which": which}


@kind("incident.services_changed")
@dataclass(frozen=True)
class ServicesChanged:
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    def sentence(self) -> str:
        return _changed(_("services"), self.added, self.removed)


@kind("incident.teams_changed")
@dataclass(frozen=True)
class TeamsChanged:
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    def sentence(self) -> str:
        return _changed(_("teams"), self.added, self.removed)


@kind("incident.link_added")
@dataclass(frozen=True)
class LinkAdded:
    link: Label
    url: str
    kind: str

    def sentence(self) -> str:
        return _("added the link %(link)s") % {"link": self.link}


@kind("incident.link_removed")
@dataclass(frozen=True)
class LinkRemoved:
    link: Label
    url: str

    def sentence(self) -> str:
        return _("removed the link %(link)s") % {"link": self.link}


@kind("incident.privacy_changed")
@dataclass(frozen=True)
class PrivacyChanged:
    is_private: bool
    was_private: bool
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    def sentence(self) -> str:
        said = []
        if self.is_private != self.was_private:
            opened = _("opened the incident to everyone here")
            said.append(_("made the incident private") if self.is_private else opened)
        if self.added or self.removed:
            said.append(_changed(_("who may see this"), self.added, self.removed))
        return pgettext("between two sentences in a row", "; ").join(said)


@kind("incident.test_marked")
@dataclass(frozen=True)
class TestMarked:
    is_test: bool

    def sentence(self) -> str:
        return _("marked this as a test") if self.is_test else _("marked this as a real incident")


@kind("note.added", Weight.NOTE)
@dataclass(frozen=True)
class NoteAdded:
    text: str

    def sentence(self) -> str:
        return _("noted")


@kind("note.edited", Weight.QUIET)
@dataclass(frozen=True)
class NoteEdited:
    entry: int

    def sentence(self) -> str:
        return _("edited note %(entry)s") % {"entry": self.entry}


@kind("entry.flagged", Weight.QUIET)
@dataclass(frozen=True)
class EntryFlagged:
    entry: int
    is_important: bool

    def sentence(self) -> str:
        if self.is_important:
            return _("marked entry %(entry)s as important") % {"entry": self.entry}
        return _("took the important mark off entry %(entry)s") % {"entry": self.entry}


def _changed(what: str, added: tuple[Label, ...], removed: tuple[Label, ...]) -> str:
    words = [f"+ {each}" for each in added] + [f"− {each}" for each in removed]
    listed = pgettext("between two names in a row", ", ").join(words)
    return _("changed %(what)s: %(words)s") % {"what": what, "words": listed}
