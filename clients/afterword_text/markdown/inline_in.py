"""Markdown's inline tokens as nodes."""

from markdown_it.token import Token

from afterword_text.markdown import atoms, tags
from afterword_text.markdown.engine import LINE_BREAK_TAG
from afterword_text.normal import join, ordered
from afterword_text.tree import Json, Mark, Node, mark, node, string, text, words_of

_WORDS = ("text", "code_inline")
_MARKS = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}


def inline(tokens: list[Token]) -> list[Node]:
    """The nodes that a run of inline tokens says."""
    found: list[Node] = []
    marks: list[Mark] = []
    for token in _with_tags(tokens):
        if token.nesting == 1:
            marks.append(_mark(token))
        elif token.nesting == -1:
            marks.pop()
        elif made := _node(token, marks):
            found.append(made)
    return atoms.recognised(join(found))


def _with_tags(tokens: list[Token]) -> list[Token]:
    """Tags of ours that pair up and hold words are marks; those without a partner are words."""
    ours = [each.content if each.type == "html_inline" and tags.is_one(each.content) else None for each in tokens]
    if not any(ours):
        return tokens
    found = tags.pairs(ours, _levels(tokens))
    made = list(tokens)
    for at, each in enumerate(ours):
        if each is not None and at not in found and at not in found.values():
            made[at] = Token("text", "", 0, content=each)
    for start, end in found.items():
        if any(each.type in _WORDS and each.content for each in tokens[start:end]):
            made[start] = Token("tag_open", "", 1, content=tokens[start].content)
            made[end] = Token("tag_close", "", -1)
    return made


def _levels(tokens: list[Token]) -> list[int]:
    level, levels = 0, []
    for each in tokens:
        level += min(each.nesting, 0)
        levels.append(level)
        level += max(each.nesting, 0)
    return levels


def _mark(token: Token) -> Mark:
    if token.type == "link_open":
        return mark("link", href=_said(token, "href") or "", title=_said(token, "title") or None)
    if token.type == "tag_open":
        return tags.read(token.content) or mark("highlight")
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
        return _html(token.content, marks)
    if token.type == "footnote_reference":
        return node("footnoteReference", label=token.content)
    return text(token.content, *_worn(marks)) if token.content else None


def _html(html: str, marks: list[Mark]) -> Node:
    made = atoms.read(html)
    if made and made["type"] == "image":
        return _linked(made, marks)
    return made or node("rawHtmlInline", html=html)


def _worn(marks: list[Mark]) -> list[Mark]:
    """Each mark once: Markdown can say bold inside bold."""
    return ordered(list({each["type"]: each for each in marks}.values()))


def _image(token: Token, marks: list[Mark]) -> Node:
    alt = words_of(node("paragraph", inline(token.children or [])))
    src, title = _said(token, "src") or "", _said(token, "title") or None
    return _linked(node("image", src=src, alt=alt or None, title=title), marks)


def _linked(image: Node, marks: list[Mark]) -> Node:
    # A mark on an atom is lost in the editor, so the link around a picture is an attribute of the picture.
    link = next((each for each in marks if each["type"] == "link"), None)
    if link is None:
        return image
    titles = dict.fromkeys(filter(None, (string(image, "title"), string(link, "title"))))
    attrs = {**image.get("attrs", {}), "href": string(link, "href")}
    return {**image, "attrs": {**attrs, "title": " – ".join(titles)} if titles else attrs}


def _said(token: Token, name: str) -> Json:
    value = token.attrGet(name)
    return value if value is None or isinstance(value, str) else str(value)
