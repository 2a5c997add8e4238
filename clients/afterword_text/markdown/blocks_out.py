"""The document tree to Markdown."""

import re
from collections.abc import Callable
from itertools import pairwise

from afterword_text.live_blocks import Speak, opening, spoken
from afterword_text.markdown import atoms, callouts, folds, footnotes, foreign_lines, references
from afterword_text.markdown.engine import opens_html
from afterword_text.markdown.inline_out import inline
from afterword_text.markdown.shape import shape
from afterword_text.tree import Node, Tree, children, integer, node, paragraph, string

_BULLETED = ("bulletList", "taskList")
_LISTS = (*_BULLETED, "orderedList")
_RULES = {"left": ":---", "center": ":---:", "right": "---:"}
_ESCAPED_BOX = re.compile(r"\A\\(\[[ xX]\])(?=\s|\Z)")
_LAST_NUMBER = 999_999_999  # CommonMark allows nine digits


def write(tree: Tree, speak: Speak | None = None) -> str:
    """The Markdown of a document, ending in a line end; nothing for an empty one.

    `parse(write(tree))` is `shape(tree)`. With `speak`, live blocks say what they say now; without, they are only
    named. Raises TreeError when it is nested too deeply.
    """
    top = children(shape(tree))
    if speak:
        top = [_with_words(each, speak) if each["type"] == "liveBlock" else each for each in top]
    if top and top[0]["type"] == "horizontalRule":  # three dashes on the first line would open front matter
        rest = _blocks(top[1:])
        return f"***\n\n{rest}\n" if rest else "***\n"
    made = _blocks(top)
    return f"{made}\n" if made else ""


def _blocks(nodes: list[Node]) -> str:
    """Blocks with an empty line between them; lists that follow each other get different signs, or they would merge."""
    made: list[str] = []
    other = False
    for at, each in enumerate(nodes):
        other = at > 0 and _same_list(nodes[at - 1], each) and not other
        made += [_gap(nodes[at - 1], each) if at else "", _block(each, other)]
    return "".join(made)


def _gap(before: Node, each: Node) -> str:
    """Lines that stand for themselves stand together."""
    own = _own_line(each)
    together = bool(_own_line(before)) if own else False
    if own and foreign_lines.belongs_above(own):
        together = together or before["type"] in ("paragraph", "heading", "codeBlock", "table")
    return "\n" if together else "\n\n"


def _own_line(each: Node) -> str:
    html = string(each, "html") if each["type"] == "rawHtml" else ""
    return html if references.is_definition(html) or foreign_lines.is_one(html) else ""


def _same_list(before: Node, each: Node) -> bool:
    return any(
        before["type"] in kinds and each["type"] in kinds
        for kinds in (_BULLETED, ("orderedList",), ("definitionList",))
    )


def _block(each: Node, other_sign: bool = False) -> str:
    kind = each["type"]
    if kind == "definitionList" and other_sign:
        return _folded(each)
    return _list(each, other_sign) if kind in _LISTS else _WRITES[kind](each)


def _paragraph(each: Node) -> str:
    return inline(children(each))


def _heading(each: Node) -> str:
    return f"{'#' * integer(each, 'level', 1)} {inline(children(each), one_line=True)}".rstrip(" ")


def _quote(each: Node) -> str:
    inside = _blocks(_some(children(each)))
    if each["type"] == "callout":
        inside = callouts.opening(each) + inside
    return "\n".join(f"> {line}" if line else ">" for line in inside.rstrip("\n").split("\n"))


def _folded(each: Node) -> str:
    return _blocks(folds.unfolded(each, _some, _line))


def _definitions(each: Node) -> str:
    """Terms with `: text` below, where each says one paragraph; else as HTML, which may hold everything."""
    parts = children(each)
    if not _is_plain(parts):
        return _folded(each)
    lines: list[str] = []
    for at, part in enumerate(parts):
        if part["type"] == "definitionTerm":
            lines += ["", inline(children(part))] if at else [inline(children(part))]
        else:
            first, *rest = inline(children(children(part)[0])).split("\n")
            lines += [f": {first}", *(f"  {line}" for line in rest)]
    return "\n".join(lines)


def _is_plain(parts: list[Node]) -> bool:
    kinds = [each["type"] == "definitionTerm" for each in parts]
    if not kinds or not kinds[0] or kinds[-1] or any(one and other for one, other in pairwise(kinds)):
        return False
    return all(
        _is_one_line(children(each))
        if is_term
        else [inside["type"] for inside in children(each)] == ["paragraph"] and bool(children(children(each)[0]))
        for each, is_term in zip(parts, kinds, strict=True)
    )


