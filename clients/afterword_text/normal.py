"""One way to write each tree, so that two trees that mean the same are equal."""

from afterword_text.schema import schema
from afterword_text.tree import MAX_DEPTH, Attrs, Mark, Node, clean, too_deep


def normalise(node: Node, depth: int = 0) -> Node:
    """The same tree with text runs joined, marks in schema order, and attributes that say nothing left out.

    NUL bytes and half characters are removed. Raises TreeError when it is nested too deeply.
    """
    if depth > MAX_DEPTH:
        raise too_deep()
    made: Node = {"type": node["type"]}
    if attrs := schema().without_defaults(node["type"], _cleaned(node.get("attrs", {}))):
        made["attrs"] = attrs
    if "text" in node:
        made["text"] = clean(node["text"])
    if node["type"] == "text" and (marks := ordered(node.get("marks", []))):
        made["marks"] = marks
    content = join([normalise(child, depth + 1) for child in node.get("content", [])])
    if content:
        made["content"] = content
    return made


def join(nodes: list[Node]) -> list[Node]:
    """Neighbouring text with the same marks becomes one run; empty text goes."""
    joined: list[Node] = []
    for node in nodes:
        if node["type"] == "text":
            if not node.get("text"):
                continue
            before = joined[-1] if joined else None
            if before and before["type"] == "text" and before.get("marks") == node.get("marks"):
                joined[-1] = {**before, "text": before["text"] + node["text"]}
                continue
        joined.append(node)
    return joined


def ordered(marks: list[Mark]) -> list[Mark]:
    """Marks in the order of the schema, so that their order, which Yjs does not keep, never matters."""
    order = {name: at for at, name in enumerate(schema().marks)}
    made = [_mark(mark) for mark in marks]
    return sorted(made, key=lambda mark: (order.get(mark["type"], len(order)), mark["type"]))


def _mark(mark: Mark) -> Mark:
    attrs = _cleaned(mark.get("attrs", {}))
    return {"type": mark["type"], "attrs": attrs} if attrs else {"type": mark["type"]}


def _cleaned(attrs: Attrs) -> Attrs:
    return {
        name: clean(value) if isinstance(value, str) else value for name, value in attrs.items() if value is not None
    }
