"""New nodes into Yjs, in the form that y-prosemirror writes them."""

from pycrdt import XmlElement, XmlText

from afterword.documents.bridge.read import RUN, Marks, Parent, grouped
from afterword_text.tree import Node, children


def fill(parent: Parent, nodes: list[Node]) -> None:
    """Append nodes of a tree to an element that has no children yet."""
    for at, each in enumerate(grouped(nodes)):
        put(parent, at, each)


def put(parent: Parent, at: int, each: Node) -> None:
    """Insert one node, or one run of text, as the child at that place."""
    if each["type"] == RUN:
        text = parent.children.insert(at, XmlText(""))
        for words in children(each):
            text.insert(len(text), words["text"], marks_of(words))
        return
    element = parent.children.insert(at, XmlElement(each["type"]))
    for name, value in each.get("attrs", {}).items():
        if value is not None:  # y-prosemirror never stores null
            element.attributes[name] = value
    fill(element, children(each))


def marks_of(words: Node) -> Marks:
    """Marks as Yjs keeps them: the name, and its attributes or an empty table; never true."""
    return {mark["type"]: mark.get("attrs", {}) for mark in words.get("marks", [])}
