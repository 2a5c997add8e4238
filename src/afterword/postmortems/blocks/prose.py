"""Blocks that are sentences: what is known is said plainly, what is not becomes a question."""

from django.utils.translation import gettext as _

from afterword.incidents.models import Outcome
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import length, paragraph_of, question, stamp, written
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, paragraph, text


@block("summary")
def summary(facts: Facts, _params: Params) -> list[Node]:
    """What happened when, in sentences made of rows; then what people wrote."""
    nodes = [paragraph_of(_course(facts, each)) for each in facts.incidents]
    for each in facts.incidents:
        nodes += written(each.incident.summary) if each.incident.summary else []
    if not any(each.incident.summary for each in facts.incidents):
        nodes.append(question(_("What did people notice, and what brought it back? Two sentences are enough.")))
    return nodes


def _course(facts: Facts, each: IncidentFacts) -> list[str]:
    incident = each.incident
    began = _("“%(title)s” (%(reference)s) started on %(start)s.")
    if incident.start_is_estimated:
        began = _("“%(title)s” (%(reference)s) started on %(start)s, an estimate that nobody has confirmed yet.")
    said = [
        began
        % {
            "title": incident.title,
            "reference": incident.reference,
            "start": stamp(incident.started_at, facts.zone),
        }
    ]
    detect = each.metrics["time_to_detect"].seconds
    if detect is not None and not incident.start_is_estimated:
        said.append(_("It was detected after %(time)s.") % {"time": length(detect)})
    if incident.resolved_at:
        total = each.metrics["incident_duration"].seconds or 0
        said.append(_ending(incident.outcome) % {"time": length(total), "end": stamp(incident.resolved_at, facts.zone)})
    severity = incident.highest_severity
    if not severity.is_unknown:
        said.append(_("The highest severity was %(severity)s.") % {"severity": severity.label})
    return said


def _ending(outcome: str) -> str:
    if outcome == Outcome.FALSE_ALARM:
        return _("It turned out to be a false alarm and was closed after %(time)s, on %(end)s.")
    if outcome == Outcome.CANCELLED:
        return _("It was cancelled after %(time)s, on %(end)s.")
    return _("It was over after %(time)s, on %(end)s.")


@block("root-cause")
def root_cause(facts: Facts, _params: Params) -> list[Node]:
    nodes: list[Node] = []
    for each in facts.incidents:
        if each.incident.root_cause:
            nodes += [] if facts.is_one else [paragraph(f"{each.incident.reference}:")]
            nodes += written(each.incident.root_cause)
        nodes += _sides_of_the_cause(facts, each)
    if not nodes:
        nodes.append(
            question(_("What made this possible? Keep asking why until the answer is something we can change."))
        )
    nodes.append(question(_("Which conditions made it worse, or hid it for longer?")))
    return nodes


def _sides_of_the_cause(facts: Facts, each: IncidentFacts) -> list[Node]:
    """What was filled in as technical, organisational and process root cause."""
    found = [each.filled_in(f"root_cause_{side}") for side in ("technical", "organisational", "process")]
    before = "" if facts.is_one else f"{each.incident.reference}, "
    items = [
        node("paragraph", [text(f"{before}{one.field.label}: ", mark("bold")), text(" ".join(one.text.split()))])
        for one in found
        if one and one.text
    ]
    return [node("bulletList", [node("listItem", [item]) for item in items])] if items else []
