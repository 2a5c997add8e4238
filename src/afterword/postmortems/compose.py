"""From a template and the facts to a document."""

import re
from zoneinfo import ZoneInfo

from django.utils import translation

from afterword.incidents.models import Incident
from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.facts import Facts, gather
from afterword.postmortems.template_files import Template
from afterword_text.live_blocks import Params, kind_of, live_block, params_of
from afterword_text.markdown import parse
from afterword_text.tree import Node, Tree, children, node, walk

_HEADING_ID = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")


def compose(template: Template, incidents: list[Incident], *, choice: str, zone: ZoneInfo) -> Tree:
    """The draft, in the template's language: facts where there are any, questions where there are none.

    What is live, such as the timeline, stays a reference: it costs the same for ten entries and for ten thousand.
    """
    with translation.override(template.language):
        return _fill(parse(template.body), gather(incidents, "", zone), {"choice": choice})


def _fill(tree: Tree, facts: Facts, params: Params) -> Tree:
    content: list[Node] = []
    for top in children(tree):
        block = block_named(kind_of(top)) if top["type"] == "liveBlock" else None
        if block is None:
            _take_heading_id(top)
            content.append(top)
        elif block.is_live:
            content.append(live_block(block.name, {**params_of(top), **params}))
        elif facts.incidents:  # without one there is nothing to write; live blocks may get one later
            content += block.tell(facts, params_of(top))
    return node("doc", content)


def _take_heading_id(top: Node) -> None:
    """“## Impact {#impact}” names the section for good, whatever its title becomes."""
    if top["type"] != "heading":
        return
    for part in walk(top):
        found = _HEADING_ID.search(part.get("text", ""))
        if found:
            part["text"] = part["text"][: found.start()]
            top.setdefault("attrs", {})["id"] = found[1]


def title_for(incidents: list[Incident]) -> str:
    """The title of the first incident, with how many more there are."""
    first = incidents[0].title
    return first if len(incidents) == 1 else f"{first} (+{len(incidents) - 1})"[:256]
