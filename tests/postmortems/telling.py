"""What a block says, in a language and a zone."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils import translation

from afterword.incidents.models import Incident
from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.facts import gather
from afterword_text import plain
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, children, node, walk

BERLIN = ZoneInfo("Europe/Berlin")


def nodes_of(
    name: str,
    incidents: Sequence[Incident],
    *,
    language: str = "en",
    params: Params | None = None,
    anchors: dict[str, str] | None = None,
) -> Node:
    block = block_named(name)
    assert block is not None
    with translation.override(language):
        facts = replace(gather(list(incidents), "", BERLIN), anchors=anchors or {})
        return node("doc", block.tell(facts, params or {}))


def words_of_block(name: str, incidents: Sequence[Incident], *, language: str = "en") -> list[str]:
    """Line by line, as somebody reads it; questions are not part of that."""
    return plain.write(_without_guides(nodes_of(name, incidents, language=language))).split("\n")


def links_in(top: Node) -> dict[str, str]:
    """Where each linked run of words leads."""
    return {
        each["text"]: str(worn["attrs"]["href"])
        for each in walk(top)
        for worn in each.get("marks", [])
        if worn["type"] == "link"
    }


def _without_guides(top: Node) -> Node:
    kept = [_without_guides(each) for each in children(top) if each["type"] != "guide"]
    return {**top, "content": kept} if kept else top
