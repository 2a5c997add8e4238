"""Markdown's inline tokens as nodes."""

from markdown_it.token import Token

from afterword_text.markdown.engine import LINE_BREAK_TAG
from afterword_text.normal import join, ordered
from afterword_text.tree import Json, Mark, Node, mark, node, string, text, words_of

_MARKS = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}


def inline(tokens: list[Token]) -> list[Node]:
    """The nodes that a run of inline tokens says."""
    found: list[Node] = []
    marks: list[Mark] = []
    for token in tokens:
        if token.nesting == 1:
            marks.append(_mark(token))
        elif token.nesting == -1:
            marks.pop()
        elif made := _node(token, marks):
            found.append(made)
    return join(found)


def _mark(token: Token) -> Mark:
    if token.type == "link_open":
        return mark("link", href=_said(token, "href") or "", title=_said(token, "title") or None)
    return mark(_MARKS[token.type])


def _node(token: Token, marks: list[Mark]) -> Node | None:
    if token.type == "text":
        return text(token.content, *_worn(marks))
    if token.type == "softbreak":
        return text(" ", *_worn(marks))
    if token.type == "code_inline":
        return text(token.content, *_worn([*marks, mark("code")]))
    if token.type == "image":
        return _image(token, marks)
    if token.type == "hardbreak" or LINE_BREAK_TAG.fullmatch(token.content):
        return node("hardBreak")
    if token.type == "html_inline":
        return node("rawHtmlInline", html=token.content)
    return text(token.content, *_worn(marks)) if token.content else None


def _worn(marks: list[Mark]) -> list[Mark]:
    """Each mark once: Markdown can say bold inside bold."""
    return ordered(list({each["type"]: each for each in marks}.values()))


def _image(token: Token, marks: list[Mark]) -> Node:
    # A mark on an atom is lost in the editor, so the link around a picture is an attribute of the picture.
    link = next((string(each, "href") for each in marks if each["type"] == "link"), None)
    alt = words_of(node("paragraph", inline(token.children or [])))
    src, title = _said(token, "src") or "", _said(token, "title") or None
    return node("image", src=src, alt=alt or None, title=title, href=link)


def _said(token: Token, name: str) -> Json:
    value = token.attrGet(name)
    return value if value is None or isinstance(value, str) else str(value)
