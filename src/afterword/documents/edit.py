"""The only way in which the server changes a document."""

from collections.abc import Callable
from copy import deepcopy

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.core.errors import Conflict
from afterword.documents.append import append
from afterword.documents.bridge.difference import difference
from afterword.documents.bridge.read import read
from afterword.documents.load import load_doc
from afterword.documents.merge import merge
from afterword.documents.models import Document
from afterword.documents.settle import settle
from afterword.documents.tree import readable
from afterword.people.actor import Actor
from afterword_text.tree import Tree

Change = Callable[[Tree], Tree]


@transaction.atomic
def edit(actor: Actor, document: Document, change: Change, *, base: int | None = None) -> int:
    """Change what a document said at `base`, by default now; what was written since is kept. Answers the new number.

    A change that changes nothing adds nothing. Raises Invalid when the result does not follow the schema, and
    Conflict when `base` is no longer kept or words would be lost; then nothing is changed.
    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    at = locked.head if base is None else base
    if not 0 < at <= locked.head:
        raise Conflict(_("There is no such version of this document."), code="no_such_version")
    doc = load_doc(locked, at)
    before = readable(doc)
    wanted = change(deepcopy(before))
    if wanted != before:
        settled = settle(wanted)
        step = difference(doc, settled)
        if read(doc) != settled:
            raise AssertionError(f"the change to document {locked.pk} did not come out as it was meant")
        if step.update:
            update, merged = (step.update, settled) if at == locked.head else merge(load_doc(locked), step)
            append(actor, locked, update, merged)
    document.head = locked.head
    return locked.head
