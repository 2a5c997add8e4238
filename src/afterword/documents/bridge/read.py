"""Yjs to the tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from afterword_text.normal import normalise
from afterword_text.tree import MAX_DEPTH, Attrs, Json, Mark, Node, Tree, node, too_deep

FRAGMENT = "default"  # where Tiptap's Collaboration keeps the document
RUN = "run"  # neighbouring text: one child of its own in Yjs, many nodes in the tree

Document = Doc[XmlFragment]
Parent = XmlFragment | XmlElement
Marks = dict[str, Attrs]


@dataclass
class Held:
    """A node of the tree with what holds it in Yjs: an element, or a run of one or more texts."""

    node: Node
    element: XmlElement | None = None
    texts: list[XmlText] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many children of its parent it takes in Yjs."""
        return len(self.texts) or 1


def fragment(doc: Document) -> XmlFragment:
    return doc.get(FRAGMENT, type=XmlFragment)


def read(doc: Document) -> Tree:
    """The document, in normal form. Raises TreeError when it is nested too deeply."""
    with doc.transaction():
        return normalise(node("doc", _nodes(fragment(doc), 1)))


def held(parent: Parent) -> list[Held]:
    """The children of an element, runs of text as one."""
    found: list[Held] = []
    for child in parent.children:
        if isinstance(child, XmlText):
            if not found or found[-1].element is not None:
                found.append(Held({"type": RUN, "content": []}))
            found[-1].texts.append(child)
            found[-1].node["content"] += _texts(child)
        elif isinstance(child, XmlElement):
            found.append(Held(_element(child, 1), child))
    for each in found:
        each.node = normalise(each.node)
    return found


def grouped(nodes: list[Node]) -> list[Node]:
    """Nodes of a tree the way `held` gives them: each run of text as one."""
    groups: list[Node] = []
    for each in nodes:
        if each["type"] != "text":
            groups.append(each)
        elif groups and groups[-1]["type"] == RUN:
            groups[-1]["content"].append(each)
        else:
            groups.append({"type": RUN, "content": [each]})
    return groups


def pieces(text: XmlText) -> list[tuple[str, Marks]]:
    """The text as it is stored, cut where its marks change. What is not text counts as nothing but its place."""
    return [(words if isinstance(words, str) else "", _marks(attrs)) for words, attrs in text.diff()]


def _nodes(parent: Parent, depth: int) -> list[Node]:
    if depth > MAX_DEPTH:
        raise too_deep()
    found: list[Node] = []
    for child in parent.children:
        if isinstance(child, XmlText):
            found += _texts(child)
        elif isinstance(child, XmlElement):
            found.append(_element(child, depth))
    return found


def _element(element: XmlElement, depth: int) -> Node:
    made: Node = {"type": element.tag or ""}
    if attrs := {name: _whole(value) for name, value in _attributes(element)}:
        made["attrs"] = attrs
    if inside := _nodes(element, depth + 1):
        made["content"] = inside
    return made


def _attributes(element: XmlElement) -> Iterable[tuple[str, Json]]:
    return cast("Iterable[tuple[str, Json]]", element.attributes)  # pycrdt's own type misses that it can be iterated


def _texts(text: XmlText) -> list[Node]:
    return [_text(words, marks) for words, marks in pieces(text) if words]


def _text(words: str, marks: Marks) -> Node:
    made: Node = {"type": "text", "text": words}
    if marks:
        made["marks"] = [_mark(name, attrs) for name, attrs in marks.items()]
    return made


def _mark(name: str, attrs: Attrs) -> Mark:
    return {"type": name, "attrs": attrs} if attrs else {"type": name}


def _marks(attrs: dict[str, Json] | None) -> Marks:
    found: Marks = {}
    for name, value in (attrs or {}).items():
        if value is not None:
            said = value.items() if isinstance(value, dict) else ()
            found[name] = {key: _whole(each) for key, each in said if each is not None}
    return found


def _whole(value: Json) -> Json:
    """Yjs has one type of number; what was written as 2 is read as 2.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return value
