"""What an engine does for us, and which one this database has."""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from afterword.core.search.models import SearchText
from afterword.core.search.postgres import PostgresEngine
from afterword.core.search.sqlite import SqliteEngine
from afterword.core.search.text import Phrase


class Engine(Protocol):
    """Keeps the words of each SearchText under its number."""

    def put(self, number: int, title: Sequence[str], body: Sequence[str]) -> None:
        """Keep these words, in place of what was there."""

    def drop(self, numbers: Sequence[int]) -> None: ...

    def matching(self, phrases: Sequence[Phrase]) -> RawSQL:
        """Numbers of what has every phrase, as words or as beginnings of words."""

    def ranked(
        self, phrases: Sequence[Phrase], among: QuerySet[SearchText], *, any_word: bool, limit: int
    ) -> list[tuple[int, float]]:
        """The best numbers and their scores, larger is better; a word in a title weighs five times one in a body."""


_engines: dict[str, Engine] = {"sqlite": SqliteEngine(), "postgresql": PostgresEngine()}


def engine() -> Engine:
    return _engines[connection.vendor]
