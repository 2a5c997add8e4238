"""A role that changes hands, from the offer to the answer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.timeline.registry import Label, Weight, kind


@kind("incident.handover_offered")
@dataclass(frozen=True)
class HandoverOffered:
    role: Label
    successor: Label
    text: str = ""  # what the successor needs to know

    def sentence(self) -> str:
        return _("offered to hand %(role)s over to %(person)s") % {
            "role": _(self.role.name),
            "person": self.successor,
        }


@kind("incident.handed_over", Weight.MILESTONE)
@dataclass(frozen=True)
class HandedOver:
    """Told by who accepted."""

    role: Label
    giver: Label
    successor: Label
    text: str = ""  # what the successor needs to know

    def sentence(self) -> str:
        return _("took over %(role)s from %(giver)s") % {"role": _(self.role.name), "giver": self.giver}


@kind("incident.handover_declined")
@dataclass(frozen=True)
class HandoverDeclined:
    role: Label
    giver: Label
    reason: str = ""

    def sentence(self) -> str:
        return _("did not take over %(role)s from %(giver)s") % {"role": _(self.role.name), "giver": self.giver}


@kind("incident.handover_withdrawn")
@dataclass(frozen=True)
class HandoverWithdrawn:
    role: Label
    successor: Label

    def sentence(self) -> str:
        return _("withdrew the offer to hand %(role)s over to %(person)s") % {
            "role": _(self.role.name),
            "person": self.successor,
        }
