"""PostgreSQL: a tsvector of our own words with a GIN index (PostgreSQL manual, "Text Search Types")."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from afterword.core.search.models import SearchText
from afterword.core.search.text import Phrase

# A tsvector holds less than 1 MiB, positions up to 16,383, and 256 positions of a word.
_BYTES = 900_000
_LAST_POSITION = 16_383
_POSITIONS_OF_A_WORD = 255
_NO_LENGTH_BIAS = 1  # ts_rank divides by 1 + log(length)
_WEIGHTS = "{0.2, 0.2, 0.2, 1.0}"  # D (body) to A (title)


class PostgresEngine:
    def put(self, number: int, title: Sequence[str], body: Sequence[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_searchwords (id, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                [number, _tsvector(title, body)],
            )

    def drop(self, numbers: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM core_searchwords WHERE id = ANY(%s)", [list(numbers)])

    def matching(self, phrases: Sequence[Phrase]) -> RawSQL:
        return RawSQL("SELECT id FROM core_searchwords WHERE words @@ %s::tsquery", [_every(phrases)])

    def ranked(
        self, phrases: Sequence[Phrase], among: QuerySet[SearchText], *, any_word: bool, limit: int
    ) -> list[tuple[int, float]]:
        question = _any(phrases) if any_word else _every(phrases)
        # Within one question PostgreSQL takes a word and its beginning for the same: so whole words are ranked apart.
        whole = " & ".join(f"({_quoted(phrase.words)})" for phrase in phrases)
        rankings = [question] if any_word else [question, whole]
        score = " + ".join([f"ts_rank('{_WEIGHTS}', words, %s::tsquery, {_NO_LENGTH_BIAS})"] * len(rankings))
        allowed, params = among.values("pk").query.sql_with_params()
        statement = (
            f"SELECT id, {score} AS score FROM core_searchwords "
            f"WHERE words @@ %s::tsquery AND id IN ({allowed}) ORDER BY score DESC, id DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [*rankings, question, *params, limit])
            return [(int(number), float(score)) for number, score in cursor.fetchall()]


def _tsvector(title: Sequence[str], body: Sequence[str]) -> str:
    """In the type's own notation, so that PostgreSQL's parser does not take our words apart again.

    In a very long text positions start over: a phrase is then found all the same, and rarely one that is not there.
    """
    places: dict[str, list[str]] = {}
    left = _BYTES
    for position, (word, weight) in enumerate(_weighted(title, body)):
        known = places.get(word, [])
        left -= 2 if known else len(word.encode()) + 8
        if left < 0:
            break
        if len(known) < _POSITIONS_OF_A_WORD:
            places[word] = [*known, f"{position % _LAST_POSITION + 1}{weight}"]
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())


def _weighted(title: Sequence[str], body: Sequence[str]) -> Iterable[tuple[str, str]]:
    yield from ((word, "A") for word in title)
    yield from ((word, "D") for word in body)


def _every(phrases: Sequence[Phrase]) -> str:
    """Both forms of each: a whole word then counts more than a beginning."""
    return " & ".join(f"(({_quoted(phrase.words)}) | ({_quoted(phrase.typed)}:*))" for phrase in phrases)


def _any(phrases: Sequence[Phrase]) -> str:
    return " | ".join(f"({_quoted(phrase.words)})" for phrase in phrases)


def _quoted(words: Sequence[str]) -> str:
    """Words are letters and digits only, so quotes are all it takes."""
    return " <-> ".join(f"'{word}'" for word in words)
