"""Bringing a change that was made on an older version into the newest one, without losing anybody's words."""

from django.utils.translation import gettext as _
from pycrdt import merge_updates

from afterword.core.errors import Conflict
from afterword.documents.bridge.difference import Difference, difference
from afterword.documents.bridge.read import Document as YDocument
from afterword.documents.bridge.weight import leaves, weight
from afterword.documents.settle import settle
from afterword.documents.tree import readable
from afterword_text.tree import Tree


def merge(newest: YDocument, change: Difference) -> tuple[bytes, Tree]:
    """The update that brings the change into the newest document, and what that says then.

    Raises Conflict when words would be lost: ours, because they stand in something that others have deleted,
    or theirs, because they stand in something that we delete.
    """
    before = weight(newest)
    _apply(newest, change.additions)
    if weight(newest) - before != change.added:
        raise _conflict()
    _apply(newest, change.trims)
    standing = leaves(newest)
    _apply(newest, change.removals)
    if standing - leaves(newest) - change.removed:
        raise _conflict()
    merged = settle(readable(newest))
    # Two changes that are whole each can leave an empty list behind, or two sections of one name.
    mended = difference(newest, merged).update
    return (merge_updates(change.update, mended) if mended else change.update), merged


def _apply(doc: YDocument, update: bytes) -> None:
    if update:
        doc.apply_update(update)


def _conflict() -> Conflict:
    words = _("Somebody else changed the same lines meanwhile. Nothing is saved; put the two versions together.")
    return Conflict(words, code="changed_meanwhile")
