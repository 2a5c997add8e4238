"""What people do to a document: small changes at random places."""

from copy import deepcopy
from random import Random

from pycrdt import Doc, XmlElement, XmlText

from afterword.documents.bridge.fill import fill
from afterword.documents.bridge.read import Document, fragment
from afterword_text.headings import with_ids
from afterword_text.mend import mend
from afterword_text.tree import Node, Tree, children, mark, node, text, walk

WORDS = ("alert", "支付超时", "rolled back", "10:42", "👩\u200d🚒", "ü", "the  index", "x")


def a_doc(tree: Tree) -> Document:
    doc: Document = Doc()
    with doc.transaction():
        fill(fragment(doc), children(tree))
    return doc


def element(doc: Document, at: int) -> XmlElement:
    """The block at that place."""
    found = fragment(doc).children[at]
    assert isinstance(found, XmlElement)
    return found


def stored(parent: XmlElement, at: int = 0) -> XmlText:
    """The text at that place in a block."""
    found = parent.children[at]
    assert isinstance(found, XmlText)
    return found


def copy_of(doc: Document) -> Document:
    other: Document = Doc()
    other.apply_update(doc.get_update())
    return other


def settled(tree: Tree) -> Tree:
    return with_ids(mend(tree))


def changed(tree: Tree, random: Random) -> Tree:
    """The tree after one to three changes: words, marks, blocks in and out and about, boxes ticked."""
    tree = deepcopy(tree)
    for _ in range(random.randint(1, 3)):
        random.choice((_write, _write, _erase, _mark, _add_block, _drop_block, _move_block, _tick))(tree, random)
    return settled(tree)


def _write(tree: Tree, random: Random) -> None:
    for each in _some(tree, random, lambda found: found["type"] == "text"):
        at = random.randint(0, len(each["text"]))
        each["text"] = each["text"][:at] + random.choice(WORDS) + each["text"][at:]


def _erase(tree: Tree, random: Random) -> None:
    for each in _some(tree, random, lambda found: found["type"] == "text"):
        start = random.randint(0, len(each["text"]))
        each["text"] = each["text"][:start] + each["text"][random.randint(start, len(each["text"])) :]


def _mark(tree: Tree, random: Random) -> None:
    for parent in _some(tree, random, lambda found: found["type"] in ("paragraph", "heading") and children(found)):
        at = random.randrange(len(children(parent)))
        each = children(parent)[at]
        if each["type"] == "text" and each["text"]:
            cut = random.randint(0, len(each["text"]))
            worn = [] if each.get("marks") and random.random() < 0.3 else [*each.get("marks", []), mark("bold")]
            kinds = {one["type"]: one for one in worn}
            parent["content"][at : at + 1] = [
                {**each, "text": each["text"][:cut]},
                text(each["text"][cut:], *kinds.values()),
            ]


def _add_block(tree: Tree, random: Random) -> None:
    new = random.choice(
        (
            node("paragraph", [text(random.choice(WORDS))]),
            node("heading", [text(random.choice(WORDS))], level=2),
            node("bulletList", [node("listItem", [node("paragraph", [text(random.choice(WORDS))])])]),
            node("horizontalRule"),
        )
    )
    tree["content"].insert(random.randint(0, len(children(tree))), new)


def _drop_block(tree: Tree, random: Random) -> None:
    for parent in _some(tree, random, lambda found: len(children(found)) > 1 and found["type"] != "tableRow"):
        parent["content"].pop(random.randrange(len(children(parent))))


def _move_block(tree: Tree, random: Random) -> None:
    each = tree["content"].pop(random.randrange(len(children(tree))))
    tree["content"].insert(random.randint(0, len(children(tree))), each)


def _tick(tree: Tree, random: Random) -> None:
    for each in _some(tree, random, lambda found: found["type"] == "taskItem"):
        each["attrs"] = {"checked": not each.get("attrs", {}).get("checked")}


def _some(tree: Tree, random: Random, fits) -> list[Node]:
    found = [each for each in walk(tree) if fits(each)]
    return random.sample(found, 1) if found else []
