"""Making a Yjs document say what a tree says, with as little change as possible."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pycrdt import merge_updates

from afterword.documents.bridge.align import align
from afterword.documents.bridge.fill import put
from afterword.documents.bridge.read import RUN, Document, Held, Parent, fragment, grouped, held
from afterword.documents.bridge.text import Step, change_text
from afterword.documents.bridge.weight import Leaves, Weight, leaves, weight
from afterword_text.tree import Attrs, Node, Tree, children


@dataclass(frozen=True)
class Difference:
    """One change in three updates, to be applied in this order, and what they did where they were made.

    What is added comes first, then letters go, then whole nodes. So whoever merges it into a newer document
    can tell whether an addition fell into something deleted, or a deletion took what others had added.
    """

    additions: bytes
    trims: bytes
    removals: bytes
    added: Weight
    removed: Leaves

    @property
    def update(self) -> bytes:
        """All of it as one Yjs update; empty when nothing changes."""
        parts = [part for part in (self.additions, self.trims, self.removals) if part]
        return merge_updates(*parts) if parts else b""


def difference(doc: Document, wanted: Tree) -> Difference:
    """Change the document, under its own client id, until it reads as the tree, which has to be in normal form."""
    top, before, plan = fragment(doc), weight(doc), _Plan([], [])
    additions = _update(doc, lambda: _reconcile(top, children(wanted), plan))
    added = weight(doc) - before
    trims = _update(doc, plan.trim)
    standing = leaves(doc)
    removals = _update(doc, plan.remove)
    return Difference(additions, trims, removals, added, standing - leaves(doc))


def _update(doc: Document, change: Callable[[], None]) -> bytes:
    # Asking for the difference of two states would carry every deletion there ever was.
    with observed(doc) as updates, doc.transaction():
        change()
    return updates[0] if updates else b""


@contextmanager
def observed(doc: Document) -> Iterator[list[bytes]]:
    """The updates that the block makes; no observer stays behind."""
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    try:
        yield updates
    finally:
        doc.unobserve(subscription)


@dataclass
class _Plan:
    """What has to wait until everything is added."""

    trims: list[Step]
    removals: list[tuple[Parent, list[tuple[int, int]]]]  # places among the children as they stand after adding

    def trim(self) -> None:
        for step in self.trims:
            step()

    def remove(self) -> None:
        for parent, places in self.removals:
            for start, end in reversed(places):
                del parent.children[start:end]


def _reconcile(parent: Parent, wanted: list[Node], plan: _Plan) -> None:
    old, new = held(parent), grouped(wanted)
    gone: list[tuple[int, int]] = []
    place = 0
    for i, j in align([each.node for each in old], new):
        if i is None:
            if j is not None:
                put(parent, place, new[j])
            place += 1
            continue
        if j is not None:
            _change(old[i], new[j], plan)
        elif old[i].texts and (len(old) == 1 or not children(old[i].node)):
            # A paragraph that becomes empty keeps its text, so that somebody who is writing in it goes on writing.
            plan.trims += change_text(old[i], {"type": RUN})
        else:
            gone.append((place, place + old[i].width))
        place += old[i].width
    if gone:
        plan.removals.append((parent, gone))


def _change(old: Held, new: Node, plan: _Plan) -> None:
    if old.node == new:
        return
    if old.element is None:
        plan.trims += change_text(old, new)
        return
    _change_attrs(old, new.get("attrs", {}))
    if children(old.node) != children(new):
        _reconcile(old.element, children(new), plan)


def _change_attrs(old: Held, wanted: Attrs) -> None:
    """Only what differs: an attribute set again is a change that every editor hears of."""
    if old.element is None:
        return
    said = old.node.get("attrs", {})
    for name, value in wanted.items():
        if said.get(name) != value:
            old.element.attributes[name] = value
    for name in said:
        if name not in wanted:
            del old.element.attributes[name]
