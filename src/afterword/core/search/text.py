"""Words of a text, the same for what is stored and for what is asked, on every database.

Lower case, without accents, English plurals cut. Chinese, Japanese and Korean write no spaces between words, so a run
of them becomes its overlapping pairs, and its last sign alone: then a single sign is always the start of some word.
"""

import re
import unicodedata
from dataclasses import dataclass

WORD_LENGTH = 64  # longer ones are keys and hashes; their beginning finds them
QUESTION_LENGTH = 400
QUESTION_WORDS = 32

_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_PART = re.compile(f"[{_CJK}]+|[^\\W_{_CJK}]+")
_JOINED = re.compile(f"[{_CJK}]+|[^\\W_{_CJK}]+(?:[-_./:@'’]+[^\\W_{_CJK}]+)*")
_ACCENTS = re.compile("[\u0300-\u036f]")
_IS_CJK = re.compile(f"[{_CJK}]")


@dataclass(frozen=True)
class Phrase:
    """Words that must follow each other. The last one may still be in the making: `beginning` is it as typed."""

    words: tuple[str, ...]
    beginning: str

    @property
    def typed(self) -> tuple[str, ...]:
        return (*self.words[:-1], self.beginning)


def words_of(text: str) -> list[str]:
    """All words of a text to be stored, in order."""
    found: list[str] = []
    for part in _PART.findall(_plain(text)):
        found.extend([*_pairs(part), part[-1]] if is_cjk(part) and len(part) > 1 else [_stem(part)])
    return found


def phrases_of(question: str) -> list[Phrase]:
    """What was asked for. Nothing a person types is an operator; "db-01.eu" asks for its parts in this order."""
    found: list[Phrase] = []
    left = QUESTION_WORDS
    for joined in _JOINED.findall(_plain(question[:QUESTION_LENGTH])):
        typed = _pairs(joined) if is_cjk(joined) else [part[:WORD_LENGTH] for part in _PART.findall(joined)]
        typed = typed[:left]
        left -= len(typed)
        phrase = Phrase(tuple(_stem(word) for word in typed), typed[-1]) if typed else None
        if phrase and phrase not in found:
            found.append(phrase)
    return found


def is_cjk(text: str) -> bool:
    """Whether it begins in a script that puts no spaces between words."""
    return bool(_IS_CJK.match(text))


def storable(text: str, limit: int) -> str:
    """At most `limit` characters, without those that PostgreSQL or UTF-8 refuse."""
    return text[:limit].replace("\x00", " ").encode("utf-8", "ignore").decode()


def _plain(text: str) -> str:
    """NFKD makes full-width letters and ligatures ordinary; only Latin, Greek and Cyrillic accents are taken off."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


def _stem(word: str) -> str:
    """The S stemmer of D. Harman, "How effective is suffixing?", 1991: only plurals, so that it errs seldom."""
    word = word[:WORD_LENGTH]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("us", "ss", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    return word[:-1]
