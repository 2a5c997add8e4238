"""A run of text as Markdown."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from afterword_text.markdown import atoms, escape, tags
from afterword_text.markdown.characters import is_punctuation, is_word
from afterword_text.markdown.shape_inline import EMPHASIS
from afterword_text.tree import Mark, Node, string

_SIGNS = {"bold": "**", "italic": "*", "strike": "~~"}
_ORDER = ("link", *sorted(tags.TAGGED), "bold", "italic", "strike")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*")


_ATOMS: dict[str, Callable[[Node], str]] = {
    "rawHtmlInline": lambda each: string(each, "html"),
    "unknownInline": atoms.unknown,
    "date": atoms.date,
    "footnoteReference": lambda each: f"[^{string(each, 'label')}]",
}


@dataclass
class _Piece:
    """What will be one run of characters in the output."""

    kind: str  # open, close, text, atom or break
    raw: str = ""
    mark: Mark | None = None
    node: Node | None = None

    @property
    def is_emphasis(self) -> bool:
        return self.mark is not None and self.mark["type"] in EMPHASIS


def inline(nodes: list[Node], *, one_line: bool = False) -> str:
    """The Markdown of shaped inline nodes; one_line: in a heading or cell, where a line can't be broken."""
    pieces = _pieces([atoms.mention(each) if each["type"] == "mention" else each for each in nodes])
    for at, piece in enumerate(pieces):
        if piece.kind == "break":
            after = pieces[at + 1].node if at + 1 < len(pieces) else None
            tag = one_line or (after is not None and after["type"] in ("rawHtmlInline", "unknownInline"))
            piece.raw = "<br>" if tag else "\\\n"
    for at in range(len(pieces)):
        _write(pieces, at, one_line)
    _choose_signs(pieces)
    _let_emphasis_bind(pieces)
    return "".join(piece.raw for piece in pieces)


def _pieces(nodes: list[Node]) -> list[_Piece]:
    """The nodes with the places where marks open and close between them, properly nested."""
    worn = _worn(nodes)
    pieces: list[_Piece] = []
    opened: list[Mark] = []
    for at, each in enumerate(nodes):
        kept = next((depth for depth, mark in enumerate(opened) if mark not in worn[at]), len(opened))
        kept = min([kept, *_crossed_at_a_space(nodes, worn, at, opened[:kept])])
        pieces += [_Piece("close", mark=mark) for mark in reversed(opened[kept:])]
        del opened[kept:]
        for mark in sorted((mark for mark in worn[at] if mark not in opened), key=lambda m: _extent(worn, at, m)):
            pieces.append(_Piece("open", mark=mark))
            opened.append(mark)
        kind = {"text": "text", "hardBreak": "break"}.get(each["type"], "atom")
        pieces.append(_Piece(kind, node=each))
    return _with_autolinks([*pieces, *(_Piece("close", mark=mark) for mark in reversed(opened))])


def _crossed_at_a_space(nodes: list[Node], worn: list[list[Mark]], at: int, opened: list[Mark]) -> Iterator[int]:
    """The depths of open marks that end inside of an emphasis which begins here, next to a space.

    The emphasis would have to end and begin again with a space, which it can't; so the mark is cut instead.
    """
    begins = [mark for mark in worn[at] if mark not in opened and mark["type"] in EMPHASIS]
    for depth, mark in enumerate(opened):
        end = -_extent(worn, at, mark)[0]
        if any(-_extent(worn, at, each)[0] > end for each in begins):
            before, after = (nodes[near].get("text", "x") for near in (end - 1, end))
            if before[-1:].isspace() or after[:1].isspace():
                yield depth


def _worn(nodes: list[Node]) -> list[list[Mark]]:
    """The marks around each node, without code. Atoms stand inside what the texts on both sides wear."""
    worn: list[list[Mark]] = []
    while len(worn) < len(nodes):
        start = end = len(worn)
        while end < len(nodes) and nodes[end]["type"] != "text":
            end += 1
        if start < end:
            around = _shared(nodes[start - 1], nodes[end], nodes[start:end]) if start and end < len(nodes) else []
            worn += [around] * (end - start)
        else:
            worn.append([mark for mark in nodes[start].get("marks", []) if mark["type"] != "code"])
    return worn


def _shared(left: Node, right: Node, between: list[Node]) -> list[Mark]:
    # A picture inside a link would become part of it, and a reference would end it.
    apart = any(each["type"] in ("image", "footnoteReference") for each in between)
    barred = {"code", "link"} if apart else {"code"}
    marks = right.get("marks", [])
    return [mark for mark in left.get("marks", []) if mark in marks and mark["type"] not in barred]


def _extent(worn: list[list[Mark]], at: int, mark: Mark) -> tuple[int, int]:
    """Sorts the mark that lasts longest first, so that it is opened outside of the others."""
    end = at
    while end < len(worn) and mark in worn[end]:
        end += 1
    return -end, _ORDER.index(mark["type"]) if mark["type"] in _ORDER else len(_ORDER)


