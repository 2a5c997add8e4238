"""Live blocks as people choose them, in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class BlockChoice:
    name: str
    label: str


def block_choices() -> list[BlockChoice]:
    """Every live block, those first that a report is most often missing."""
    labels = {
        "timeline": _("Timeline"),
        "key-metrics": _("Key metrics"),
        "impact": _("Impact"),
        "followups": _("Follow-ups"),
        "overview": _("Incidents at a glance"),
        "severity": _("Severity, as it changed"),
        "responders": _("Who responded"),
        "services": _("Services hit"),
        "effectiveness": _("How well the response worked"),
        "resolution": _("How it was resolved"),
        "communication": _("Who was told what"),
        "similar": _("Similar incidents"),
        "references": _("Links and documents"),
        "status": _("State of this report"),
        "approvals": _("Approvals"),
        "metadata": _("About this report"),
    }
    return [BlockChoice(name, label) for name, label in labels.items()]
