"""Making a tree whole again after two people's changes met, or somebody left something out."""

from afterword_text.normal import normalise
from afterword_text.tree import Node, Tree, children, integer, node, paragraph

_LISTS = {"bulletList": "listItem", "orderedList": "listItem", "taskList": "taskItem"}
_GONE_WHEN_EMPTY = (*_LISTS, "table", "definitionList")
_BLOCKS = (
    *("blockquote", "tableCell", "tableHeader", "callout", "detailsContent"),
    *("definitionDescription", "footnoteDefinition"),
)
_MENDED = (*_GONE_WHEN_EMPTY, *_BLOCKS, "tableRow", "listItem", "taskItem", "details")


def mend(tree: Tree) -> Tree:
    """The tree in normal form, without empty lists and tables, rows evened, ending in an empty paragraph.

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
        if not inside or (kind == "table" and not any(children(row) for row in inside)):
            return None
        if kind == "table":
            inside = _even(inside)
    elif kind in ("listItem", "taskItem"):
        if not inside or inside[0]["type"] != "paragraph":
            inside.insert(0, paragraph())
    elif kind == "details":
        inside = _summary_and_content(inside)
    elif kind in _BLOCKS and not inside:
        inside = [paragraph()]
    return {**each, "content": inside} if inside else each


def _even(rows: list[Node]) -> list[Node]:
    """Rows of the same width: every editor would fill a short row for itself, and two would fill it twice.

    A table with cells over several rows is left to the editor.
    """
    if any(integer(cell, "rowspan", 1) > 1 for row in rows for cell in children(row)):
        return rows
    widths = [sum(integer(cell, "colspan", 1) for cell in children(row)) for row in rows]
    return [
        {**row, "content": [*children(row), *(node("tableCell", [paragraph()]) for _ in range(max(widths) - width))]}
        if width < max(widths)
        else row
        for row, width in zip(rows, widths, strict=True)
    ]


def _summary_and_content(inside: list[Node]) -> list[Node]:
    """One summary, then one content: what two people left beside them goes into the content."""
    summaries = [each for each in inside if each["type"] == "detailsSummary"]
    blocks: list[Node] = [node("paragraph", children(more)) for more in summaries[1:]]
    for each in inside:
        if each["type"] != "detailsSummary":
            blocks.extend(children(each) if each["type"] == "detailsContent" else [each])
    return [*(summaries[:1] or [node("detailsSummary")]), node("detailsContent", blocks or [paragraph()])]
