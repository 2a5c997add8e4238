"""What a report has to tell the next one who meets the same trouble."""

from django.utils import translation
from django.utils.translation import gettext as _

from afterword.incidents.models import Incident, MilestoneKind
from afterword.postmortems.models import Postmortem


def lesson_of(postmortem: Postmortem) -> str:
    """Markdown for a runbook: what happened, why, and what helped; in the report's language.

    Empty when one of its incidents is private: runbooks are read by everyone signed in.
    """
    incidents = list(postmortem.incidents.order_by("coverage__position").prefetch_related("milestones"))
    if any(each.is_private for each in incidents):
        return ""
    with translation.override(postmortem.language):
        heading = _("Last time")
        return "\n\n".join([f"## {heading}", *(_told(each) for each in incidents)])


def _told(incident: Incident) -> str:
    parts = [f"**{incident.reference} {incident.title}**", incident.summary.strip()]
    if incident.root_cause.strip():
        parts.append(f"{_('Why it happened')}: {incident.root_cause.strip()}")
    deployed = [each for each in incident.milestones.all() if each.kind == MilestoneKind.DEPLOYED]
    helped = [each.details["action"] for each in deployed if each.details.get("action")]
    parts += [f"{_('What helped')}: {action}" for action in helped]
    return "\n\n".join(part for part in parts if part)
