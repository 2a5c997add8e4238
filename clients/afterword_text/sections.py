"""Sections: a heading of level 1 or 2 and all that follows it until the next one; and what stands before the first."""

from dataclasses import dataclass

from afterword_text.headings import LEAD, names
from afterword_text.markdown import write
from afterword_text.rewrite import rewritten
from afterword_text.tree import Node, Tree, children, integer, node, words_of

_DEEPEST = 2


class NoSuchSection(LookupError):
    """The document has no section of that id; it may have had one before."""


@dataclass(frozen=True)
class Section:
    """Blocks start to end (not included) of the document; level 0 is what stands before the first heading."""

    id: str
    title: str
    level: int
    start: int
    end: int


def list_sections(tree: Tree) -> list[Section]:
    """All sections in order; together they are the whole document."""
    blocks, ids = children(tree), names(tree)
    starts = [at for at, block in enumerate(blocks) if _begins(block)]
    ends = [*starts[1:], len(blocks)] if starts else []
    found = [
        Section(ids[start], words_of(blocks[start]).strip(), integer(blocks[start], "level"), start, end)
        for start, end in zip(starts, ends, strict=True)
    ]
    lead_end = starts[0] if starts else len(blocks)
    return [Section(LEAD, "", 0, 0, lead_end), *found] if lead_end else found


def get_section(tree: Tree, section_id: str) -> Section:
    """The section of that id. Raises NoSuchSection."""
    for section in list_sections(tree):
        if section.id == section_id:
            return section
    raise NoSuchSection(section_id)


def section_nodes(tree: Tree, section_id: str) -> list[Node]:
    """The blocks of a section, its heading first. Raises NoSuchSection."""
    section = get_section(tree, section_id)
    return children(tree)[section.start : section.end]


def section_markdown(tree: Tree, section_id: str) -> str:
    """A section as Markdown, its heading first, as it is shown in a form. Raises NoSuchSection."""
    return write(node("doc", section_nodes(tree, section_id)))


def replace_section(tree: Tree, section_id: str, nodes: list[Node]) -> Tree:
    """The document with other blocks in place of a section's. Raises NoSuchSection."""
    section = get_section(tree, section_id)
    blocks = children(tree)
    return {**tree, "content": [*blocks[: section.start], *nodes, *blocks[section.end :]]}


def rewrite_section(tree: Tree, section_id: str, markdown: str) -> Tree:
    """The document with a section written anew; what did not change keeps ids and all that Markdown can't say.

    Raises NoSuchSection, and TreeError when the text can't be a document.
    """
    return replace_section(tree, section_id, rewritten(section_nodes(tree, section_id), markdown))


def _begins(block: Node) -> bool:
    return block["type"] == "heading" and integer(block, "level") <= _DEEPEST
