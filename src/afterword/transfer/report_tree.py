"""The text of a finished report as a document: whole, with our sections' ids on the headings that stand for them."""

from afterword_text.markdown import parse
from afterword_text.recognise import body_of, section_for
from afterword_text.tree import Node, Tree, children, integer, node, paragraph, words_of


def tree_of(text: str, title: str) -> Tree:
    """Everything below the front matter. A first heading that only repeats the title is left out: pages show it."""
    top = children(parse(body_of(text)))
    if top and top[0]["type"] == "heading" and _same(words_of(top[0]), title):
        top = top[1:]
    taken: set[str] = set()
    return node("doc", [_named(each, taken) for each in top] or [paragraph()])


def _named(each: Node, taken: set[str]) -> Node:
    if each["type"] != "heading" or integer(each, "level") > 2:
        return each
    name = section_for(words_of(each))
    if not name or name in taken:
        return each
    taken.add(name)
    return {**each, "attrs": {**each.get("attrs", {}), "id": name}}


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).lower() == " ".join(other.split()).lower()
