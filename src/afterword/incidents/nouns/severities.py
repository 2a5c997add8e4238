# ruff: noqa: ARG002  (each noun looks at what it needs)
from collections.abc import Sequence

from django.utils.translation import gettext as _

from afterword.core.errors import Conflict, Invalid
from afterword.incidents.catalog import SEVERITY_TOKENS, Severity
from afterword.incidents.nouns.noun import Noun, live, noun
from afterword.incidents.validation import clean_guidance

MOST_LEVELS = 10
MOST_DAYS = 90


@noun
class Severities(Noun[Severity]):
    key = "severities"
    model = Severity
    changeable = ("guidance", "token", "requires_postmortem", "postmortem_due_days")

    def check(self, row: Severity, peers: Sequence[Severity]) -> None:
        row.guidance = clean_guidance(row.guidance)
        if row.is_unknown:
            row.token, row.requires_postmortem = "sev-unknown", False
        elif row.token not in SEVERITY_TOKENS:
            raise Invalid({"token": _("Choose one of the colours.")})
        if not row.requires_postmortem:
            row.postmortem_due_days = None
        elif row.postmortem_due_days is not None and not 1 <= row.postmortem_due_days <= MOST_DAYS:
            words = _("Give it 1 to %(most)s working days, or leave it empty for no deadline.")
            raise Invalid({"postmortem_due_days": words % {"most": MOST_DAYS}})
        if row.retired_at is None and len(_levels([row, *peers])) > MOST_LEVELS:
            words = _("There are %(most)s levels already. Retire one first: more can't be told apart at night.")
            raise Conflict(words % {"most": MOST_LEVELS}, code="too_many_levels")

    def kept_because(self, row: Severity, peers: Sequence[Severity]) -> str:
        if row.is_unknown:
            return _("This level is for when nobody knows yet. It can be renamed, but not taken away.")
        if not _levels(peers):
            return _("This is the only level. Add another one first.")
        return ""

    def line(self, row: Severity, everyone: Sequence[Severity]) -> list[Severity]:
        return [each for each in everyone if not each.is_unknown]

    def arranged(self, everyone: Sequence[Severity]) -> list[Severity]:
        """Unknown last, and outranked by all."""
        return sorted(everyone, key=lambda each: each.is_unknown)


def _levels(rows: Sequence[Severity]) -> list[Severity]:
    return [each for each in live(rows) if not each.is_unknown]
