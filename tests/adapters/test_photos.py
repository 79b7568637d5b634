"""Photos: only pictures get in, and nothing but their pixels gets out."""

import io
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from linli.adapters.photos import BYTES_MAX, SIDE_MAX_PX, PillowPhotoCleaner
from linli.domain.problems import Refused

CANARY = b"CANARY-7F3A"
clean = PillowPhotoCleaner().clean


def picture(format_: str = "JPEG", size: tuple[int, int] = (60, 40), **rest: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, format_, **rest)
    return made.getvalue()


def png_bomb() -> bytes:
    """A picture of a few hundred bytes that says it is 60,000 × 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html><img></html>", b"GIF89a" + b"\0" * 40,
        b"%!PS-Adobe-3.0 EPSF", b"PK\x03\x04" + b"\0" * 100, picture()[:200], picture("PNG")[:80], png_bomb(),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 100, picture("BMP"), picture("TIFF"),
    ],
)  # fmt: skip
def test_what_is_not_a_whole_picture_of_the_allowed_kinds_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        clean(data)
    assert refused.value.codes == ("not_a_photo",)


def test_a_file_above_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(Refused) as refused:
        clean(b"\xff" * (BYTES_MAX + 1))
    assert refused.value.codes == ("photo_too_large",)


def test_nothing_that_travelled_with_a_jpeg_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    exif.get_ifd(0x8825)[29] = "2026:11:21"
    dirty = picture(exif=exif, comment=CANARY, icc_profile=b"\0" * 100 + CANARY) + CANARY
    assert CANARY in dirty
    made = clean(dirty)
    assert CANARY not in made
    with Image.open(io.BytesIO(made)) as opened:
        assert (opened.format, dict(opened.getexif()), opened.info.get("icc_profile")) == ("JPEG", {}, None)


def test_nothing_that_travelled_with_a_png_is_left() -> None:
    notes = PngInfo()
    notes.add_text("Comment", CANARY.decode())
    notes.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    assert CANARY not in clean(picture("PNG", pnginfo=notes) + CANARY)


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(clean(picture(size=(60, 40), exif=exif)))) as opened:
        assert opened.size == (40, 60)


def test_a_large_picture_is_made_smaller_and_keeps_its_shape() -> None:
    with Image.open(io.BytesIO(clean(picture(size=(4000, 2000))))) as opened:
        assert opened.size == (SIDE_MAX_PX, SIDE_MAX_PX // 2)


def test_transparent_parts_become_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(clean(made.getvalue()))) as opened:
        assert opened.getpixel((10, 10)) == (255, 255, 255)


def test_cleaning_the_same_picture_twice_gives_the_same_bytes() -> None:
    assert clean(picture("WEBP")) == clean(picture("WEBP"))
