"""Whether a tree is a document."""

from afterword_text.schema import AttrType, NodeType, schema
from afterword_text.tree import MAX_DEPTH, Attrs, Node, Tree, TreeError, children, too_deep


def validate(tree: Tree) -> None:
    """Raise TreeError, naming the path, unless the tree follows the schema and is not too deep."""
    if tree.get("type") != "doc":
        raise TreeError("", "has to be a node of type doc")
    waiting: list[tuple[Node, str, int]] = [(tree, "", 0)]
    while waiting:  # not recursive: the depth is what is being checked
        node, path, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise too_deep(path)
        kind = schema().nodes.get(node["type"])
        if kind is None:
            raise TreeError(path, f"unknown node {node['type']!r}")
        _check_node(node, kind, path)
        below = f"{path}.content" if path else "content"
        waiting.extend((child, f"{below}[{at}]", depth + 1) for at, child in enumerate(children(node)))


def is_valid(tree: Tree) -> bool:
    try:
        validate(tree)
    except TreeError:
        return False
    return True


def _check_node(node: Node, kind: NodeType, path: str) -> None:
    inside = children(node)
    if not kind.takes(child.get("type", "") for child in inside):
        found = ", ".join(dict.fromkeys(child.get("type", "nothing") for child in inside)) or "nothing"
        raise TreeError(path, f"{kind.name} can't hold {found} in this order")
    _check_attrs(node.get("attrs", {}), kind.attrs, path)
    if kind.name == "text" and not node.get("text"):
        raise TreeError(path, "text can't be empty")
    if kind.holds_text:
        _check_marks(inside, kind, path)


def _check_marks(inside: list[Node], kind: NodeType, path: str) -> None:
    known = schema().marks
    for at, child in enumerate(inside):
        here = f"{path}.content[{at}]" if path else f"content[{at}]"
        names = [mark["type"] for mark in child.get("marks", [])]
        if len(set(names)) < len(names):
            raise TreeError(here, "the same mark stands twice")
        for mark in child.get("marks", []):
            if mark["type"] not in known:
                raise TreeError(here, f"unknown mark {mark['type']!r}")
            if mark["type"] not in kind.marks:
                raise TreeError(here, f"{mark['type']} can't be used in {kind.name}")
            _check_attrs(mark.get("attrs", {}), known[mark["type"]], f"{here}.{mark['type']}")


def _check_attrs(attrs: Attrs, known: dict[str, AttrType], path: str) -> None:
    for name, value in attrs.items():
        if name not in known:
            raise TreeError(f"{path}.attrs.{name}", "unknown attribute")
        if value is not None and (why := known[name].complaint(value)):
            raise TreeError(f"{path}.attrs.{name}", why)
    for name, spec in known.items():
        if spec.required and attrs.get(name) is None:
            raise TreeError(f"{path}.attrs.{name}", "is missing")
