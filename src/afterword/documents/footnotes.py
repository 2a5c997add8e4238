"""Footnotes of a document: where they stand and what refers to them."""

from afterword_text.tree import Node, Tree, children, string, walk


def gathered(tree: Tree) -> tuple[Tree, list[Node]]:
    """The document without its footnotes, and these. The first reference to each has an `anchor` to come back to."""
    if not any(each["type"] in ("footnoteDefinition", "footnoteReference") for each in walk(tree)):
        return tree, []
    notes: list[Node] = []
    anchored: set[str] = set()

    def without(each: Node) -> Node:
        if each["type"] == "footnoteReference" and (label := string(each, "label")) not in anchored:
            anchored.add(label)
            return {**each, "attrs": {"label": label, "anchor": f"fnref-{label}"}}
        kept: list[Node] = []
        for child in children(each):
            made = without(child)
            (notes if child["type"] == "footnoteDefinition" else kept).append(made)
        return {**each, "content": kept} if children(each) else each

    return without(tree), notes
