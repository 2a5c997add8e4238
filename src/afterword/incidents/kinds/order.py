"""Putting a timeline in order: many marked at once, notes merged, pictures added and taken off."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from afterword.timeline.registry import Weight, kind


@kind("entries.flagged", Weight.QUIET)
@dataclass(frozen=True)
class EntriesFlagged:
    entries: tuple[int, ...]
    is_important: bool

    def sentence(self) -> str:
        count = len(self.entries)
        if self.is_important:
            words = ngettext("marked %(count)d entry as important", "marked %(count)d entries as important", count)
        else:
            words = ngettext(
                "took the important mark off %(count)d entry", "took the important mark off %(count)d entries", count
            )
        return words % {"count": count}


@kind("notes.merged", Weight.QUIET)
@dataclass(frozen=True)
class NotesMerged:
    kept: int
    merged: tuple[int, ...]
    milestones: dict[str, int] = field(default_factory=dict)  # those that moved along, and the notes they stood on

    def sentence(self) -> str:
        count = len(self.merged)
        words = ngettext("merged %(count)d note into note %(kept)d", "merged %(count)d notes into note %(kept)d", count)
        return words % {"count": count, "kept": self.kept}


@kind("notes.taken_apart", Weight.QUIET)
@dataclass(frozen=True)
class NotesTakenApart:
    kept: int
    released: tuple[int, ...]

    def sentence(self) -> str:
        return _("took the notes apart that were merged into note %(kept)d") % {"kept": self.kept}


@kind("note.pictures_added", Weight.QUIET)
@dataclass(frozen=True)
class PicturesAdded:
    entry: int
    names: tuple[str, ...]

    def sentence(self) -> str:
        return _("added a picture to note %(entry)d") % {"entry": self.entry}


@kind("note.picture_removed")
@dataclass(frozen=True)
class PictureRemoved:
    entry: int
    name: str
    sha256: str

    def sentence(self) -> str:
        return _("removed the picture “%(name)s” from a note") % {"name": self.name}
