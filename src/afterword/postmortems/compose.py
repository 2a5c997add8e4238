"""From a template and the facts to a document."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils import translation

from afterword.incidents.models import Incident
from afterword.postmortems.alike import asked_about
from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.facts import Facts, gather
from afterword.postmortems.placeholders import filled
from afterword.postmortems.template_sections import only, with_sections
from afterword.postmortems.template_text import Template
from afterword_text.live_blocks import kind_of, live_block, params_of
from afterword_text.markdown import parse
from afterword_text.sections import list_sections
from afterword_text.tree import Node, Tree, children, walk

TIMELINE, SIMILAR = "timeline", "similar"


def compose(
    template: Template,
    incidents: list[Incident],
    *,
    choice: str,
    zone: ZoneInfo,
    sections: Collection[str] = (),
    author: str = "",
    anchors: Mapping[str, str] | None = None,
) -> Tree:
    """The draft, in the template's language: facts where there are any, questions where there are none.

    With `sections`, only those of the template's; without, all that are not optional. What is live, such as the
    timeline, stays a reference: it costs the same for ten entries and for ten thousand. Numbers lead to `anchors`, by
    default those of the draft itself.
    """
    with translation.override(template.language):
        tree = only(*with_sections(parse(template.body)), sections)
        facts = replace(gather(incidents, "", zone), anchors=anchors_of(tree) if anchors is None else anchors)
        return _with_facts(filled(tree, facts, author) if incidents else tree, facts, choice)


def anchors_of(tree: Tree) -> dict[str, str]:
    """Of each kind of live block in the text, the id of the section in which it stands first."""
    found: dict[str, str] = {}
    for section in list_sections(tree):
        for top in children(tree)[section.start : section.end]:
            for each in walk(top):
                if each["type"] == "liveBlock" and section.level:
                    found.setdefault(kind_of(each), section.id)
    return found


def _with_facts(top: Node, facts: Facts, choice: str) -> Node:
    """The node with what its written blocks say in their place; live ones stay, wherever they stand."""
    if not children(top):
        return top
    content: list[Node] = []
    for each in children(top):
        content += _told(each, facts, choice) if each["type"] == "liveBlock" else [_with_facts(each, facts, choice)]
    return {**top, "content": content}


def _told(each: Node, facts: Facts, choice: str) -> list[Node]:
    kind, params = kind_of(each), params_of(each)
    block = block_named(kind)
    if block is not None and not block.is_live:
        # Without an incident most blocks have nothing to write; live ones may get one later.
        return block.tell(facts, params) if facts.incidents or block.works_alone else []
    if kind == TIMELINE:
        return [live_block(kind, {"choice": choice, **params})]
    return [each, *asked_about(facts)] if kind == SIMILAR and facts.incidents else [each]


def title_for(incidents: list[Incident]) -> str:
    """The title of the first incident, with how many more there are."""
    first = incidents[0].title
    return first if len(incidents) == 1 else f"{first} (+{len(incidents) - 1})"[:256]
