"""Text out of bytes that nobody labelled, and text mended that was once read with the wrong table of characters."""

import re
from collections.abc import Iterator

from afterword_text.tree import TreeError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF")
_NAMES = {"mac_roman": "Mac Roman", "cp1252": "Windows-1252"}
# What UTF-8 can stand for when it was misread: accents, punctuation, signs, variation marks, Chinese, emoji.
_PLAUSIBLE = re.compile(
    "[\xa0-\xff\u0100-\u017f\u2010-\u2bff\u3000-\u30ff\u4e00-\u9fff\ufe0f\uff00-\uffef\U0001f000-\U0001faff]+"
)


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and a sentence about each thing that was not as it should be.

    Raises TreeError for what is no text.
    """
    for sign, name in _MARKS:
        if data.startswith(sign):
            return _repaired(data[len(sign) :].decode(name, errors="replace"), [])
    if data.startswith(_BINARY) or data.count(0) > len(data) // 10:
        raise TreeError("", "this is no text but a file of another kind, such as a picture or an archive")
    notes = ["Zero bytes in the text were left out."] if b"\0" in data else []
    try:
        return _repaired(data.decode("utf-8"), notes)
    except UnicodeDecodeError:
        text, name = _legacy(data)
        return text, [*notes, f"The text is not UTF-8; it was read as {name}."]


def repaired(text: str) -> tuple[str, int]:
    """The text with UTF-8 that was read as Mac Roman or Windows-1252 read rightly, and how many characters that are.

    Only what is whole UTF-8 of a plausible character is touched. Of Mac Roman only three bytes and more are proof:
    two, such as a root before a Greek letter, are often meant as they are.
    """
    count = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal count
        for table, shortest in (("mac_roman", 3), ("cp1252", 2)):
            if (made := _read(found[0], table, shortest)) is not None:
                count += len(made)
                return made
        return found[0]

    return _SUSPECT.sub(mend, text), count


def _repaired(text: str, notes: list[str]) -> tuple[str, list[str]]:
    made, count = repaired(text)
    return made, [*notes, f"Characters that had been read wrongly before were mended: {count}."] if count else notes


def _legacy(data: bytes) -> tuple[str, str]:
    """Chinese when the bytes make Chinese pairs and nothing else, the West otherwise."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "".join(_western(data)), "Windows-1252"
    high = [each for each in text if ord(each) > 127]
    chinese = sum("\u4e00" <= each <= "\u9fff" or "\u3000" <= each <= "\u303f" or each >= "\uff00" for each in high)
    if len(high) > 1 and chinese == len(high):
        return text, "GB18030"
    return "".join(_western(data)), "Windows-1252"


def _western(data: bytes) -> Iterator[str]:
    return (bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)


def _read(run: str, table: str, shortest: int) -> str | None:
    try:
        data = b"".join(_byte(each, table) for each in run)
        made = data.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    is_long = all(len(each.encode()) >= shortest for each in made)
    return made if is_long and _PLAUSIBLE.fullmatch(made) else None


def _byte(character: str, table: str) -> bytes:
    if table == "cp1252" and "\x80" <= character <= "\x9f":
        return bytes([ord(character)])  # the places that the table leaves empty
    return character.encode(table)


def _suspects() -> str:
    """One misread character: a first byte and as many further ones as it announces, in either table."""
    sequences: list[str] = []
    for table in _NAMES:
        letters = {byte: bytes([byte]).decode(table, errors="ignore") or chr(byte) for byte in range(0x80, 0x100)}
        further = "[" + re.escape("".join(letters[byte] for byte in range(0x80, 0xC0))) + "]"
        for first, length in ((range(0xC2, 0xE0), 1), (range(0xE0, 0xF0), 2), (range(0xF0, 0xF5), 3)):
            sequences.insert(0, f"[{re.escape(''.join(letters[byte] for byte in first))}]{further}{{{length}}}")
    return "|".join(sorted(sequences, key=lambda each: -int(each[-2])))


_SUSPECT = re.compile(_suspects())
