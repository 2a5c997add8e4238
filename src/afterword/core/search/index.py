"""Keeping the index. Whoever changes a text says so, usually from a job."""

from uuid import UUID

from django.db import models, transaction

from afterword.core.search.engine import engine
from afterword.core.search.models import SearchText
from afterword.core.search.text import storable, words_of

TITLE_LENGTH = 1_000
BODY_LENGTH = 200_000  # characters; what comes after is not found
_AT_ONCE = 500


def put(kind: str, row_id: UUID, title: str, body: str) -> None:
    """Make a row findable by these words, in place of those it had. Safe to repeat."""
    title, body = storable(title, TITLE_LENGTH), storable(body, BODY_LENGTH)
    title_words, body_words = words_of(title), words_of(body)  # slow for long texts, so before anything is locked
    with transaction.atomic():
        kept, _ = SearchText.objects.update_or_create(kind=kind, row_id=row_id, defaults={"title": title, "body": body})
        engine().put(kept.pk, title_words, body_words)


def drop(kind: str, row_id: UUID) -> None:
    """Make a row unfindable; nothing happens when it is already."""
    _forget(SearchText.objects.filter(kind=kind, row_id=row_id))


def prune(kind: str, existing: models.QuerySet[models.Model]) -> None:
    """Drop rows of this kind that are no longer there."""
    gone = SearchText.objects.filter(kind=kind).exclude(row_id__in=existing.values("pk"))
    while _forget(gone):
        pass


@transaction.atomic
def _forget(texts: models.QuerySet[SearchText]) -> int:
    numbers = list(texts.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    engine().drop(numbers)
    SearchText.objects.filter(pk__in=numbers).delete()
    return len(numbers)
