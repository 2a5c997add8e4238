import io

import pytest
from PIL import Image

from afterword.core.errors import Invalid
from afterword.core.images import MOST_BYTES, picture_of
from tests.core.pictures import a_bomb, a_moving_picture, a_picture

SCRIPT = b"<script>alert(1)</script>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_told_by_what_is_in_it(kind: str) -> None:
    picture = picture_of(a_picture(kind), name="report.exe")

    assert (picture.content_type, picture.width, picture.height) == (f"image/{kind.lower()}", 64, 48)
    assert Image.open(io.BytesIO(picture.data)).format == kind


def test_nothing_but_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Ada at her desk", 6  # a description, and "turn it by a quarter"

    picture = picture_of(a_picture("JPEG", exif=exif.tobytes(), comment=b"secret") + SCRIPT)

    assert (picture.width, picture.height) == (48, 64)
    assert not any(words in picture.data for words in (b"Ada", b"secret", SCRIPT, b"Exif"))


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_picture_moves_on(kind: str) -> None:
    again = Image.open(io.BytesIO(picture_of(a_moving_picture(kind)).data))

    assert getattr(again, "n_frames", 1) == 3
    assert again.info["loop"] == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no JPEG, PNG, WebP or GIF"),
        (b"just a text file", "no JPEG, PNG, WebP or GIF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "no JPEG, PNG, WebP or GIF"),
        (b"%PDF-1.7\n" + a_picture(), "no JPEG, PNG, WebP or GIF"),
        (b"GIF89a/*" + SCRIPT, "damaged"),
        (a_picture("JPEG", (300, 300))[:-300], "damaged"),
        (a_bomb(), "too many pixels"),
        (a_bomb(40, 40), "damaged"),
        (a_picture() + b"\0" * MOST_BYTES, "larger than 4 MB"),
    ],
    ids=["nothing", "text", "svg", "pdf first", "polyglot", "cut off", "bomb", "too little data", "too large"],
)
def test_a_refusal_says_why(data: bytes, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        picture_of(data, name="graph.png")

    assert refused.value.fields["pictures"].startswith("graph.png: ")
    assert words in refused.value.message
