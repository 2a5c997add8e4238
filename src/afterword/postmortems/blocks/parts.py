"""What tables and lists of facts are made of."""

from collections.abc import Iterable, Sequence

from afterword.postmortems.sentences import Words, labelled
from afterword_text.tree import Node, node, text


def table(head: Sequence[Words], rows: Sequence[Sequence[Words]], abouts: Sequence[str | None] | None = None) -> Node:
    """A table with one row of headings; `abouts` says what each other row tells of."""
    made = [node("tableRow", [cell("tableHeader", each) for each in head])]
    made += [
        node("tableRow", [cell("tableCell", each) for each in row], about=about)
        for row, about in zip(rows, abouts or [None] * len(rows), strict=True)
    ]
    return node("table", made)


def cell(kind: str, words: Words) -> Node:
    return node(kind, [node("paragraph", inline(words))])


def bullets(items: Iterable[Words]) -> Node:
    return node("bulletList", [node("listItem", [node("paragraph", inline(each))]) for each in items])


def named_bullets(pairs: Iterable[tuple[str, Words]]) -> Node:
    """A list in which each line begins with what it is, in bold."""
    return node("bulletList", [node("listItem", [labelled(name, inline(words))]) for name, words in pairs])


def inline(words: Words) -> list[Node]:
    if isinstance(words, str):
        return [text(words)] if words else []
    return [words] if isinstance(words, dict) else list(words)


def heading_line(words: Words) -> Node:
    """A small heading within a block: bold, so that it makes no section of its own."""
    return node(
        "paragraph", [text(each["text"], {"type": "bold"}) if "text" in each else each for each in inline(words)]
    )
