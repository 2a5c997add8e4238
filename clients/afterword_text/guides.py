"""Questions to the writer, which readers need not see."""

from afterword_text.tree import Node, Tree, children, node, paragraph

_GONE_WHEN_EMPTY = ("bulletList", "orderedList", "taskList", "listItem", "blockquote")


def without_guides(tree: Tree) -> Tree:
    """The document without its questions, and without items of a list that held nothing else."""
    return node("doc", _left(tree) or [paragraph()])


def _left(each: Node) -> list[Node]:
    made: list[Node] = []
    for child in children(each):
        if child["type"] == "guide":
            continue
        if not children(child):
            made.append(child)
            continue
        inside = _left(child)
        if inside == children(child):
            made.append(child)
        elif child["type"] not in _GONE_WHEN_EMPTY or any(one != paragraph() for one in inside):
            made.append({**child, "content": inside or [paragraph()]})
    return made
