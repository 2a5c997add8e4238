"""Live blocks in Markdown: a comment that names block and parameters, what it says now, and a closing comment.

What stands between the two comments is for readers only; reading the text back ignores it.
"""

import json
import re
from collections.abc import Callable

from afterword_text.tree import Json, Node, children, node, string

Params = dict[str, Json]
Speak = Callable[[str, Params], str]  # what a block of this kind says now, as Markdown

CLOSE = "<!-- /block -->"
_OPEN = re.compile(r"<!--\s*block:\s*([a-z][a-z0-9-]*)\s*(\{.*\})?\s*-->")


def live_block(kind: str, params: Params | None = None) -> Node:
    """A reference to facts that are told when the document is read. `kind` is lower-case words with dashes."""
    return node("liveBlock", kind=kind, params=_canonical(params or {}))


def kind_of(block: Node) -> str:
    return string(block, "kind")


def params_of(block: Node) -> Params:
    """The parameters; none when what is stored can't be read."""
    return _params(string(block, "params"))


def opening(block: Node) -> str:
    """The comment that stands for the block."""
    return " ".join(filter(None, ("<!-- block:", kind_of(block), _canonical(params_of(block)) or "", "-->")))


def spoken(block: Node, speak: Speak) -> str:
    """The block with what it says now, as Markdown."""
    words = speak(kind_of(block), params_of(block)).strip().replace(CLOSE, "")
    return f"{opening(block)}\n\n{words}\n\n{CLOSE}" if words else opening(block)


def read(html: str) -> Node | None:
    """The block that a comment stands for, or None."""
    found = _OPEN.fullmatch(html.strip())
    if not found:
        return None
    return live_block(found[1], _params(found[2] or ""))


def without_spoken(top: Node) -> Node:
    """The document without what stood between each block's two comments."""
    kept: list[Node] = []
    blocks = children(top)
    at = 0
    while at < len(blocks):
        kept.append(blocks[at])
        end = _closing(blocks, at) if blocks[at]["type"] == "liveBlock" else at
        at = end + 1
    return {**top, "content": kept}


def _closing(blocks: list[Node], at: int) -> int:
    """Where the block's closing comment stands; the block itself when it has none before the next one."""
    for end in range(at + 1, len(blocks)):
        if blocks[end]["type"] == "liveBlock":
            return at
        if string(blocks[end], "html").strip() == CLOSE:
            return end
    return at


def _params(text: str) -> Params:
    try:
        params = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return params if isinstance(params, dict) else {}


def _canonical(params: Params) -> str | None:
    """One way to write them, without signs that would end the comment."""
    if not params:
        return None
    text = json.dumps(params, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
