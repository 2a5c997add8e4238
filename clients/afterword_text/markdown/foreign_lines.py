"""Lines that other programs read: Liquid and Hugo tags, `:::` fences, kramdown's `{: .class}`. They stay."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_TAGS = r"\{%(?:(?!%\}).)*%\}|\{\{[<%](?:(?!\}\}).)*\}\}|\{:[^{}\n]*\}"
_LINE = re.compile(rf"(?:{_TAGS}|:{{3,}}[^\n]*?)[ \t]*$")
_BEGINS = re.compile(r"\{%|\{\{[<%]|\{:|:::")
_GOES_ON = re.compile(rf"(?:{_TAGS})[ \t]*\S")


def add_to(engine: MarkdownIt) -> None:
    ends = ["paragraph", "reference", "blockquote", "list"]
    engine.block.ruler.before("fence", "foreign_line", _read, {"alt": ends})


def is_one(line: str) -> bool:
    return _LINE.fullmatch(line) is not None


def may_begin(words: str) -> bool:
    """Whether a line that begins with these words might be one."""
    return _BEGINS.match(words) is not None and not _GOES_ON.match(words)


def belongs_above(line: str) -> bool:
    """Whether it says something about the block above it."""
    return line.startswith("{:")


def _read(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not _LINE.fullmatch(line):
        return False
    if not silent:
        state.line = start + 1
        state.push("html_block", "", 0).content = line.rstrip(" \t")
    return True
