"""The document tree: ProseMirror's JSON shape, as the editor, the server and the files share it."""

import re
from collections.abc import Iterator
from typing import Required, TypeAlias, TypedDict

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Attrs: TypeAlias = dict[str, Json]


class Mark(TypedDict, total=False):
    """Bold, a link, ...: what a run of text wears."""

    type: Required[str]
    attrs: Attrs


class Node(TypedDict, total=False):
    """A block, an inline atom or a run of text."""

    type: Required[str]
    attrs: Attrs
    content: list["Node"]
    marks: list[Mark]
    text: str


Tree: TypeAlias = Node  # a node of type "doc"

MAX_DEPTH = 100  # levels below the document; deeper is an attack or a mistake, and would exhaust the stack


class TreeError(ValueError):
    """A tree, or the text it was to be made from, that can't be a document. Says where and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path or 'document'}: {reason}")
        self.path = path
        self.reason = reason


def too_deep(path: str = "") -> TreeError:
    return TreeError(path, f"nested more than {MAX_DEPTH} levels deep")


def node(kind: str, content: list[Node] | None = None, /, **attrs: Json) -> Node:
    """A node; attributes that are None are left out."""
    made: Node = {"type": kind}
    kept: Attrs = {name: value for name, value in attrs.items() if value is not None}
    if kept:
        made["attrs"] = kept
    if content:
        made["content"] = content
    return made


def text(words: str, *marks: Mark) -> Node:
    """A run of text."""
    made: Node = {"type": "text", "text": words}
    if marks:
        made["marks"] = list(marks)
    return made


def mark(kind: str, **attrs: Json) -> Mark:
    """A mark; attributes that are None are left out."""
    made: Mark = {"type": kind}
    kept: Attrs = {name: value for name, value in attrs.items() if value is not None}
    if kept:
        made["attrs"] = kept
    return made


def paragraph(words: str = "") -> Node:
    return node("paragraph", [text(words)] if words else None)


def children(of: Node) -> list[Node]:
    return of.get("content", [])


def string(of: Node | Mark, name: str) -> str:
    """An attribute as text, empty when it is not there or not text."""
    value = of.get("attrs", {}).get(name)
    return value if isinstance(value, str) else ""


def integer(of: Node, name: str, default: int = 0) -> int:
    """An attribute as a whole number."""
    value = of.get("attrs", {}).get(name)
    return value if isinstance(value, int) else default


def walk(top: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    waiting = [top]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(children(here)))


def words_of(top: Node) -> str:
    """All text below a node, run together; a hard break counts as a space."""
    return "".join(" " if here["type"] == "hardBreak" else here.get("text", "") for here in walk(top))


# Control characters but tab and line end, half characters, and code points that Unicode keeps for no text.
_UNWANTED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def clean(words: str) -> str:
    """Text that every database, encoder and entity takes: no NUL or other unwanted character, one kind of line end."""
    return _UNWANTED.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
