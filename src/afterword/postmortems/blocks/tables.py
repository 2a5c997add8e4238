"""Blocks that are tables and lists of what the rows say."""

from django.conf import settings
from django.utils.translation import gettext as _

from afterword.incidents.models import IncidentLink
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import length, listed, question, stamp
from afterword.postmortems.sentences import colon
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, text


@block("overview", is_live=True)
def overview(facts: Facts, _params: Params) -> list[Node]:
    """The key data: one column of values for each incident, and what they come to together."""
    columns = [_values(facts, each) for each in facts.incidents]
    head = [_cell("tableHeader", [text(_("Fact"))])]
    head += [_cell("tableHeader", [_reference(each)]) for each in facts.incidents]
    rows = [node("tableRow", head)]
    names = list(dict.fromkeys(name for column in columns for name in column))
    missing = [name for name in names if not any(column.get(name) for column in columns)]
    for name in names:
        if name not in missing:
            cells = [_cell("tableCell", [text(column.get(name) or _("not recorded"))]) for column in columns]
            rows.append(node("tableRow", [_cell("tableCell", [text(name)]), *cells]))
    return [node("table", rows), *_together(facts), *_asking(missing)]


def _asking(missing: list[str]) -> list[Node]:
    if not missing:
        return []
    words = _("Nobody has recorded this yet: %(facts)s. Who knows? Set it on the incident.")
    return [question(words % {"facts": listed(missing).lower()})]


def _values(facts: Facts, each: IncidentFacts) -> dict[str, str]:
    incident, zone = each.incident, facts.zone
    people = [_("%(person)s (%(role)s)") % {"person": one.user, "role": one.role.label} for one in each.responders]
    started = stamp(incident.started_at, zone)
    if incident.start_is_estimated:
        started = _("%(time)s (estimated)") % {"time": started}
    metrics = {
        metric.label: length(metric.seconds) if metric.seconds is not None else metric.warning
        for metric in each.metrics.values()
        if not (metric.is_estimated and metric.key == "time_to_detect")
    }
    detection = each.filled_in("detection_method")
    return {
        _("Severity (highest)"): incident.highest_severity.label,
        _("Outcome"): incident.get_outcome_display() or incident.status.label,
        _("Services"): listed(each.services),
        _("Commander"): str(incident.commander or ""),
        _("Responders"): listed(dict.fromkeys(people)),
        _("Started"): started,
        _("Detected"): stamp(incident.detected_at, zone) if incident.detected_at else "",
        **({detection.field.label: detection.choice.label} if detection and detection.choice else {}),
        _("Resolved"): stamp(incident.resolved_at, zone) if incident.resolved_at else "",
        **metrics,
    }


def _together(facts: Facts) -> list[Node]:
    if facts.is_one:
        return []
    words = _("Together the incidents lasted %(time)s; times in which two ran at once count once.")
    return [node("paragraph", [text(words % {"time": length(facts.incident_seconds)})])]


def _reference(each: IncidentFacts) -> Node:
    return text(each.incident.reference, mark("link", href=f"{settings.BASE_URL}{each.incident.url}"))


def _cell(kind: str, inline: list[Node]) -> Node:
    return node(kind, [node("paragraph", inline)])


@block("references", is_live=True)
def references(facts: Facts, _params: Params) -> list[Node]:
    """The incidents themselves, and every document and link that was collected while working."""
    items = []
    for each in facts.incidents:
        label = text(f" {each.incident.title}")
        items.append(node("listItem", [node("paragraph", [_reference(each), label])]))
        items += [_link(one) for one in each.links]
    nodes = [node("bulletList", items)]
    if not any(each.links for each in facts.incidents):
        nodes.append(question(_("Which dashboards, runbooks, tickets or chats should the next person find here?")))
    return nodes


def _link(link: IncidentLink) -> Node:
    kind = text(f"{link.get_kind_display()}{colon()}")
    return node("listItem", [node("paragraph", [kind, text(link.title, mark("link", href=link.url))])])