def _with_autolinks(pieces: list[_Piece]) -> list[_Piece]:
    """An address that links to itself is written as <address>."""
    made: list[_Piece] = []
    for piece in pieces:
        made.append(piece)
        if len(made) >= 3 and piece.kind == "close" and _is_autolink(*made[-3:]):
            made[-3:] = [_Piece("atom", f"<{string(piece.mark or {'type': ''}, 'href')}>")]
    return made


def _is_autolink(before: _Piece, inside: _Piece, after: _Piece) -> bool:
    if before.kind != "open" or before.mark != after.mark or after.mark is None or after.mark["type"] != "link":
        return False
    href = string(after.mark, "href")
    if inside.node is None or inside.node.get("text") != href or string(after.mark, "title"):
        return False
    return all(mark["type"] == "link" for mark in inside.node.get("marks", [])) and bool(_AUTOLINK.fullmatch(href))


def _write(pieces: list[_Piece], at: int, one_line: bool) -> None:
    piece = pieces[at]
    if piece.mark is not None:
        if piece.mark["type"] == "link":
            to = escape.destination(string(piece.mark, "href"), string(piece.mark, "title"))
            piece.raw = "[" if piece.kind == "open" else f"]({to})"
        elif piece.mark["type"] in tags.TAGGED:
            piece.raw = tags.opening(piece.mark) if piece.kind == "open" else tags.closing(piece.mark)
        else:
            piece.raw = _SIGNS[piece.mark["type"]]
    elif piece.kind == "text":
        piece.raw = _text(pieces, at, one_line)
    elif piece.node is not None and piece.node["type"] == "image":
        piece.raw = _image(piece.node)
    elif piece.node is not None and piece.node["type"] in _ATOMS:
        piece.raw = _ATOMS[piece.node["type"]](piece.node)


def _text(pieces: list[_Piece], at: int, one_line: bool) -> str:
    node = pieces[at].node or {"type": "text"}
    raw, marks = node.get("text", ""), {mark["type"] for mark in node.get("marks", [])}
    if "code" in marks:
        return escape.code(raw)
    before, after = (pieces[at - 1] if at else None), (pieces[at + 1] if at + 1 < len(pieces) else None)
    made = escape.words(
        raw,
        first=before is None or before.kind == "break",
        last=after is None or after.kind == "break",
        in_link="link" in marks,
        before_bracket=after is not None and _begins_with_bracket(after),
        after_emphasis=before is not None and before.is_emphasis and before.kind == "close",
        before_italic=after is not None and after.mark is not None and after.mark["type"] == "italic",
    )
    if before is not None and before.node is not None and before.node["type"] == "footnoteReference":
        made = f"\\{made}" if made.startswith(":") else made
    if one_line:
        return made[:-1] + r"\#" if after is None and made.endswith("#") else made
    return escape.line_start(made) if before is None or before.raw == "\\\n" else made


def _begins_with_bracket(piece: _Piece) -> bool:
    if piece.mark is not None:
        return piece.kind == "open" and piece.mark["type"] == "link"
    if piece.node is None:
        return False
    kind = piece.node["type"]
    return kind == "footnoteReference" or (kind == "image" and "href" in piece.node.get("attrs", {}))


def _image(node: Node) -> str:
    alt = escape.words(string(node, "alt"), first=True, last=True, in_link=True)
    made = f"![{alt}]({escape.destination(string(node, 'src'), string(node, 'title'))})"
    if atoms.has_size(node):
        made = atoms.picture(node)
    if "href" in node.get("attrs", {}):
        return f"[{made}]({escape.destination(string(node, 'href'), '')})"
    return made


def _choose_signs(pieces: list[_Piece]) -> None:
    """Italic beside bold is written with _, because *** can be read in two ways."""
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.kind == "open":
            opened.append(at)
        elif piece.kind == "close":
            start = opened.pop()
            if piece.raw == "*" and (_beside_emphasis(pieces, start) or _beside_emphasis(pieces, at)):
                piece.raw = pieces[start].raw = "_"


def _beside_emphasis(pieces: list[_Piece], at: int) -> bool:
    return any(
        0 <= near < len(pieces) and pieces[near].raw[:1] in ("*", "_") and pieces[near].is_emphasis
        for near in (at - 1, at + 1)
    )


def _let_emphasis_bind(pieces: list[_Piece]) -> None:
    """A sign between a letter and punctuation does not count as one: then the letter is written by its number.

    That makes it punctuation for the sign on its other side, so again until nothing changes.
    """
    emphasis = [at for at, piece in enumerate(pieces) if piece.is_emphasis]
    while sum(_bind(pieces, at) for at in emphasis):
        pass


def _bind(pieces: list[_Piece], at: int) -> bool:
    opens = pieces[at].kind == "open"
    outer_at, inner_at = (at - 1, at + 1) if opens else (at + 1, at - 1)
    if not 0 <= outer_at < len(pieces) or pieces[outer_at].kind != "text":
        return False
    outer, inner = pieces[outer_at], pieces[inner_at].raw
    edge, touches = (outer.raw[-1:], inner[:1]) if opens else (outer.raw[:1], inner[-1:])
    if not is_word(edge) or not (pieces[at].raw == "_" or is_punctuation(touches)):
        return False
    number = escape.reference(edge)
    outer.raw = outer.raw[:-1] + number if opens else number + outer.raw[1:]
    return True
