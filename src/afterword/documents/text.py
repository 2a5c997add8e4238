"""The words of a document beside it, for search. They follow what people type: soon, not with every letter."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from afterword.core import clock
from afterword.core.jobs.enqueue import enqueue
from afterword.core.jobs.registry import schedule, task
from afterword.documents.models import Document
from afterword.documents.owners import tell_owner
from afterword.documents.tree import tree_of
from afterword_text import plain

QUIET = timedelta(seconds=20)  # by then whoever took the last update has asked, unless the process died
MOST = 200


@task("documents.text")
def refresh_text(document: str) -> None:
    """Bring the words up to date, and whatever it belongs to as well."""
    found = Document.objects.filter(pk=UUID(document)).first()
    if found is None or found.text_head >= found.head:
        return
    found.text, found.text_head = plain.write(tree_of(found)), found.head
    # Whoever was quicker with newer words keeps them.
    newer = Document.objects.filter(pk=found.pk, text_head__lt=found.head)
    if newer.update(text=found.text, text_head=found.text_head):
        tell_owner(found)


def refresh_text_soon(document_id: UUID) -> None:
    enqueue("documents.text", {"document": str(document_id)}, key=str(document_id))


@schedule("documents.stale_texts", every=timedelta(minutes=1))
def refresh_stale_texts() -> None:
    """Those that a process did not get to before it ended."""
    stale = Document.objects.filter(text_head__lt=F("head"), updated_at__lt=clock.now() - QUIET)
    for document_id in stale.order_by("updated_at").values_list("pk", flat=True)[:MOST]:
        refresh_text_soon(document_id)
