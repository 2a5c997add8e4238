"""Who worked on it, and which services it touched."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from afterword.postmortems.blocks.parts import table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import listed, question, stamp, until
from afterword_text.live_blocks import Params
from afterword_text.tree import Node


@block("responders", is_live=True)
def responders(facts: Facts, _params: Params) -> list[Node]:
    """Each person once, with their roles and from when to when they were on it."""
    roles: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
    names: dict[UUID, str] = {}
    spans: defaultdict[UUID, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for each in facts.incidents:
        for one in each.responders:
            names[one.user_id] = str(one.user)
            roles[one.user_id][one.role.label] = None
            spans[one.user_id].append((one.joined_at, one.left_at or each.incident.resolved_at))
    if not names:
        return [question(_("Who worked on it, and as what? Add them on the incident."))]
    rows = [[name, listed(roles[key]), _span(facts, spans[key])] for key, name in names.items()]
    return [table([_("Person"), _("Role"), _("On it")], rows)]


def _span(facts: Facts, spans: list[tuple[datetime, datetime | None]]) -> str:
    start = min(begin for begin, _end in spans)
    ends = [end for _begin, end in spans]
    said = stamp(start, facts.zone)
    if None in ends:
        return _("since %(start)s") % {"start": said}
    end = max(each for each in ends if each)
    gaps = {"start": said, "end": until(start, end, facts.zone)}
    return _("%(start)s to %(end)s") % gaps if end >= start else said


@block("services", is_live=True)
def services(facts: Facts, _params: Params) -> list[Node]:
    rows = [[each.name, each.short_tier or "–", str(each.owner or "–")] for each in facts.service_rows]
    if not rows:
        return [question(_("Which services or components were affected? Name them on the incident."))]
    return [table([_("Service"), _("Tier"), _("Owner")], rows)]
