"""What a template can ask to be filled in: a name, and a function from facts and parameters to document nodes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from afterword.postmortems.facts import Facts
from afterword_text.live_blocks import Params
from afterword_text.tree import Node

Tell = Callable[[Facts, Params], list[Node]]
TellT = TypeVar("TellT", bound=Tell)


@dataclass(frozen=True)
class Block:
    """A live one stays a reference in the document and is told anew whenever it is read; others are written once.

    One that works alone has something to say without an incident too.
    """

    name: str
    tell: Tell
    is_live: bool
    works_alone: bool = False


_blocks: dict[str, Block] = {}


def block(name: str, *, is_live: bool = False, works_alone: bool = False) -> Callable[[TellT], TellT]:
    """Register a block; templates name it for ever."""

    def register(function: TellT) -> TellT:
        if name in _blocks:
            raise ValueError(f"There is a block {name} already")
        _blocks[name] = Block(name, function, is_live, works_alone)
        return function

    return register


def block_named(name: str) -> Block | None:
    return _blocks.get(name)


def blocks() -> list[Block]:
    """All there are, by name."""
    return [_blocks[name] for name in sorted(_blocks)]
