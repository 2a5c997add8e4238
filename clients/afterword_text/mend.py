"""Making a tree whole again after two people's changes met, or somebody left something out."""

from afterword_text.normal import normalise
from afterword_text.tree import Node, Tree, children, node, paragraph

_LISTS = {"bulletList": "listItem", "orderedList": "listItem", "taskList": "taskItem"}
_GONE_WHEN_EMPTY = (*_LISTS, "table", "definitionList")
_BLOCKS = (
    *("blockquote", "tableCell", "tableHeader", "callout", "detailsContent"),
    *("definitionDescription", "footnoteDefinition"),
)
_MENDED = (*_GONE_WHEN_EMPTY, *_BLOCKS, "tableRow", "listItem", "taskItem", "details")


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
    if kind not in _MENDED:
        return each
    inside = _mended(children(each))
    if kind in _GONE_WHEN_EMPTY:
        if not inside:
            return None
    elif kind in ("listItem", "taskItem"):
        if not inside or inside[0]["type"] != "paragraph":
            inside.insert(0, paragraph())
    elif kind == "details":
        inside = _summary_and_content(inside)
    elif kind in _BLOCKS and not inside:
        inside = [paragraph()]
    return {**each, "content": inside} if inside else each


def _summary_and_content(inside: list[Node]) -> list[Node]:
    """One summary, then one content: what two people left beside them goes into the content."""
    summaries = [each for each in inside if each["type"] == "detailsSummary"]
    blocks: list[Node] = [node("paragraph", children(more)) for more in summaries[1:]]
    for each in inside:
        if each["type"] != "detailsSummary":
            blocks.extend(children(each) if each["type"] == "detailsContent" else [each])
    return [*(summaries[:1] or [node("detailsSummary")]), node("detailsContent", blocks or [paragraph()])]
