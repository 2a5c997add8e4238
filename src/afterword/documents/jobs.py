"""What is done for documents in the background."""

from datetime import timedelta

from django.db.models import F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from afterword.core import clock
from afterword.core.jobs.registry import schedule
from afterword.documents.compact import KEPT_FOR, purge, snapshot
from afterword.documents.models import Document, DocumentUpdate, Picture, Snapshot
from afterword.documents.pictures import KEPT_UNUSED, hashes_in
from afterword.documents.tree import tree_of

ENOUGH = 200  # updates since the last snapshot; loading that many takes about a millisecond


@schedule("documents.compact", every=timedelta(hours=1))
def compact() -> None:
    """Snapshots for documents that were written a lot, and the end of rows that old snapshots hold."""
    for document in _written_a_lot():
        snapshot(document)
    for document in _with_held_updates():
        purge(document)


@schedule("documents.pictures", every=timedelta(days=1))
def forget_unused_pictures() -> None:
    """Rows of pictures that were sent a week ago and stand neither in the text nor in a revision of it."""
    old = Picture.objects.filter(added_at__lt=clock.now() - KEPT_UNUSED)
    for document in Document.objects.filter(pk__in=old.values("document")).iterator(chunk_size=50):
        used = hashes_in(tree_of(document))
        for images in document.revisions.values_list("images", flat=True).iterator(chunk_size=50):
            used.update(images)
        old.filter(document=document).exclude(sha256__in=used).delete()


def _written_a_lot() -> list[Document]:
    found = Document.objects.annotate(held=Coalesce(Max("snapshots__upto"), Value(0)))
    return list(found.filter(head__gte=F("held") + ENOUGH))


def _with_held_updates() -> list[Document]:
    old = Snapshot.objects.filter(document=OuterRef("pk"), created_at__lte=clock.now() - KEPT_FOR).order_by("-upto")
    first = DocumentUpdate.objects.filter(document=OuterRef("pk")).order_by("number")
    found = Document.objects.annotate(held=Subquery(old.values("upto")[:1]), first=Subquery(first.values("number")[:1]))
    return list(found.filter(first__lte=F("held")))
