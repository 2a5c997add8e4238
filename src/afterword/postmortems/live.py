"""Live blocks of a report: what they say now, in the report's own language and zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils import translation

from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.facts import Facts, gather
from afterword.postmortems.models import Postmortem, TimelineChoice
from afterword_text.live_blocks import Params, Speak, kind_of, params_of
from afterword_text.markdown import write
from afterword_text.tree import Node, Tree, children, node


def facts_of(postmortem: Postmortem, *, choice: str = "", most_entries: int | None = None) -> Facts:
    """The facts as they are now, in the report's zone; with as much of the timeline as was chosen for it."""
    incidents = list(postmortem.incidents.order_by("coverage__position"))
    choice = choice or postmortem.timeline_choice
    return gather(incidents, choice, ZoneInfo(postmortem.zone), most_entries=most_entries)


def told(postmortem: Postmortem, tree: Tree, facts: Facts) -> Tree:
    """The document with what its live blocks say in their place, for reading. Unknown blocks say nothing."""
    tell = _teller(postmortem, facts)
    content: list[Node] = []
    for each in children(tree):
        content += tell(kind_of(each), params_of(each)) if each["type"] == "liveBlock" else [each]
    return node("doc", content)


def speaker(postmortem: Postmortem) -> Speak:
    """For Markdown: what a block says now, whole."""
    tell = _teller(postmortem, facts_of(postmortem))
    return lambda kind, params: write(node("doc", tell(kind, params)))


def _teller(postmortem: Postmortem, facts: Facts) -> Callable[[str, Params], list[Node]]:
    known = {postmortem.timeline_choice: facts}

    def tell(kind: str, params: Params) -> list[Node]:
        block = block_named(kind)
        if block is None or not facts.incidents:
            return []
        choice = str(params.get("choice") or TimelineChoice.IMPORTANT)
        if choice not in known:  # somebody has changed it in the text
            known[choice] = facts_of(postmortem, choice=choice)
        with translation.override(postmortem.language):
            return block.tell(known[choice], params)

    return tell
