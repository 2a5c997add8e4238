"""What people write: title, summary, notes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.timeline.registry import Weight, kind


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


@kind("note.added", Weight.NOTE)
@dataclass(frozen=True)
class NoteAdded:
    """`author` and `link` say who said it and where, when it is quoted from elsewhere."""

    text: str
    author: str = ""
    link: str = ""

    def sentence(self) -> str:
        return _("quoted %(author)s") % {"author": self.author} if self.author else _("noted")


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
