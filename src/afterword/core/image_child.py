"""The program that decodes one picture and writes it anew. Run by `images.py`, reads stdin, writes stdout.

    python -I image_child.py MOST_PIXELS MOST_MOVING_PIXELS MOST_MEMORY MOST_SECONDS

The answer is a line of JSON, {"type", "width", "height"} or {"problem"}, and the new picture after it.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any

from PIL import Image, ImageOps, ImageSequence

TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
JPEG_MODES, OTHER_MODES = ("L", "RGB"), ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


class Refused(Exception):
    """Names the problem."""


def main(most_pixels: int, most_moving: int, most_memory: int, most_seconds: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
    if sys.platform == "linux":  # elsewhere the limit is of no effect or refused
        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit, told in our own words
    try:
        head, data = rewrite(sys.stdin.buffer.read(), most_pixels, most_moving)
    except Refused as refusal:
        head, data = {"problem": str(refusal)}, b""
    except MemoryError:
        head, data = {"problem": "pixels"}, b""
    except Exception:  # noqa: BLE001 - a decoder may raise anything, and all of it means the same
        head, data = {"problem": "damaged"}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)
    return 0


def rewrite(data: bytes, most_pixels: int, most_moving: int) -> tuple[dict[str, Any], bytes]:
    image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF"))
    kind = image.format or ""
    if image.width * image.height > most_pixels:
        raise Refused("pixels")
    frames = getattr(image, "n_frames", 1) if kind in ("GIF", "WEBP") else 1
    if frames * image.width * image.height > max(most_moving, most_pixels):
        raise Refused("frames")
    out = io.BytesIO()
    if frames > 1:
        save_moving(image, kind, out)
        size = image.size
    else:
        size = save_still(image, kind, out)
    return {"type": TYPES[kind], "width": size[0], "height": size[1]}, out.getvalue()


def save_still(image: Image.Image, kind: str, out: io.BytesIO) -> tuple[int, int]:
    """Turned as its camera meant it, since the note that says so is dropped with the rest."""
    image.load()
    turned = ImageOps.exif_transpose(image)
    is_jpeg = TYPES[kind] == "image/jpeg"
    modes = JPEG_MODES if is_jpeg else OTHER_MODES
    bare = turned if turned.mode in modes else turned.convert("RGB" if is_jpeg else "RGBA")
    transparency = image.info.get("transparency")
    bare.info = {"transparency": transparency} if transparency is not None and not is_jpeg else {}
    match kind:
        case "PNG":
            bare.save(out, "PNG")
        case "GIF":
            bare.save(out, "GIF")
        case "WEBP":
            bare.save(out, "WEBP", quality=90, method=2)
        case _:
            bare.save(out, "JPEG", quality=90)
    return bare.size


def save_moving(image: Image.Image, kind: str, out: io.BytesIO) -> None:
    frames, durations = [], []
    loop = image.info.get("loop")
    for frame in ImageSequence.Iterator(image):
        durations.append(int(frame.info.get("duration") or 100))
        whole = frame.convert("RGBA")
        whole.info = {}
        frames.append(whole if has_holes(whole) else whole.convert("RGB"))
    options: dict[str, Any] = {"duration": durations, "save_all": True, "append_images": frames[1:]}
    if loop is not None:
        options["loop"] = loop
    if kind == "GIF":
        frames[0].save(out, "GIF", disposal=2 if any(each.mode == "RGBA" for each in frames) else 0, **options)
    else:
        frames[0].save(out, "WEBP", quality=85, method=1, **options)


def has_holes(image: Image.Image) -> bool:
    lowest = image.getchannel("A").getextrema()[0]
    return isinstance(lowest, int) and lowest < 255


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:5])))
