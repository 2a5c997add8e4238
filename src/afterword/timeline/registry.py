"""The kinds of timeline entry. Each domain names its own in its `kinds.py`; here they are only kept."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar


class Weight(StrEnum):
    """How much room an entry takes on the page."""

    MILESTONE = "milestone"
    NOTE = "note"
    CHANGE = "change"
    QUIET = "quiet"  # not listed; exists so that followers hear that something they show was edited


class Happening(Protocol):
    """Data of one entry: a frozen dataclass that can say itself."""

    def sentence(self) -> str: ...


KindT = TypeVar("KindT", bound=type)


@dataclass(frozen=True)
class Kind:
    name: str
    type: type
    weight: Weight


_by_name: dict[str, Kind] = {}
_by_type: dict[type, Kind] = {}


@dataclass(frozen=True)
class Unknown:
    """An entry whose kind this installation no longer has, such as one of a removed integration."""

    def sentence(self) -> str:
        return "…"


def kind(name: str, weight: Weight = Weight.CHANGE) -> Callable[[KindT], KindT]:
    """Register a kind; its name is stored for ever, so it never changes."""

    def register(cls: KindT) -> KindT:
        if name in _by_name:
            raise ValueError(f"{name} is registered already")
        _by_name[name] = _by_type[cls] = Kind(name, cls, weight)
        return cls

    return register


def kind_named(name: str) -> Kind:
    return _by_name.get(name) or Kind(name, Unknown, Weight.CHANGE)


def name_of(cls: type) -> str:
    return _by_type[cls].name


def kinds_of(weight: Weight) -> list[str]:
    return sorted(each.name for each in _by_name.values() if each.weight == weight)


def all_kinds() -> list[Kind]:
    return sorted(_by_name.values(), key=lambda each: each.name)


@dataclass(frozen=True)
class Label:
    """A row as it was called at that time."""

    id: str
    name: str

    @classmethod
    def of(cls, row: "HasKey") -> "Label":
        return cls(str(row.pk), str(row))

    def __str__(self) -> str:
        return self.name


class HasKey(Protocol):
    @property
    def pk(self) -> object: ...
