"""What a character is to Markdown's rules of emphasis."""

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace


def is_word(character: str) -> bool:
    """Neither space nor punctuation."""
    return bool(character) and not isWhiteSpace(ord(character)) and not is_punctuation(character)


def is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
