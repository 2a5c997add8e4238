"""The timeline block: days as headings, one line for each entry, in the report's zone."""

from itertools import groupby

from django.utils.translation import gettext as _

from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import clock_time, day, question, written, zone_name
from afterword.timeline.models import TimelineEntry
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, children, mark, node, text

BOLD = mark("bold")
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:?'\"()%/")


@block("timeline", is_live=True)
def timeline(facts: Facts, _params: Params) -> list[Node]:
    entries = sorted(
        ((entry, each.incident.reference) for each in facts.incidents for entry in each.entries),
        key=lambda pair: (pair[0].occurred_at, pair[0].number),
    )
    if not entries:
        return [question(_("Nothing on the timeline is marked important. When was it noticed, mitigated and over?"))]
    days = groupby(entries, key=lambda pair: pair[0].occurred_at.astimezone(facts.zone).date())
    nodes = [each for _day, told in days for each in _day_nodes(facts, list(told))]
    if facts.has_more_entries:
        nodes.append(question(_("This is the beginning. The incident and the Markdown file have the whole timeline.")))
    return nodes


def _day_nodes(facts: Facts, told: list[tuple[TimelineEntry, str]]) -> list[Node]:
    moment = told[0][0].occurred_at
    heading = f"{day(moment, facts.zone)} ({zone_name(moment, facts.zone)})"
    items = [_item(facts, entry, "" if facts.is_one else f"{reference} · ") for entry, reference in told]
    return [node("paragraph", [text(heading, BOLD)]), node("bulletList", items)]


def _item(facts: Facts, entry: TimelineEntry, prefix: str) -> Node:
    time = text(clock_time(entry.occurred_at, facts.zone), BOLD)
    happening = entry.particulars
    words = getattr(happening, "text", "")
    if not words:
        said = text(f" {prefix}{entry.actor_label} {happening.sentence()}")
        return node("listItem", [node("paragraph", [time, said])])
    first, *rest = _blocks_of(words)
    if first["type"] != "paragraph":
        first, rest = node("paragraph"), [first, *rest]
    author = [text(f" {prefix}{entry.actor_label}: ")]
    return node("listItem", [node("paragraph", [time, *author, *children(first)]), *rest])


def _blocks_of(words: str) -> list[Node]:
    """A note's Markdown as nodes; what holds no mark-up at all skips the parser, for long timelines."""
    if PLAIN.issuperset(words):
        return [node("paragraph", [text(words)])]
    return written(words) or [node("paragraph", [text(words)])]
