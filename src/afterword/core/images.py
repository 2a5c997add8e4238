"""Pictures as people send them: told by their content, decoded and written anew in a process of its own.

What comes out holds pixels and nothing else: no place where it was taken, no second file hidden behind the picture.
A decoder that is led astray by a crafted file can use up its own process and nothing else.
"""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_MOVING_PIXELS = 150_000_000  # of all frames together
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
_CHILD = Path(__file__).with_name("image_child.py")
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_one_at_a_time = threading.Lock()  # of this process: four decoders at once would need four times the memory


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown: `content_type` is what it is, whatever its name was."""

    data: bytes
    content_type: str
    width: int
    height: int


def picture_of(data: bytes, *, field: str = "pictures", name: str = "") -> Picture:
    """The picture in `data`, written anew; Invalid says why it can't be taken. Takes up to some seconds."""
    try:
        return _picture_of(data)
    except _Refused as refusal:
        words = f"{name[:80]}: {refusal}" if name else str(refusal)
        raise Invalid({field: words}, code="picture") from refusal


class _Refused(Exception):
    """Why not, in words for the person who sent it."""


def _picture_of(data: bytes) -> Picture:
    if len(data) > MOST_BYTES:
        raise _Refused(_("This is larger than %(limit)s MB. Make it smaller, or link to it.") % {"limit": _megabytes()})
    if not _looks_like_a_picture(data):
        raise _Refused(_("This is no JPEG, PNG, WebP or GIF picture."))
    head, rewritten = _rewritten(data)
    match head.get("problem"):
        case None:
            return Picture(rewritten, str(head["type"]), int(head["width"]), int(head["height"]))
        case "pixels":
            words = _("This has too many pixels: at most %(limit)s million can be shown.")
            raise _Refused(words % {"limit": MOST_PIXELS // 1_000_000})
        case "frames":
            raise _Refused(_("This moving picture is too long. Cut it, or link to it."))
        case _:
            raise _Refused(_("This picture is damaged and can't be read. Save it again and try once more."))


def _megabytes() -> int:
    return MOST_BYTES // 1024 // 1024


def _looks_like_a_picture(data: bytes) -> bool:
    return data.startswith(_BEGINNINGS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _rewritten(data: bytes) -> tuple[dict[str, str | int], bytes]:
    limits = [str(each) for each in (MOST_PIXELS, MOST_MOVING_PIXELS, MOST_MEMORY, MOST_SECONDS)]
    command = [sys.executable, "-I", str(_CHILD), *limits]
    with _one_at_a_time:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=MOST_SECONDS + 5, check=False)
        except subprocess.TimeoutExpired:
            return {"problem": "damaged"}, b""
    head, _line, rewritten = done.stdout.partition(b"\n")
    if done.returncode or not head:
        return {"problem": "damaged"}, b""
    return json.loads(head), rewritten
