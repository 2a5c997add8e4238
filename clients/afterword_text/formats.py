"""A document as a file: Markdown, the tree as JSON, or plain text."""

import json
from dataclasses import dataclass, field

from afterword_text import front_matter, plain
from afterword_text.markdown import parse, write
from afterword_text.mended_bytes import decoded
from afterword_text.normal import normalise
from afterword_text.schema import schema
from afterword_text.strange import wrapped
from afterword_text.tree import Tree, TreeError, node, paragraph
from afterword_text.validate import validate

READ = ("md", "json", "txt")
LARGEST = 5_000_000  # bytes; a report has a few thousand


@dataclass(frozen=True)
class File:
    """What a file says: the document, the facts at its head, and what had to be mended to read it."""

    tree: Tree
    meta: front_matter.Meta = field(default_factory=dict)
    head: str = ""  # as it stood in the Markdown, comments and all
    notes: tuple[str, ...] = ()


def read(data: bytes, kind: str) -> File:
    """The document in a file. Raises TreeError or FrontMatterError, both saying where, when it can't be one."""
    if len(data) > LARGEST:
        raise TreeError("", f"larger than {LARGEST // 1_000_000} MB")
    text, notes = decoded(data)
    if kind == "json":
        return _from_json(text, notes)
    if kind == "txt":
        lines = [paragraph(line.strip()) for line in text.splitlines() if line.strip()]
        return File(normalise(node("doc", lines or [paragraph()])), notes=tuple(notes))
    head, meta, body = front_matter.parts(text)
    return File(parse(body), meta, head, tuple(notes))


def to_markdown(file: File) -> str:
    body = write(file.tree)
    return f"{file.head.rstrip()}\n\n{body}" if file.head else front_matter.join(file.meta, body)


def to_json(file: File) -> str:
    whole = {"schema": schema().version, "meta": file.meta, "document": normalise(file.tree)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_text(file: File) -> str:
    return plain.write(file.tree) + "\n"


def _from_json(text: str, notes: list[str]) -> File:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TreeError("", f"not JSON: {str(error).partition(chr(10))[0]}") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("document"), dict):
        raise TreeError("", "has no document")
    version, meta, tree = whole.get("schema"), whole.get("meta") or {}, whole["document"]
    if not isinstance(version, int) or version > schema().version:
        raise TreeError("schema", f"this release reads documents up to version {schema().version}")
    try:
        tree, strange = wrapped(tree)
        validate(tree)
        made = normalise(tree)
    except (KeyError, TypeError, AttributeError) as error:
        raise TreeError("document", "is no document tree") from error
    return File(made, meta if isinstance(meta, dict) else {}, notes=(*notes, *strange))
