"""SQLite: an FTS5 table, ranked by BM25 (https://www.sqlite.org/fts5.html)."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from afterword.core.search.models import SearchText
from afterword.core.search.text import Phrase


class SqliteEngine:
    def put(self, number: int, title: Sequence[str], body: Sequence[str]) -> None:
        self.drop([number])
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_searchwords (rowid, title, body) VALUES (%s, %s, %s)",
                [number, " ".join(title), " ".join(body)],
            )

    def drop(self, numbers: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM core_searchwords WHERE rowid = %s", [[number] for number in numbers])

    def matching(self, phrases: Sequence[Phrase]) -> RawSQL:
        return RawSQL("SELECT rowid FROM core_searchwords WHERE core_searchwords MATCH %s", [_every(phrases)])

    def ranked(
        self, phrases: Sequence[Phrase], among: QuerySet[SearchText], *, any_word: bool, limit: int
    ) -> list[tuple[int, float]]:
        question = _any(phrases) if any_word else _every(phrases)
        allowed, params = among.values("pk").query.sql_with_params()
        # The plus keeps SQLite from asking the full-text table once for every allowed number.
        statement = (
            "SELECT rowid, -bm25(core_searchwords, 5.0, 1.0) AS score FROM core_searchwords "
            f"WHERE core_searchwords MATCH %s AND +rowid IN ({allowed}) ORDER BY score DESC, rowid DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [question, *params, limit])
            return [(int(number), float(score)) for number, score in cursor.fetchall()]


def _every(phrases: Sequence[Phrase]) -> str:
    """Both forms of each: a whole word then counts more than a beginning."""
    return " AND ".join(f"({_quoted(phrase.words)} OR {_quoted(phrase.typed)} *)" for phrase in phrases)


def _any(phrases: Sequence[Phrase]) -> str:
    return " OR ".join(_quoted(phrase.words) for phrase in phrases)


def _quoted(words: Sequence[str]) -> str:
    """Words are letters and digits only, so quotes are all it takes."""
    return f'"{" ".join(words)}"'
