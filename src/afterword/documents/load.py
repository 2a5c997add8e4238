"""A document out of its rows."""

from django.utils.translation import gettext as _
from pycrdt import Doc

from afterword.core.errors import Conflict
from afterword.documents.bridge.read import Document as YDocument
from afterword.documents.models import Document, Snapshot


def load_doc(document: Document, upto: int | None = None) -> YDocument:
    """The document as of a number, by default the newest this row knows; a snapshot and all updates after it.

    It is the caller's own, with a fresh client id. Raises Conflict when that number is older than what is kept.
    """
    limit = document.head if upto is None else upto
    snapshot = Snapshot.objects.filter(document=document, upto__lte=limit).order_by("-upto").first()
    start = snapshot.upto if snapshot else 0
    rows = document.updates.filter(number__gt=start, number__lte=limit).order_by("number")
    numbers, updates = [], [bytes(snapshot.data)] if snapshot else []
    for number, data in rows.values_list("number", "data"):
        numbers.append(number)
        updates.append(bytes(data))
    if not updates or numbers != list(range(start + 1, limit + 1)):
        raise Conflict(_("What you changed is based on a version that is no longer kept."), code="version_not_kept")
    doc: YDocument = Doc()
    with doc.transaction():
        for update in updates:
            doc.apply_update(update)
    return doc
