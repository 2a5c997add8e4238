"""How incidents belong together. Others are named by their number alone: a title may be private."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.timeline.registry import Label, Weight, kind


@kind("incident.merged_in", Weight.MILESTONE)
@dataclass(frozen=True)
class MergedIn:
    other: Label
    entries: int
    reason: str = ""

    def sentence(self) -> str:
        return _("merged %(other)s into this incident, with its timeline") % {"other": self.other}


@kind("incident.split_off", Weight.MILESTONE)
@dataclass(frozen=True)
class SplitOff:
    other: Label
    entries: int

    def sentence(self) -> str:
        return _("split off %(other)s") % {"other": self.other}


@kind("incident.split_from", Weight.MILESTONE)
@dataclass(frozen=True)
class SplitFrom:
    other: Label
    entries: int

    def sentence(self) -> str:
        return _("split this incident off %(other)s") % {"other": self.other}


@kind("incident.related")
@dataclass(frozen=True)
class Related:
    other: Label

    def sentence(self) -> str:
        return _("linked %(other)s") % {"other": self.other}


@kind("incident.unrelated")
@dataclass(frozen=True)
class Unrelated:
    other: Label

    def sentence(self) -> str:
        return _("took the link to %(other)s off") % {"other": self.other}


@kind("incident.parent_changed")
@dataclass(frozen=True)
class ParentChanged:
    before: Label | None
    after: Label | None

    def sentence(self) -> str:
        if self.after:
            return _("made this a part of %(other)s") % {"other": self.after}
        return _("made this no part of %(other)s any more") % {"other": self.before}


@kind("incident.child_changed")
@dataclass(frozen=True)
class ChildChanged:
    child: Label
    is_added: bool

    def sentence(self) -> str:
        if self.is_added:
            return _("made %(other)s a part of this") % {"other": self.child}
        return _("took %(other)s out of this") % {"other": self.child}
