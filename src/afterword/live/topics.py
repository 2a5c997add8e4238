"""What a page can follow. A topic is a kind and the number that people say: `incident:142`."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from afterword.people.actor import Actor

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOPIC = re.compile(r"([a-z]{1,30}):([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Heads:
    """The newest number of a row's stream, and a version that rises when who may see the row changes."""

    head: int
    access_version: int


@dataclass(frozen=True)
class Followed:
    id: UUID
    heads: Heads


class TopicKind(Protocol):
    """One kind of row that can be followed. Both methods run in a thread and ask one query."""

    def resolve(self, actor: Actor, numbers: Collection[int]) -> Mapping[int, Followed]:
        """The rows of these numbers that the actor may see; the others are left out."""

    def heads(self, ids: Collection[UUID]) -> Mapping[UUID, Heads]:
        """The heads of these rows; those that are gone are left out."""


class NumberedRows:
    """Rows of a model with `number`, `access_version` and a head, whose queryset has `visible_to`."""

    def __init__(self, rows: Any, head: str) -> None:
        self._rows = rows
        self._head = head

    def resolve(self, actor: Actor, numbers: Collection[int]) -> dict[int, Followed]:
        visible: QuerySet[Any] = self._rows.visible_to(actor).filter(number__in=numbers)
        found = visible.values_list("number", "pk", self._head, "access_version")
        return {number: Followed(pk, Heads(head, version)) for number, pk, head, version in found}

    def heads(self, ids: Collection[UUID]) -> dict[UUID, Heads]:
        found = self._rows.filter(pk__in=ids).values_list("pk", self._head, "access_version")
        return {pk: Heads(head, version) for pk, head, version in found}


class TouchedRows(NumberedRows):
    """Rows without a stream: their head is the moment of the last change, in microseconds."""

    def __init__(self, rows: Any) -> None:
        super().__init__(rows, "updated_at")

    def resolve(self, actor: Actor, numbers: Collection[int]) -> dict[int, Followed]:
        found = super().resolve(actor, numbers)
        return {number: Followed(each.id, _in_microseconds(each.heads)) for number, each in found.items()}

    def heads(self, ids: Collection[UUID]) -> dict[UUID, Heads]:
        return {pk: _in_microseconds(heads) for pk, heads in super().heads(ids).items()}


def _in_microseconds(heads: Any) -> Heads:
    return Heads((heads.head - _EPOCH) // timedelta(microseconds=1), heads.access_version)


_kinds: dict[str, TopicKind] = {}


def register(name: str, kind: TopicKind) -> None:
    """Let pages follow `name:number`. Called in `ready()`."""
    _kinds[name] = kind


def kind_called(name: str) -> TopicKind:
    return _kinds[name]


def parsed(topic: str) -> tuple[str, int] | None:
    """Kind and number, or None for what can't be a topic here."""
    match = _TOPIC.fullmatch(topic)
    if match is None or match[1] not in _kinds:
        return None
    return match[1], int(match[2])


def resolve(actor: Actor, topics: Collection[str]) -> dict[str, Followed]:
    """Those topics that exist and that the actor may see; one query per kind."""
    numbers: dict[str, set[int]] = {}
    for topic in topics:
        if found := parsed(topic):
            numbers.setdefault(found[0], set()).add(found[1])
    return {
        f"{name}:{number}": followed
        for name, wanted in numbers.items()
        for number, followed in _kinds[name].resolve(actor, wanted).items()
    }
