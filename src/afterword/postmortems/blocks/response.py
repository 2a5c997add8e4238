"""How well it was noticed and handled: lengths of time with the rows they come from, and the steps that mended it."""

from datetime import datetime

from django.utils.translation import gettext as _

from afterword.incidents.milestone_fields import PLANS
from afterword.incidents.models import Audience, Channel, Milestone, MilestoneKind
from afterword.postmortems.blocks.parts import named_bullets, table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import length, question, span, stamp
from afterword.postmortems.sentences import Words
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, paragraph, text

STEPS = (MilestoneKind.PLANNED, MilestoneKind.DEPLOYED, MilestoneKind.PARTLY_RECOVERED, MilestoneKind.RECOVERED)


@block("effectiveness", is_live=True)
def effectiveness(facts: Facts, _params: Params) -> list[Node]:
    """Detection and response, computed: alert, acknowledgement, escalation, mitigation, status page."""
    nodes: list[Node] = []
    for each in facts.incidents:
        rows = _rows(facts, each)
        nodes += [] if facts.is_one else [paragraph(f"{each.incident.reference}:")]
        detection = each.filled_in("detection_method")
        if detection and detection.choice:
            nodes.append(named_bullets([(_("Detected by"), detection.choice.label)]))
        else:
            nodes.append(question(_("Was it detected by a monitor, by us, or by users?")))
        if rows:
            nodes.append(table([_("Step"), _("Took"), _("From – to")], rows))
    return nodes


def _rows(facts: Facts, each: IncidentFacts) -> list[list[Words]]:
    incident = each.incident
    escalated, told = each.milestone(MilestoneKind.ESCALATED), _first_on_status_page(each)
    steps = (
        (_("Alert after the start"), incident.started_at, incident.detected_at),
        (_("Acknowledged after the alert"), incident.detected_at, incident.acknowledged_at),
        (
            _("Escalated after the acknowledgement"),
            incident.acknowledged_at,
            escalated.occurred_at if escalated else None,
        ),
        (_("Mitigated after the alert"), incident.detected_at, incident.mitigated_at),
        (_("Resolved after the alert"), incident.detected_at, incident.resolved_at),
        (_("Status page told after the alert"), incident.detected_at, told),
    )
    rows: list[list[Words]] = []
    for label, start, end in steps:
        if start and end and end >= start:
            took = length(int((end - start).total_seconds()))
            estimated = start == incident.started_at and incident.start_is_estimated
            said: Words = text(took, mark("claim", state="assumption")) if estimated else took
            rows.append([label, said, span(start, end, facts.zone)])
    return rows


def _first_on_status_page(each: IncidentFacts) -> datetime | None:
    told = [
        one.told_at
        for one in each.communications
        if one.audience == Audience.OUTSIDE and one.channel == Channel.STATUS_PAGE
    ]
    return min(told) if told else None


@block("resolution", is_live=True)
def resolution(facts: Facts, _params: Params) -> list[Node]:
    """The steps that brought it back, with what is known of each."""
    nodes: list[Node] = []
    for each in facts.incidents:
        found = [one for one in each.milestones if one.kind in STEPS]
        if found:
            nodes += [] if facts.is_one else [paragraph(f"{each.incident.reference}:")]
            nodes.append(node("orderedList", [node("listItem", step(facts, one)) for one in found]))
        elif each.incident.mitigated_at:
            words = _("%(reference)s was mitigated on %(at)s.")
            at = stamp(each.incident.mitigated_at, facts.zone)
            nodes.append(paragraph(words % {"reference": each.incident.reference, "at": at}))
    return nodes or [question(_("What was done to mend it, step by step, and how was it seen that it worked?"))]


def step(facts: Facts, milestone: Milestone) -> list[Node]:
    """A milestone with its time and what is known of it; what is not, is asked for once."""
    head = node(
        "paragraph",
        [text(f"{stamp(milestone.occurred_at, facts.zone)} – {milestone.get_kind_display()}", mark("bold"))],
    )
    fields = PLANS[milestone.kind].details
    known: list[tuple[str, Words]] = [
        (_(each.label), _told(str(milestone.details[each.name]), is_link=each.is_link))
        for each in fields
        if milestone.details.get(each.name)
    ]
    missing = [_(each.label) for each in fields if not milestone.details.get(each.name)]
    nodes = [head, *([named_bullets(known)] if known else [])]
    if missing:
        words = _("Not recorded: %(fields)s. Add it to the milestone on the incident.")
        nodes.append(question(words % {"fields": ", ".join(missing).lower()}))
    return nodes


def _told(words: str, *, is_link: bool) -> Words:
    words = " ".join(words.split())
    return text(words, mark("link", href=words)) if is_link else words
