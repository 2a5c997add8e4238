"""Live blocks of a report: what they say now, in the report's own language and zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext

from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.facts import Facts, gather
from afterword.postmortems.models import Postmortem, TimelineChoice
from afterword.postmortems.moving import with_revisions
from afterword.postmortems.phrases import question
from afterword_text.live_blocks import Params, Speak, kind_of, params_of
from afterword_text.markdown import write
from afterword_text.tree import Node, Tree, children, node, paragraph, walk


def facts_of(postmortem: Postmortem, *, choice: str = "", most_entries: int | None = None) -> Facts:
    """The facts as they are now, in the report's zone; with as much of the timeline as was chosen for it."""
    incidents = list(postmortem.incidents.order_by("coverage__position"))
    choice = choice or postmortem.timeline_choice
    prefetch_related_objects([postmortem], "reviewers__user", Prefetch("approvals", with_revisions()), "adjustments")
    with translation.override(postmortem.language):
        return gather(incidents, choice, ZoneInfo(postmortem.zone), most_entries=most_entries, report=postmortem)


def told(postmortem: Postmortem, tree: Tree, facts: Facts) -> Tree:
    """The document with what its live blocks say in their place, wherever they stand, for reading."""
    return with_words(tree, _teller(postmortem, facts))


def with_words(top: Node, tell: Callable[[str, Params], list[Node]]) -> Node:
    """The node with what `tell` says in the places of its live blocks."""
    if not any(each["type"] == "liveBlock" for each in walk(top)):
        return top
    content: list[Node] = []
    for each in children(top):
        content += tell(kind_of(each), params_of(each)) if each["type"] == "liveBlock" else [with_words(each, tell)]
    return {**top, "content": content or [paragraph()]}


def speaker(postmortem: Postmortem) -> Speak:
    """For Markdown: what a block says now, whole."""
    tell = _teller(postmortem, facts_of(postmortem))
    return lambda kind, params: write(node("doc", tell(kind, params)))


def _teller(postmortem: Postmortem, facts: Facts) -> Callable[[str, Params], list[Node]]:
    known = {postmortem.timeline_choice: facts}

    def tell(kind: str, params: Params) -> list[Node]:
        block = block_named(kind)
        if block is None:
            words = gettext("This release does not know the block “%(name)s”; it is kept as it is.")
            return [question(words % {"name": kind})]
        if not facts.incidents and not block.works_alone:
            return []
        choice = _choice(params, postmortem)
        if choice not in known:  # another one than was chosen for the report
            known[choice] = facts.with_entries(choice)
        with translation.override(postmortem.language):
            return block.tell(known[choice], params)

    return tell


def _choice(params: Params, postmortem: Postmortem) -> str:
    """Which entries the block asks for; those of the report where it does not say, or says something unheard of."""
    choice = str(params.get("choice") or "")
    return choice if choice in TimelineChoice.values else postmortem.timeline_choice
