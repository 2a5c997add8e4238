"""When somebody worked on an incident, and what is said about it later."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from afterword.timeline.registry import Label, kind


@kind("incident.stint_corrected")
@dataclass(frozen=True)
class StintCorrected:
    stint: str
    role: Label
    person: Label
    joined_at: datetime
    left_at: datetime | None
    joined_before: datetime
    left_before: datetime | None

    def sentence(self) -> str:
        return _("corrected when %(person)s was %(role)s") % {"person": self.person, "role": _(self.role.name)}


@kind("incident.stint_removed")
@dataclass(frozen=True)
class StintRemoved:
    stint: str
    role: Label
    person: Label
    joined_at: datetime
    left_at: datetime | None

    def sentence(self) -> str:
        return _("took back that %(person)s was %(role)s") % {"person": self.person, "role": _(self.role.name)}
