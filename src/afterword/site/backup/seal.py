"""The last bytes of a backup: the SHA-256 of everything before them.

They are an empty gzip member whose extra field holds the digest (RFC 1952, 2.3.1.1), so `tar` reads the file as ever.
A file that was cut off or changed anywhere has no seal that fits.
"""

import hashlib
import os
from typing import BinaryIO

_HEAD = b"\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff" + (36).to_bytes(2, "little") + b"AW" + (32).to_bytes(2, "little")
_TAIL = b"\x03\x00" + bytes(8)  # nothing, compressed, with its checksum and length
LENGTH = len(_HEAD) + 32 + len(_TAIL)
_AT_ONCE = 1024 * 1024


class Sealing:
    """A file to write to; `seal` ends it. Once abandoned it takes what comes and keeps nothing."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._is_abandoned = False

    def write(self, content: bytes) -> int:
        if not self._is_abandoned:
            self._digest.update(content)
            self._out.write(content)
        return len(content)

    def flush(self) -> None:
        if not self._is_abandoned:
            self._out.flush()

    def abandon(self) -> None:
        self._is_abandoned = True

    def seal(self) -> None:
        self.write(_HEAD + self._digest.digest() + _TAIL)
        self.flush()


def is_sealed(file: BinaryIO) -> bool:
    """Whether every byte is the one that was written. Leaves the file at its beginning."""
    left = file.seek(0, os.SEEK_END) - LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0:
        part = file.read(min(left, _AT_ONCE))
        if not part:
            break
        digest.update(part)
        left -= len(part)
    ending = file.read()
    file.seek(0)
    return ending == _HEAD + digest.digest() + _TAIL
