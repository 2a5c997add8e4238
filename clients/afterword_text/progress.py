"""How far a report has come: which of its sections say something beyond their questions."""

from dataclasses import dataclass

from afterword_text import plain
from afterword_text.sections import Section, list_sections
from afterword_text.tree import Node, Tree, children, node


@dataclass(frozen=True)
class Progress:
    """`answered` holds the ids of sections with words of their own; `total` counts all with a title."""

    answered: frozenset[str]
    total: int

    @property
    def done(self) -> int:
        return len(self.answered)


def progress_of(tree: Tree) -> Progress:
    """The tree comes with what its live blocks say in their place: facts answer a section as words do."""
    sections = [each for each in list_sections(tree) if each.title]
    return Progress(frozenset(each.id for each in sections if _says_something(tree, each)), len(sections))


def _says_something(tree: Tree, section: Section) -> bool:
    return bool(plain.write(node("doc", _without_headings(children(tree)[section.start : section.end]))))


def _without_headings(nodes: list[Node]) -> list[Node]:
    return [each for each in nodes if each["type"] != "heading"]
