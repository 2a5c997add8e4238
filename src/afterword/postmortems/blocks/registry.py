"""What a template can ask to be filled in: a name, and a function from the facts to document nodes."""

from collections.abc import Callable
from typing import TypeVar

from afterword.postmortems.facts import Facts
from afterword_text.tree import Node

Block = Callable[[Facts], list[Node]]
BlockT = TypeVar("BlockT", bound=Block)

_blocks: dict[str, Block] = {}


def block(name: str) -> Callable[[BlockT], BlockT]:
    """Register a block; templates name it for ever."""

    def register(function: BlockT) -> BlockT:
        if name in _blocks:
            raise ValueError(f"There is a block {name} already")
        _blocks[name] = function
        return function

    return register


def block_named(name: str) -> Block | None:
    return _blocks.get(name)
