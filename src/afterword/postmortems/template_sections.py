"""The sections of a template: which there are, which are optional, and leaving some out.

“## Costs {#costs .optional}” names a section for good, whatever its title becomes, and makes it one of the modules
that are added only when somebody asks for them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from afterword_text.sections import list_sections
from afterword_text.tree import Node, Tree, children, node, paragraph, walk

_NOTE = re.compile(r"\s*\{#([a-z0-9-]+)((?:\s+\.[a-z-]+)*)\s*\}\s*$")
_OPTIONAL = ".optional"


@dataclass(frozen=True)
class TemplateSection:
    """A heading of level 1 or 2 with all below it. Only one with an id of its own can be chosen or left out."""

    id: str
    title: str
    is_optional: bool = False


def with_sections(tree: Tree) -> tuple[Tree, list[TemplateSection]]:
    """The template's text with its headings carrying their ids instead of the notes, and the sections they begin."""
    notes = {at: note for at, top in enumerate(children(tree)) if (note := _note(top))}
    named = node("doc", [_named(top, notes.get(at)) for at, top in enumerate(children(tree))])
    sections = [
        TemplateSection(each.id, each.title, _OPTIONAL in notes[each.start][2].split())
        for each in list_sections(named)
        if each.level and each.start in notes
    ]
    return named, sections


def only(tree: Tree, sections: Collection[TemplateSection], wanted: Collection[str]) -> Tree:
    """The text of these sections, or without any wanted of all that are not optional; what has no id stays."""
    known = {each.id: each for each in sections}
    kept: list[Node] = []
    for each in list_sections(tree):
        section = known.get(each.id)
        if section is None or (each.id in wanted if wanted else not section.is_optional):
            kept += children(tree)[each.start : each.end]
    return node("doc", kept or [paragraph()])


def _note(top: Node) -> re.Match[str] | None:
    if top["type"] != "heading":
        return None
    return next((found for part in walk(top) if (found := _NOTE.search(part.get("text", "")))), None)


def _named(top: Node, note: re.Match[str] | None) -> Node:
    if note is None:
        return top
    return {**top, "attrs": {**top.get("attrs", {}), "id": note[1]}, "content": _without(children(top), note)}


def _without(inside: list[Node], note: re.Match[str]) -> list[Node]:
    made: list[Node] = []
    for each in inside:
        if each.get("text") != note.string:
            made.append(each)
        elif rest := note.string[: note.start()]:
            made.append({**each, "text": rest})
    return made
