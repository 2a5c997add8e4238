"""Finding the end of a link's words, in time that grows with the text: markdown-it's own search is quadratic."""

from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline


def add_to(engine: MarkdownIt) -> None:
    kept = engine.helpers
    engine.helpers = SimpleNamespace(  # type: ignore[assignment]  # a module there, these three functions here
        parseLinkLabel=_end_of_label,
        parseLinkDestination=kept.parseLinkDestination,
        parseLinkTitle=kept.parseLinkTitle,
    )


def _end_of_label(state: StateInline, start: int, disableNested: bool = False) -> int:
    """As markdown-it's parseLinkLabel, which remembers nothing: where the bracket at `start` closes, else -1.

    A bracket that never closes leaves every one open that it stands in, so the first of these is enough to know.
    """
    before, level, end = state.pos, 1, -1
    unclosed = _unclosed(state)
    state.pos = start + 1
    while state.pos < state.posMax:
        at, sign = state.pos, state.src[state.pos]
        if sign == "]":
            level -= 1
            if level == 0:
                end = at
                break
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == at + 1:
            level += 1
            if (at, state.posMax) in unclosed:
                break
        elif sign == "[" and disableNested:
            state.pos = before
            return -1
    if end < 0:
        unclosed.add((start, state.posMax))
    state.pos = before
    return end


def _unclosed(state: StateInline) -> set[tuple[int, int]]:
    """Of this run of text: places of such brackets, with where the search ended."""
    found: set[tuple[int, int]] = state.__dict__.setdefault("unclosed_brackets", set())
    return found
