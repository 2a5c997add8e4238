"""An administrator's way into a private incident."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.timeline.registry import Weight, kind


@kind("incident.glass_broken", Weight.MILESTONE)
@dataclass(frozen=True)
class GlassBroken:
    reason: str

    def sentence(self) -> str:
        return _("opened this private incident to themself as administrator")


@kind("incident.glass_closed")
@dataclass(frozen=True)
class GlassClosed:
    def sentence(self) -> str:
        return _("ended their access as administrator")
