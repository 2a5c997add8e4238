"""Taking a document back from Markdown without losing what Markdown could not say."""

from difflib import SequenceMatcher

from afterword_text.headings import keep_ids
from afterword_text.markdown import parse, write
from afterword_text.tree import Node, Tree, children, node


def rewrite(tree: Tree, markdown: str) -> Tree:
    """The whole document written anew. Raises TreeError when the text can't be a document."""
    return {**tree, "content": rewritten(children(tree), markdown)}


def rewritten(before: list[Node], markdown: str) -> list[Node]:
    """The blocks that the text says; those whose Markdown is the same are taken over as they were.

    So a text sent back unchanged changes nothing, and a heading keeps its id when its title is edited.
    """
    groups = _groups(before)
    after = [block for block in children(parse(markdown)) if _said(block)]
    said = [_said(group[0]) for group in groups], [_said(block) for block in after]
    made: list[Node] = []
    reached = 0
    for old, new, length in SequenceMatcher(None, *said, autojunk=False).get_matching_blocks():
        made += after[reached:new]
        made += [block for group in groups[old : old + length] for block in group]
        reached = new + length
    return keep_ids(before, made)


def _groups(blocks: list[Node]) -> list[list[Node]]:
    """Each block with the empty paragraphs behind it, which Markdown does not show."""
    groups: list[list[Node]] = []
    for block in blocks:
        if groups and not _said(block):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _said(block: Node) -> str:
    return write(node("doc", [block]))
