"""What users felt, and what it cost."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from afterword.timeline.registry import Label, Weight, kind


@dataclass(frozen=True)
class FactChange:
    """One figure that became another; empty where nobody knew. `fact` is the name of the model's field."""

    fact: str
    before: str = ""
    after: str = ""


@kind("incident.impact_added", Weight.MILESTONE)
@dataclass(frozen=True)
class ImpactAdded:
    impact: Label
    started_at: datetime
    ended_at: datetime | None = None
    facts: tuple[FactChange, ...] = ()

    def sentence(self) -> str:
        return _("added impact: %(impact)s") % {"impact": self.impact}


@kind("incident.impact_changed")
@dataclass(frozen=True)
class ImpactChanged:
    impact: Label
    started_at: datetime
    ended_at: datetime | None = None
    facts: tuple[FactChange, ...] = ()

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


@kind("incident.business_impact_changed")
@dataclass(frozen=True)
class BusinessImpactChanged:
    facts: tuple[FactChange, ...]

    def sentence(self) -> str:
        return _("changed the business impact")
