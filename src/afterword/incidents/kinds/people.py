"""Who works on an incident, and who may see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from afterword.incidents.kinds.changed import changed
from afterword.timeline.registry import Label, kind


@kind("incident.role_assigned")
@dataclass(frozen=True)
class RoleAssigned:
    role: Label
    person: Label
    before: Label | None = None
    is_own: bool = False  # whoever did it took the role

    def sentence(self) -> str:
        if self.before and self.is_own:
            return _("took over %(role)s from %(giver)s") % {"role": _(self.role.name), "giver": self.before}
        if self.is_own:
            return _("joined as %(role)s") % {"role": _(self.role.name)}
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
    is_own: bool = False

    def sentence(self) -> str:
        if self.is_own:
            return _("stepped back as %(role)s") % {"role": _(self.role.name)}
        return _("ended the time of %(person)s as %(role)s") % {"person": self.person, "role": _(self.role.name)}


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
            said.append(changed(_("who may see this"), self.added, self.removed))
        return pgettext("between two sentences in a row", "; ").join(said)
