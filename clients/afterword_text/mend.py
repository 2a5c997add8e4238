"""Making a tree whole again after two people's changes met, or somebody left something out."""

from afterword_text.normal import normalise
from afterword_text.tree import Node, Tree, children, node, paragraph

_LISTS = {"bulletList": "listItem", "orderedList": "listItem", "taskList": "taskItem"}
_BLOCKS = ("blockquote", "tableCell", "tableHeader")


def mend(tree: Tree) -> Tree:
    """The tree in normal form, without lists and tables that have become empty, ending in an empty paragraph.

    Without that last paragraph every editor that opens the document would add one of its own.
    Raises TreeError when it is nested too deeply.
    """
    blocks = _mended(children(normalise(tree)))
    if not blocks or blocks[-1] != paragraph():
        blocks.append(paragraph())
    return node("doc", blocks)


def _mended(nodes: list[Node]) -> list[Node]:
    return [made for each in nodes if (made := _node(each)) is not None]


def _node(each: Node) -> Node | None:
    kind = each["type"]
    if kind not in _LISTS and kind not in _BLOCKS and kind not in ("table", "tableRow", "listItem", "taskItem"):
        return each
    inside = _mended(children(each))
    if kind in _LISTS or kind == "table":
        if not inside:
            return None
    elif kind in ("listItem", "taskItem"):
        if not inside or inside[0]["type"] != "paragraph":
            inside.insert(0, paragraph())
    elif kind in _BLOCKS and not inside:
        inside = [paragraph()]
    return {**each, "content": inside} if inside else each
