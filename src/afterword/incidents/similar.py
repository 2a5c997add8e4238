"""Open incidents that look like the one somebody is about to declare.

Titles are compared word by word, without the index, so that what was declared a second ago counts too. A word that two
titles share weighs 1, or a quarter when it says little: "down", a number, whatever many open incidents have in common.
The score is the shared weight as a part of the lighter title's weight; a service in common adds a third.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Value

from afterword.incidents.listing import LABELS
from afterword.incidents.models import Incident, Service
from afterword.incidents.title_words import says_little, title_words
from afterword.people.actor import Actor

COMPARED = 500  # the newest open incidents
WORTH_SHOWING = 0.4
SAME_SERVICE = 0.35
LITTLE = 0.25
MOST = 0.6  # of the words of both titles together
LONG_BEGINNING = 5  # letters: "replica" and "replication" are about the same thing


@dataclass(frozen=True)
class _Open:
    """An open incident as far as it is compared."""

    key: UUID
    words: frozenset[str]
    has_service: bool


def similar_open(actor: Actor, title: str, services: Iterable[Service] = (), limit: int = 5) -> list[Incident]:
    """Visible open incidents that may be the same thing, likeliest first; tests and practice are left out."""
    words = title_words(title)
    if not words:
        return []
    others = _newest_open(actor, [service.pk for service in services])
    common = _common_words([other.words for other in others])
    scores = {other.key: _score(words, other, common) for other in others}
    best = sorted((key for key in scores if scores[key] >= WORTH_SHOWING), key=lambda key: -scores[key])[:limit]
    if not best:
        return []
    incidents = Incident.objects.visible_to(actor).select_related(*LABELS).in_bulk(best)
    return [incidents[key] for key in best if key in incidents]


def _newest_open(actor: Actor, services: list[UUID]) -> list[_Open]:
    about = Incident.services.through.objects.filter(incident=OuterRef("pk"), service__in=services)
    shares = Exists(about) if services else Value(value=False, output_field=BooleanField())
    rows = Incident.objects.visible_to(actor).open().filter(is_test=False).annotate(shares=shares)
    newest = rows.order_by("-declared_at", "-number").values_list("pk", "title", "shares")[:COMPARED]
    return [_Open(key, title_words(title), bool(has_service)) for key, title, has_service in newest]


def _common_words(titles: Collection[frozenset[str]]) -> frozenset[str]:
    """In a fifth of the open incidents, and in more than three."""
    counts = Counter(word for words in titles for word in words)
    return frozenset(word for word, count in counts.items() if count > max(3, len(titles) / 5))


def _score(words: frozenset[str], other: _Open, common: frozenset[str]) -> float:
    shared = {word for word in words if any(_are_alike(word, another) for another in other.words)}
    weight = _weight(shared, common)
    if other.has_service:
        is_telling = bool(shared)
    else:
        is_telling = weight >= 1 or _are_the_same_little_words(words, other.words, common)
    if not is_telling:
        return 0.0
    lighter = min(_weight(words, common), _weight(other.words, common))
    return min(1.0, weight / lighter) + (SAME_SERVICE if other.has_service else 0.0)


def _weight(words: Iterable[str], common: frozenset[str]) -> float:
    return sum(LITTLE if says_little(word) or word in common else 1.0 for word in words)


def _are_alike(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) >= LONG_BEGINNING and longer.startswith(shorter))


def _are_the_same_little_words(words: frozenset[str], others: frozenset[str], common: frozenset[str]) -> bool:
    """Where no word says much, most of them together do: "Website is down" twice is still the same thing twice."""
    either, shared = words | others, words & others
    return _weight(either, common) == LITTLE * len(either) and len(shared) >= MOST * len(either)