def _is_one_line(said: list[Node]) -> bool:
    made = inline(said)
    return bool(made) and "\n" not in made and not opens_html(made)


def _html(each: Node) -> str:
    return string(each, "html")


def _rule(_each: Node) -> str:
    return "---"


def _some(blocks: list[Node]) -> list[Node]:
    return [] if blocks == [paragraph()] else blocks


def _line(nodes: list[Node]) -> str:
    return inline(nodes, one_line=True)


def _footnote(each: Node) -> str:
    lines = f"[^{string(each, 'label')}]: {_blocks(children(each))}".rstrip(" ").split("\n")
    indent = " " * footnotes.INDENT
    return "\n".join([lines[0], *(indent + line if line else "" for line in lines[1:])])


def guide(each: Node) -> str:
    """A question to the writer as a comment, which ends where it ends."""
    words = inline(children(each), one_line=True)
    while "--" in words:
        words = words.replace("--", r"-\-")
    return f"<!-- guide: {words} -->"


def _with_words(block: Node, speak: Speak) -> Node:
    return node("rawHtml", html=spoken(block, speak))


def _code(each: Node) -> str:
    code = "".join(inside.get("text", "") for inside in children(each))
    info = " ".join(filter(None, (string(each, "language"), string(each, "meta"))))
    sign = "~" if "`" in info else "`"
    fence = sign * max(3, 1 + max((len(run) for run in re.findall(f"{sign}+", code)), default=0))
    info = re.sub(r"&(?=#?\w{1,31};)", "&amp;", info.replace("\\", "\\\\"))
    return f"{fence}{info}\n{code}\n{fence}" if code else f"{fence}{info}\n{fence}"


def _list(each: Node, other_sign: bool) -> str:
    items, number = [], integer(each, "start", 1)
    for item in children(each):
        if each["type"] == "orderedList":
            sign = f"{min(number, _LAST_NUMBER)}{')' if other_sign else '.'}"
            number += 1
        else:
            sign = "*" if other_sign else "-"
        box = ("[x]" if item.get("attrs", {}).get("checked") else "[ ]") if each["type"] == "taskList" else ""
        items.append(_item(item, sign, box, may_hold_box=each["type"] != "orderedList"))
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _item(item: Node, sign: str, box: str, *, may_hold_box: bool) -> str:
    first, rest = children(item)[0], children(item)[1:]
    words = inline(children(first))
    if not may_hold_box:  # a box in a numbered list is words to us; others tick it
        words = _ESCAPED_BOX.sub(r"\1", words)
    line = " ".join(filter(None, (box, words)))
    made = line
    if rest:
        is_picture = line.startswith("<img ")  # read as a block of HTML, up to the next empty line
        tight = not line or (line != box and not is_picture and _may_follow_at_once(rest[0]))
        made += ("\n" if tight else "\n\n") + _blocks(rest)
    lines = made.split("\n")
    indent = " " * (len(sign) + 1)
    return "\n".join([f"{sign} {lines[0]}".rstrip(" "), *(indent + line if line else "" for line in lines[1:])])


def _may_follow_at_once(block: Node) -> bool:
    """Whether a list may follow a paragraph without an empty line: it has to begin with a word, and with number one."""
    if block["type"] == "taskList":
        return True
    if block["type"] not in _LISTS or integer(block, "start", 1) != 1:
        return False
    return bool(children(children(children(block)[0])[0]))


def _table(each: Node) -> str:
    head, *rest = children(each)
    rules = [_RULES.get(string(cell, "align"), "---") for cell in children(head)]
    lines = [_row(head), f"| {' | '.join(rules)} |", *(_row(row) for row in rest)]
    return "\n".join(lines)


def _row(row: Node) -> str:
    cells = [inline(children(children(cell)[0]), one_line=True) for cell in children(row)]
    escaped = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


_WRITES: dict[str, Callable[[Node], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "codeBlock": _code,
    "blockquote": _quote,
    "callout": _quote,
    "details": _folded,
    "definitionList": _definitions,
    "footnoteDefinition": _footnote,
    "guide": guide,
    "table": _table,
    "liveBlock": opening,
    "rawHtml": _html,
    "unknownBlock": atoms.unknown,
    "horizontalRule": _rule,
}
