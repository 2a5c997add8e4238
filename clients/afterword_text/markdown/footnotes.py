"""Footnotes: `[^1]` in a line, and `[^1]: text` where it stands. References without a text stay references."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_LABEL = r"[\w.-]+"
_REFERENCE = re.compile(rf"\[\^({_LABEL})\]")
_DEFINITION = re.compile(rf"\[\^({_LABEL})\]:[ \t]*")
_OTHER_BLOCK = re.compile(r"[-*+#>|~`<]|\d+[.)]|\[\^")  # what a lazy line does not begin with
INDENT = 4


def add_to(engine: MarkdownIt) -> None:
    engine.inline.ruler.before("link", "footnote_reference", _reference)
    engine.block.ruler.before("reference", "footnote", _definition, {"alt": ["paragraph", "reference"]})


def label(words: str) -> str:
    """The label as it may stand between the brackets."""
    return "-".join(re.findall(_LABEL, words)) or "note"


def _reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("footnote_reference", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    found = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not found or silent:
        return found is not None
    last = _last_line(state, start, end)
    first = state.src[found.end() : state.eMarks[start]]
    rest = state.getLines(start + 1, last + 1, state.blkIndent + INDENT, False)
    state.push("footnote_open", "", 1).content = found[1]
    inside = len(state.tokens)
    state.md.block.parse(
        "\n".join(filter(None, (first, rest))) if last > start else first, state.md, state.env, state.tokens
    )
    for token in state.tokens[inside:]:
        token.level += state.level
    state.push("footnote_close", "", -1)
    state.line = last + 1
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int:
    """The last line of a text: indented, or going on at once without beginning something else."""
    last = start
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent:
            break
        begins = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        is_lazy = last == line - 1 and not _OTHER_BLOCK.match(begins)
        if state.sCount[line] - state.blkIndent < INDENT and not is_lazy:
            break
        last = line
    return last
