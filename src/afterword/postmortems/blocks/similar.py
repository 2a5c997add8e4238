"""Incidents that belong together with those of the report."""

from django.utils.translation import gettext as _

from afterword.postmortems.blocks.parts import table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import day, length, question
from afterword.postmortems.sentences import Words, linked
from afterword_text.live_blocks import Params
from afterword_text.tree import Node


@block("similar", is_live=True)
def similar(facts: Facts, _params: Params) -> list[Node]:
    """What people linked: number, day, length. Only such as everybody signed in may see."""
    rows: list[list[Words]] = []
    for each in facts.relatives:
        end = each.resolved_at
        took = length(int((end - each.started_at).total_seconds())) if end else "–"
        rows.append([linked(each.reference, each.url), each.title, day(each.started_at, facts.zone), took])
    nodes = [table([_("Incident"), _("Title"), _("Date"), _("Lasted")], rows)] if rows else []
    return [*nodes, question(_("Has something like this happened before? What do these incidents have in common?"))]
