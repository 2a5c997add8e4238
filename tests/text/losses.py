"""What a Markdown text says, found without our reader, to see what gets lost on the way through the document tree.

It asks the plain parser for its tokens and looks at their words with regular expressions of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from afterword_text.markdown import parse, write

Facts = dict[str, Counter[str]]

_TAG = re.compile(r"<!--.*?-->|</?([A-Za-z][\w-]*)[^<>]*>", re.DOTALL)
_TARGET = re.compile(r"""\b(?:href|src)=(?:"([^"]*)"|'([^']*)')""")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SIZES = ("width", "height", "align", "style", "class", "id")
_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_HTML = ("html_block", "html_inline")
_BARE = re.compile(r"https?://[^\s<>|\"'`)\]]+")
_BOX = re.compile(r"\[([ xX])\](?=\s|$)")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_MARKER = re.compile(r"^[ >]*\[!\w+\]", re.MULTILINE)
_WORD = re.compile(r"\w+")
_DEFINITION = re.compile(r"^[ >\t]*\[([^\]^!][^\]]*)\]:\s*<?([^\s>]+)", re.MULTILINE)
_LISTS = {"bullet_list_open": "-", "ordered_list_open": "1."}


def losses(source: str) -> dict[str, Counter[str]]:
    """What the source says and the text written from its tree does not; empty when nothing is lost."""
    written = write(parse(source))
    before, after = facts(source), facts(written)
    lost = {kind: before[kind] - after[kind] for kind in before}
    gone = Counter(
        target
        for label, target in _DEFINITION.findall(_without_code(source))
        if unescape(target).replace("\\", "") not in unescape(written).replace("\\", "") and label
    )
    return {kind: some for kind, some in {**lost, "definitions": gone}.items() if some}


def facts(source: str) -> Facts:
    """Everything that must not get lost, counted."""
    plain_markers = _MARKER.sub(lambda found: found[0].upper(), source.replace("\0", ""))
    tokens = _engine().parse(plain_markers)
    found: Facts = {
        "words": Counter(_words(tokens)),
        "links": Counter(_links(tokens)),
        "cells": Counter(_cells(tokens)),
        "items": Counter(_items(tokens)),
        "code": Counter(_code(tokens)),
        "images": Counter(_images(tokens)),
        "tags": Counter(_tags(tokens)),
        "notes": Counter(note for each in _inlines(tokens) for note in _NOTE.findall(_said(each))),
        "headings": Counter(_headings(tokens)),
    }
    return found


def _engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    for name, same in (("normalizeLink", str), ("normalizeLinkText", str), ("validateLink", lambda _address: True)):
        setattr(engine, name, same)
    return engine


def _inlines(tokens: list[Token]) -> Iterator[Token]:
    return (each for each in tokens if each.type == "inline")


def _said(inline: Token) -> str:
    return "".join(_piece(each) for each in inline.children or [])


def _piece(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return " " if token.content.lower().startswith("<br") else ""
    if token.type == "image":
        return f" {_alt(token)} {token.attrGet('title') or ''} "
    return token.content + (f" {token.attrGet('title') or ''} " if token.type == "link_open" else "")


def _alt(image: Token) -> str:
    return "".join(_piece(each) for each in image.children or [])


def _words(tokens: list[Token]) -> Iterator[str]:
    for each in tokens:
        if each.type == "inline":
            yield from _WORD.findall(_said(each).replace("_", " "))
        elif each.type == "html_block":
            yield from _WORD.findall(unescape(_TAG.sub(" ", each.content)).replace("_", " "))


def _links(tokens: list[Token]) -> Iterator[str]:
    for each in tokens:
        if each.type == "html_block":
            yield from _targets(each.content)
        for inside in each.children or []:
            if inside.type == "link_open":
                yield unescape(str(inside.attrGet("href")))
            elif inside.type == "html_inline":
                yield from _targets(inside.content)
            elif inside.type == "image":
                yield unescape(str(inside.attrGet("src")))
            elif inside.type == "text":
                yield from (url.rstrip(".,;:!?*_") for url in _BARE.findall(inside.content))


def _targets(html: str) -> Iterator[str]:
    return (unescape(one or other) for one, other in _TARGET.findall(html))


def _cells(tokens: list[Token]) -> Iterator[str]:
    row = -1
    cell = ""
    for at, each in enumerate(tokens):
        if each.type == "table_open":
            row = -1
        elif each.type == "tr_open":
            row, cell = row + 1, ""
        elif each.type in ("th_open", "td_open"):
            cell += "|"
            yield f"{row}{cell}{sorted(_said(tokens[at + 1]).split())}"


def _items(tokens: list[Token]) -> Iterator[str]:
    """Each item with the kind and number of the lists around it, and the words it begins with."""
    around: list[str] = []
    for at, each in enumerate(tokens):
        if each.type in _LISTS:
            around.append(_LISTS[each.type])
        elif each.type in ("bullet_list_close", "ordered_list_close"):
            around.pop()
        elif each.type == "list_item_open":
            number = each.info if around[-1] == "1." else ""
            begins = tokens[at + 2].content if tokens[at + 1].type == "paragraph_open" else tokens[at + 1].type
            box = _BOX.match(begins)
            first = _spaced(_said(tokens[at + 2])) if tokens[at + 1].type == "paragraph_open" else ""
            yield f"{''.join(around)}{'+' if number else ''}{(box[1].lower() + '/') if box else ''}{first}"
    yield from _starts(tokens)


def _starts(tokens: list[Token]) -> Iterator[str]:
    return (f"starts at {each.attrGet('start')}" for each in tokens if each.attrGet("start") is not None)


def _code(tokens: list[Token]) -> Iterator[str]:
    for each in tokens:
        if each.type in ("fence", "code_block"):
            language = (each.info.split() or [""])[0]
            yield from (f"{language}:{line}" for line in each.content.split("\n"))
        for inside in each.children or []:
            if inside.type == "code_inline":
                yield f"`{_spaced(inside.content)}"


def _images(tokens: list[Token]) -> Iterator[str]:
    for each in tokens:
        for inside in each.children or []:
            if inside.type == "image":
                yield f"{unescape(str(inside.attrGet('src')))} {_spaced(_alt(inside))}"
        for tag in (
            found[0]
            for inside in [each, *(each.children or [])]
            for found in _PICTURE.finditer(inside.content)
            if inside.type in _HTML
        ):
            said = dict(each.split("=", 1) for each in _attributes(tag))
            yield f"{said.get('src', '')} {_spaced(said.get('alt', ''))}"


def _tags(tokens: list[Token]) -> Iterator[str]:
    """Tags and comments as they stand; of a picture, what only a tag can say."""
    for each in [*tokens, *(inside for one in tokens for inside in one.children or [])]:
        for found in _TAG.finditer(each.content) if each.type in _HTML else ():
            name = (found[1] or "").lower()
            if name == "img":
                yield from (f"img {attribute}" for attribute in _attributes(found[0]) if attribute.startswith(_SIZES))
            elif name != "br":
                yield found[0]


def _attributes(tag: str) -> Iterator[str]:
    return (f"{name}={unescape(one or other)}" for name, one, other in _ATTRIBUTE.findall(tag))


def _headings(tokens: list[Token]) -> Iterator[str]:
    return (
        f"{each.tag} {_spaced(_said(tokens[at + 1]))}" for at, each in enumerate(tokens) if each.type == "heading_open"
    )


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _without_code(source: str) -> str:
    return re.sub(r"^([`~]{3,}).*?^\1", "", source, flags=re.DOTALL | re.MULTILINE)
