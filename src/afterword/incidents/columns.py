"""What a list of incidents can show beside number and title."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core.errors import Invalid

COLUMNS: dict[str, str | Promise] = {
    "severity": gettext_lazy("Severity"),
    "status": gettext_lazy("Status"),
    "type": gettext_lazy("Type"),
    "commander": gettext_lazy("Commander"),
    "services": gettext_lazy("Services"),
    "teams": gettext_lazy("Teams"),
    "tags": gettext_lazy("Tags"),
    "duration": gettext_lazy("Duration"),
    "impact": gettext_lazy("Impact duration"),
    "started": gettext_lazy("Started"),
    "declared": gettext_lazy("Declared"),
    "resolved": gettext_lazy("Resolved"),
    "updated": gettext_lazy("Last update"),
    "due": gettext_lazy("Next update"),
    "followups": gettext_lazy("Open follow-ups"),
}
DEFAULT_COLUMNS = ("severity", "status", "commander", "duration", "declared")


def parse_columns(values: Sequence[str]) -> tuple[str, ...]:
    """Names as an address gives them, in its order: `columns=severity,status`, or one after the other.

    The usual ones when there are none; Invalid names one that does not exist.
    """
    names = list(dict.fromkeys(name for value in values for part in value.split(",") if (name := part.strip())))
    for name in names:
        if name not in COLUMNS:
            shown = {"value": name[:40], "known": ", ".join(COLUMNS)}
            raise Invalid({"columns": _("There is no column “%(value)s”. Choose of: %(known)s.") % shown})
    return tuple(names) or DEFAULT_COLUMNS


def known_columns(values: Sequence[str]) -> tuple[str, ...]:
    """The same without what does not exist (any more)."""
    names = dict.fromkeys(name for value in values for part in value.split(",") if (name := part.strip()) in COLUMNS)
    return tuple(names) or DEFAULT_COLUMNS
