"""A few words around the place where a text says what was asked for."""

import re

from afterword.core.search.text import Phrase, is_cjk, phrases_of

_BEFORE = 60
_LENGTH = 180
_SPACE = re.compile(r"\s+")


def snippet(text: str, question: str) -> str:
    """One line of plain text around the first match; the beginning where only the title or an accent matched."""
    found = _pattern(question).search(text)
    start = max(0, found.start() - _BEFORE) if found else 0
    end = start + _LENGTH
    line = text[start:end]
    if start:
        line = "…" + _without_half_word(line, _BEFORE)
    return _SPACE.sub(" ", line).strip() + ("…" if end < len(text) else "")


def _pattern(question: str) -> re.Pattern[str]:
    words = sorted({re.escape(_as_written(phrase)) for phrase in phrases_of(question)})
    return re.compile(f"(?<![a-z0-9])(?:{'|'.join(words)})" if words else r"(?!)", re.IGNORECASE)


def _as_written(phrase: Phrase) -> str:
    """The run of signs that the pairs came from; else its first word, whatever joins it to the next."""
    if is_cjk(phrase.beginning):
        return phrase.words[0] + "".join(pair[-1] for pair in phrase.words[1:])
    return phrase.words[0]


def _without_half_word(line: str, before: int) -> str:
    """Begin after the first space, if there is one before the match."""
    space = _SPACE.search(line, 0, before)
    return line[space.end() :] if space else line
