"""Bare web addresses in a text: read as they stand, so that their underscores are no emphasis."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_LETTER = r"[A-Za-z0-9._/?#@$'+,;=%:]|-(?!-)|&(?!#?\w{1,31};)"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9])https?:(?=//[A-Za-z0-9])(?:{_LETTER}|\((?:{_LETTER})*\))+")
_IN_SOURCE = re.compile(_ADDRESS.pattern.replace("|&(?!", "|&amp;|&(?!"))
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$")
_NOT_LAST = "?.,:;_'"


def add_to(engine: MarkdownIt) -> None:
    engine.inline.ruler.after("text", "address", _read)


def spans(words: str, *, before_underscore: bool) -> Iterator[tuple[int, int]]:
    """Where bare addresses begin and end; one that would go on into the next sign has no length."""
    for found in _ADDRESS.finditer(words) if "://" in words else ():
        goes_on = before_underscore and found.end() == len(words)
        yield (found.start(), found.start() if goes_on else _end(found))


def _read(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - 6) : state.pos])
    found = _IN_SOURCE.match(state.src, state.pos - len(scheme[0]), state.posMax) if scheme else None
    if not found:
        return False
    if not silent:
        state.pending += state.src[state.pos : _end(found)].replace("&amp;", "&")
    state.pos = _end(found)
    return True


def _end(found: re.Match[str]) -> int:
    return found.start() + len(found[0].rstrip(_NOT_LAST))
