"""What was told to whom."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.incidents.response import Channel
from afterword.timeline.registry import Weight, kind


def _through(channel: str) -> str:
    return str(Channel(channel).label) if channel in Channel.values else channel


@kind("communication.logged")
@dataclass(frozen=True)
class CommunicationLogged:
    id: str
    audience: str
    channel: str
    to_whom: str = ""

    def sentence(self) -> str:
        if self.to_whom:
            words = _("told %(whom)s (%(channel)s)")
        elif self.audience == "outside":
            words = _("told people outside (%(channel)s)")
        else:
            words = _("told people inside (%(channel)s)")
        return words % {"whom": self.to_whom, "channel": _through(self.channel)}


@kind("communication.changed", Weight.QUIET)
@dataclass(frozen=True)
class CommunicationChanged:
    id: str

    def sentence(self) -> str:
        return _("corrected what was told")


@kind("communication.removed")
@dataclass(frozen=True)
class CommunicationRemoved:
    id: str
    channel: str
    to_whom: str = ""

    def sentence(self) -> str:
        words = _("took an entry out of the communication log (%(channel)s)")
        return words % {"channel": self.to_whom or _through(self.channel)}
