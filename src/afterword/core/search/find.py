"""Asking the index. It knows nothing of who may see what: narrow to what the actor sees, here or in your query."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet

from afterword.core.search.engine import engine
from afterword.core.search.models import SearchText
from afterword.core.search.snippet import snippet
from afterword.core.search.text import Phrase, is_cjk, phrases_of


@dataclass(frozen=True)
class Hit:
    """A row that was found. Scores compare within one answer only; the snippet is plain text to be escaped."""

    row_id: UUID
    score: float
    snippet: str


def matching(kind: str, words: str) -> Q:
    """For `.filter()` of the model behind `kind`: its rows that have all words, each whole or as a beginning.

    Without a single letter or digit nothing matches.
    """
    phrases = phrases_of(words)
    if not phrases:
        return Q(pk__in=[])
    found = SearchText.objects.filter(kind=kind, pk__in=engine().matching(phrases))
    return Q(pk__in=found.values("row_id"))


def ranked(
    kind: str, words: str, *, any_word: bool = False, limit: int = 20, among: QuerySet[Any] | None = None
) -> list[Hit]:
    """The best rows first, a whole word before a beginning. `among` keeps to rows of this query.

    With `any_word` one whole word is enough, and more are better: for "what looks like this text".
    """
    phrases = phrases_of(words)
    if not phrases:
        return []
    allowed = SearchText.objects.filter(kind=kind)
    if among is not None:
        allowed = allowed.filter(row_id__in=among.order_by().values("pk"))
    try:
        scores = engine().ranked(_apart(phrases) if any_word else phrases, allowed, any_word=any_word, limit=limit)
    except EmptyResultSet:  # Django can tell without asking that `among` is empty
        return []
    texts = SearchText.objects.in_bulk([number for number, _ in scores])
    hits = ((texts[number], score) for number, score in scores if number in texts)
    return [Hit(text.row_id, score, snippet(text.body, words)) for text, score in hits]


def _apart(phrases: list[Phrase]) -> list[Phrase]:
    """Nobody writes a whole run of signs twice: each pair counts for itself."""
    return [part for phrase in phrases for part in (_pairs(phrase) if is_cjk(phrase.beginning) else [phrase])]


def _pairs(phrase: Phrase) -> list[Phrase]:
    return [Phrase((pair,), pair) for pair in phrase.words]
