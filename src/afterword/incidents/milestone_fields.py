"""What is asked about each milestone: its phase, its fields, and which of the six times it tells."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from afterword.incidents.milestones import MilestoneKind, Phase

DETAIL_LENGTH = 2000


@dataclass(frozen=True)
class Detail:
    """One thing to say about a milestone. `is_link`: an address."""

    name: str
    label: str
    is_link: bool = False


@dataclass(frozen=True)
class Plan:
    """What a kind of milestone is about. `moment` names the incident's time that it offers to set."""

    phase: Phase
    details: tuple[Detail, ...]
    moment: str = ""


_FINDING = (
    Detail("finding", gettext_noop("Finding")),
    Detail("evidence", gettext_noop("Evidence")),
    Detail("data_source", gettext_noop("Data source")),
)

PLANS: dict[str, Plan] = {
    MilestoneKind.STARTED: Plan(
        Phase.DETECTION,
        (
            Detail("system_behaviour", gettext_noop("How the system behaved")),
            Detail("first_indication", gettext_noop("First indication")),
            Detail("data_source", gettext_noop("Data source")),
        ),
        "started_at",
    ),
    MilestoneKind.DETECTED: Plan(
        Phase.DETECTION,
        (
            Detail("detected_by", gettext_noop("Who or what detected it")),
            Detail("alert_link", gettext_noop("Link to the alert"), is_link=True),
        ),
        "detected_at",
    ),
    MilestoneKind.ACKNOWLEDGED: Plan(
        Phase.DETECTION,
        (
            Detail("on_call", gettext_noop("On-call engineer")),
            Detail("assessment", gettext_noop("Initial assessment")),
            Detail("severity_declared", gettext_noop("Severity declared")),
        ),
        "acknowledged_at",
    ),
    MilestoneKind.INVESTIGATING: Plan(
        Phase.INVESTIGATION,
        (
            Detail("hypothesis", gettext_noop("First hypothesis")),
            Detail("approach", gettext_noop("Approach")),
            Detail("tools", gettext_noop("Tools used")),
        ),
    ),
    MilestoneKind.ESCALATED: Plan(
        Phase.INVESTIGATION,
        (
            Detail("escalated_to", gettext_noop("Escalated to")),
            Detail("reason", gettext_noop("Reason")),
            Detail("responders", gettext_noop("Additional responders")),
        ),
    ),
    MilestoneKind.DISCOVERY: Plan(Phase.INVESTIGATION, _FINDING),
    MilestoneKind.CAUSE_FOUND: Plan(
        Phase.INVESTIGATION,
        (
            Detail("root_cause", gettext_noop("Root cause")),
            Detail("confirmation", gettext_noop("How it was confirmed")),
            Detail("evidence", gettext_noop("Evidence")),
        ),
    ),
    MilestoneKind.PLANNED: Plan(
        Phase.MITIGATION,
        (
            Detail("plan", gettext_noop("Plan")),
            Detail("risk", gettext_noop("Risk assessment")),
            Detail("approval", gettext_noop("Approval")),
        ),
    ),
    MilestoneKind.DEPLOYED: Plan(
        Phase.MITIGATION,
        (
            Detail("action", gettext_noop("Action taken")),
            Detail("method", gettext_noop("How it was deployed")),
            Detail("responsible", gettext_noop("Responsible party")),
        ),
        "mitigated_at",
    ),
    MilestoneKind.PARTLY_RECOVERED: Plan(
        Phase.MITIGATION,
        (
            Detail("status", gettext_noop("State")),
            Detail("improving", gettext_noop("Metrics improving")),
            Detail("remaining", gettext_noop("Remaining issues")),
        ),
    ),
    MilestoneKind.RECOVERED: Plan(
        Phase.MITIGATION,
        (
            Detail("status", gettext_noop("State")),
            Detail("validation", gettext_noop("How it was validated")),
            Detail("closed", gettext_noop("What was closed with it")),
        ),
    ),
    MilestoneKind.MONITORING: Plan(
        Phase.POST_INCIDENT,
        (
            Detail("observation", gettext_noop("What was watched on")),
            Detail("concerns", gettext_noop("Concerns")),
        ),
    ),
    MilestoneKind.DECLARED_RESOLVED: Plan(
        Phase.POST_INCIDENT,
        (
            Detail("final_status", gettext_noop("Final state")),
            Detail("confirmation", gettext_noop("How it was confirmed")),
        ),
        "resolved_at",
    ),
}
