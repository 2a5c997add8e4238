"""What a document may hold: the table of nodes and marks in `schema.json`, with ProseMirror's content expressions."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from afterword_text.tree import Attrs, Json


@dataclass(frozen=True)
class AttrType:
    """One attribute: what values it takes and what it is when nothing is said."""

    kind: str
    required: bool
    default: Json
    minimum: int | None
    maximum: int | None
    options: tuple[str, ...]

    def complaint(self, value: Json) -> str:
        """Why the value does not fit, or nothing."""
        if not _is_a(self.kind, value):
            return f"has to be {_WORDS[self.kind]}"
        if isinstance(value, int) and not _within(value, self.minimum, self.maximum):
            return f"has to be between {self.minimum} and {self.maximum}"
        if self.options and value not in self.options:
            return f"has to be one of {', '.join(self.options)}"
        return ""


@dataclass(frozen=True)
class NodeType:
    """One kind of node: what may stand in it, what its text may wear, what it says about itself."""

    name: str
    group: str
    content: "re.Pattern[str]"
    holds_text: bool
    marks: frozenset[str]
    attrs: dict[str, AttrType]

    def takes(self, kinds: Iterable[str]) -> bool:
        """Whether children of these kinds, in this order, fit."""
        return self.content.fullmatch("".join(f"{kind} " for kind in kinds)) is not None


@dataclass(frozen=True)
class Schema:
    version: int
    nodes: dict[str, NodeType]
    marks: dict[str, dict[str, AttrType]]

    def without_defaults(self, kind: str, attrs: Attrs) -> Attrs:
        """The attributes of a node that say something: neither None nor what is true anyway."""
        known = self.nodes[kind].attrs if kind in self.nodes else {}
        return {
            name: value
            for name, value in attrs.items()
            if value is not None and not (name in known and known[name].default == value)
        }


@cache
def schema() -> Schema:
    """The schema this release writes."""
    table = json.loads(files("afterword_text").joinpath("schema.json").read_text(encoding="utf-8"))
    marks = {name: _attrs(of) for name, of in table["marks"].items()}
    groups: dict[str, list[str]] = {}
    for name, of in table["nodes"].items():
        groups.setdefault(of.get("group", ""), []).append(name)
    nodes = {
        name: NodeType(
            name=name,
            group=of.get("group", ""),
            content=_expression(of.get("content", ""), groups),
            holds_text=bool(re.search(r"\b(inline|text)\b", of.get("content", ""))),
            marks=frozenset(of.get("marks", marks)),
            attrs=_attrs(of),
        )
        for name, of in table["nodes"].items()
    }
    return Schema(table["version"], nodes, marks)


def _attrs(of: dict[str, dict[str, dict[str, Json]]]) -> dict[str, AttrType]:
    return {name: _attr(spec) for name, spec in of.get("attrs", {}).items()}


def _attr(spec: dict[str, Json]) -> AttrType:
    minimum, maximum, options = spec.get("minimum"), spec.get("maximum"), spec.get("options")
    return AttrType(
        kind=str(spec["type"]),
        required=bool(spec.get("required")),
        default=spec.get("default"),
        minimum=minimum if isinstance(minimum, int) else None,
        maximum=maximum if isinstance(maximum, int) else None,
        options=tuple(str(option) for option in options) if isinstance(options, list) else (),
    )


def _expression(content: str, groups: dict[str, list[str]]) -> "re.Pattern[str]":
    """A ProseMirror content expression as a pattern over child names, each followed by a space."""

    def names(word: re.Match[str]) -> str:
        return f"(?:{'|'.join(f'{name} ' for name in groups.get(word[0], [word[0]]))})"

    parts = re.findall(r"\([^)]*\)[*+?]?|\w+[*+?]?", content)
    return re.compile("".join(re.sub(r"\w+", names, part.replace(" ", "")) for part in parts))


_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "integers": "a list of whole numbers",
}


def _is_a(kind: str, value: Json) -> bool:
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, list) and all(_is_a("integer", item) for item in value)


def _within(value: int, minimum: int | None, maximum: int | None) -> bool:
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)
