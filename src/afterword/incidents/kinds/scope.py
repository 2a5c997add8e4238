"""What an incident is about, and what belongs to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.incidents.kinds.changed import changed
from afterword.timeline.registry import Label, kind


@kind("incident.services_changed")
@dataclass(frozen=True)
class ServicesChanged:
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    def sentence(self) -> str:
        return changed(_("services"), self.added, self.removed)


@kind("incident.teams_changed")
@dataclass(frozen=True)
class TeamsChanged:
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    def sentence(self) -> str:
        return changed(_("teams"), self.added, self.removed)


@kind("incident.link_added")
@dataclass(frozen=True)
class LinkAdded:
    link: Label
    url: str
    kind: str

    def sentence(self) -> str:
        return _("added the link %(link)s") % {"link": self.link}


@kind("incident.link_changed")
@dataclass(frozen=True)
class LinkChanged:
    link: Label
    url: str
    kind: str
    before: str = ""

    def sentence(self) -> str:
        if self.before and self.before != self.link.name:
            return _("renamed the link %(before)s to %(link)s") % {"before": self.before, "link": self.link}
        return _("changed the link %(link)s") % {"link": self.link}


@kind("incident.link_removed")
@dataclass(frozen=True)
class LinkRemoved:
    link: Label
    url: str

    def sentence(self) -> str:
        return _("removed the link %(link)s") % {"link": self.link}


@kind("incident.tags_changed")
@dataclass(frozen=True)
class TagsChanged:
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    def sentence(self) -> str:
        return changed(_("tags"), self.added, self.removed)
