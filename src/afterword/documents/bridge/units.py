"""How pycrdt counts positions in a text: bytes of UTF-8 today, but its makers are about to change that."""

from collections.abc import Callable

from pycrdt import Doc, XmlFragment, XmlText

_SAMPLE = "é😀"
_WAYS: tuple[Callable[[str], int], ...] = (
    lambda words: len(words.encode("utf-8")),
    len,
    lambda words: len(words.encode("utf-16-le")) // 2,
)


def _counted() -> Callable[[str], int]:
    doc: Doc[XmlFragment] = Doc()
    text = doc.get("default", type=XmlFragment).children.append(XmlText(_SAMPLE))
    return next(way for way in _WAYS if way(_SAMPLE) == len(text))


units = _counted()  # the length of words as pycrdt counts it
