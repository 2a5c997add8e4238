"""Kinds of entry in the few groups that people look for. A kind belongs to the first group that names its beginning."""

from django.utils.translation import gettext_lazy as _

from afterword.timeline.registry import Weight, all_kinds

GROUPS = {
    "notes": _("Notes"),
    "updates": _("Updates and communication"),
    "status": _("Status and severity"),
    "impact": _("Impact"),
    "times": _("Times and milestones"),
    "people": _("People and access"),
    "tasks": _("Tasks and follow-ups"),
    "links": _("Links, services and fields"),
    "other": _("Everything else"),
}
_BEGINNINGS = (
    ("updates", ("incident.update", "update.", "communication.", "incident.communication")),
    ("notes", ("note.", "notes.")),
    ("times", ("milestone.", "incident.milestone", "incident.timestamp")),
    ("impact", ("incident.impact", "impact.", "incident.business", "objective.")),
    ("people", ("incident.role", "role.", "incident.privacy", "incident.team", "responder.", "handover.", "watcher.",
                "incident.responder", "incident.command", "incident.handover", "incident.glass", "glass.")),
    ("tasks", ("task.", "tasks.", "incident.task", "followup.", "checklist.", "incident.checklist")),
    ("links", ("incident.link", "link.", "incident.service", "incident.field", "field.", "incident.tag", "tag.",
               "runbook.", "incident.type")),
    ("status", ("incident.declared", "incident.imported", "incident.acknowledged", "incident.status",
                "incident.severity", "incident.resolved", "incident.reopened", "incident.completed", "incident.test",
                "incident.merged", "incident.split", "incident.duplicate")),
)  # fmt: skip


def group_of(kind: str) -> str:
    for group, beginnings in _BEGINNINGS:
        if kind.startswith(beginnings):
            return group
    return "other"


def kinds_in(group: str) -> list[str]:
    """Names of the listed kinds of a group."""
    return [each.name for each in all_kinds() if each.weight != Weight.QUIET and group_of(each.name) == group]
