from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.timeline.registry import Label, Weight, kind


@kind("postmortem.started", Weight.MILESTONE)
@dataclass(frozen=True)
class PostmortemStarted:
    postmortem: Label
    number: int

    def sentence(self) -> str:
        return _("started the postmortem PM-%(number)s") % {"number": self.number}
