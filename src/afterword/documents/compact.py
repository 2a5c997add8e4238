"""Keeping documents quick to load: snapshots, and long after them the end of the rows they hold."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from pycrdt import get_update, merge_updates

from afterword.core import clock
from afterword.documents.load import load_doc
from afterword.documents.models import Document, DocumentUpdate, Snapshot

KEPT_FOR = timedelta(days=7)  # a form opened that long ago can still be saved


@transaction.atomic
def snapshot(document: Document) -> Snapshot | None:
    """The document as of its newest number in one row; none when there is one, or when it is not whole.

    A snapshot would drop an update that builds on one that is missing, so with such a gap none is made.
    """
    head = Document.objects.values_list("head", flat=True).get(pk=document.pk)
    if not head or Snapshot.objects.filter(document=document, upto=head).exists():
        return None
    doc = load_doc(document, head)
    before = Snapshot.objects.filter(document=document).aggregate(Max("upto"))["upto__max"] or 0
    rows = DocumentUpdate.objects.filter(document=document, number__gt=before, number__lte=head)
    updates = [bytes(data) for data in rows.order_by("number").values_list("data", flat=True)]
    state = doc.get_state()
    # An update begins with how many clients' additions it holds: what the document has not taken in is left over.
    if updates and get_update(merge_updates(*updates), state)[:1] != b"\0":
        return None
    made, _created = Snapshot.objects.get_or_create(document=document, upto=head, defaults={"data": doc.get_update()})
    return made


@transaction.atomic
def purge(document: Document) -> int:
    """Remove updates and snapshots that a snapshot older than a week holds. Answers how many updates went.

    Numbers come from the document's row, so a number that is gone is never given out again.
    """
    old = Snapshot.objects.filter(document=document, created_at__lte=clock.now() - KEPT_FOR)
    newest = old.order_by("-upto").first()
    if newest is None:
        return 0
    Snapshot.objects.filter(document=document, upto__lt=newest.upto).delete()
    gone = DocumentUpdate.objects.filter(
        document=document, number__lte=newest.upto, recorded_at__lte=clock.now() - KEPT_FOR
    )
    return gone.delete()[0]
