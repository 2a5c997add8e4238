"""Nodes and marks of a tree that this release has no name for: kept as they are, to be shown as unknown."""

import json

from afterword_text.schema import schema
from afterword_text.tree import MAX_DEPTH, Node, children, node, too_deep


def wrapped(tree: Node) -> tuple[Node, list[str]]:
    """The tree with unknown nodes as atoms that hold them whole, and in words what was found.

    An unknown mark is taken off, for its words are known. Raises TreeError when the tree is nested too deeply, and
    KeyError, TypeError or AttributeError for what is no tree.
    """
    found: dict[str, None] = {}
    return _known(tree, found, 0), list(found)


def _known(each: Node, found: dict[str, None], depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise too_deep()
    kind = schema().nodes[each["type"]]
    made: list[Node] = []
    for child in children(each):
        if child["type"] in schema().nodes:
            made.append(_known(_without_unknown_marks(child, found), found, depth + 1))
        elif not isinstance(child["type"], str):
            raise TypeError(child)
        else:
            found[f"a node that this release does not know is kept as it is: {child['type']}"] = None
            name = "unknownInline" if kind.holds_text else "unknownBlock"
            made.append(node(name, name=str(child["type"]), json=json.dumps(child, ensure_ascii=False)))
    return {**each, "content": made} if "content" in each else each


def _without_unknown_marks(each: Node, found: dict[str, None]) -> Node:
    strange = [mark["type"] for mark in each.get("marks", []) if mark["type"] not in schema().marks]
    for name in strange:
        found[f"a mark that this release does not know is left out: {name}"] = None
    if not strange:
        return each
    kept = [mark for mark in each["marks"] if mark["type"] not in strange]
    return {**each, "marks": kept} if kept else {key: value for key, value in each.items() if key != "marks"}  # type: ignore[return-value]
