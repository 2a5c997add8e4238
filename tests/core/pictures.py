"""Pictures for tests, good and bad, made small and fast."""

import io
import struct
import zlib

from PIL import Image


def a_picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), color: str = "#336699", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **options)
    return out.getvalue()


def a_moving_picture(kind: str = "GIF") -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 10), color) for color in ("red", "green", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)
    return out.getvalue()


def a_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of some hundred bytes that would unfold to gigabytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
