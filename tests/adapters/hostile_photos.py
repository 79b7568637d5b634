"""Files that harm careless programs: cut off, changed, swollen, two things at once, or not pictures at all; seeded."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from random import Random

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = b"CANARY-7F3A-30.123456N"
XMP = b"<x:xmpmeta><rdf:RDF><exif:GPSLatitude>" + CANARY + b"</exif:GPSLatitude></rdf:RDF></x:xmpmeta>"
SIZES = ((1, 1), (60, 40), (7, 300), (257, 129))
MODES = ("RGB", "RGBA", "L", "P", "1", "CMYK", "I;16")
File = tuple[str, bytes]


def files(count: int, *, seed: int = 20261121) -> Iterator[File]:
    """Yield `count` files with what each is."""
    chance = Random(seed)
    kinds = (cut, changed, changed, changed, swollen, doubled, marked, foreign, lying, mixed)
    fixed = list(whole())
    yield from fixed
    for at in range(count - len(fixed)):
        yield kinds[at % len(kinds)](chance)


@cache
def whole() -> tuple[File, ...]:
    """Pictures as they should be, in every format and mode, each with metadata that must not survive."""
    found = []
    for format_ in ("JPEG", "PNG", "WEBP"):
        for mode in MODES:
            for size in SIZES:
                data = picture(format_, mode, size)
                if data:
                    found.append((f"whole {format_} {mode} {size}", data))
    return tuple(found)


def picture(format_: str, mode: str, size: tuple[int, int]) -> bytes:
    """Return a picture with a canary wherever the format has room for one, or b"" where it knows no such mode."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = exif[0x9286] = CANARY.decode()
    exif.get_ifd(0x8825)[0x1D] = CANARY.decode()
    given: dict[str, object] = {"exif": exif}
    if format_ == "JPEG":
        given |= {"comment": CANARY, "icc_profile": bytes(128) + CANARY, "xmp": XMP}
    elif format_ == "PNG":
        notes = PngInfo()
        notes.add_text("Comment", CANARY.decode())
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
        given["pnginfo"] = notes
    else:
        given |= {"xmp": XMP, "icc_profile": bytes(128) + CANARY}
    try:
        Image.new(mode, size, 1 if mode in ("1", "P", "I;16") else None).save(made, format_, **given)
    except (OSError, ValueError, TypeError, KeyError):
        return b""
    return made.getvalue()


def _any(chance: Random) -> bytes:
    return chance.choice(whole())[1]


def cut(chance: Random) -> File:
    """The beginning of a picture."""
    data = _any(chance)
    return "cut", data[: chance.randrange(len(data))]


def changed(chance: Random) -> File:
    """A picture with some bytes changed, the head more often than the rest."""
    data = bytearray(_any(chance))
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        reach = len(data) if chance.random() < 0.5 else min(len(data), 64)
        data[chance.randrange(reach)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return "changed", bytes(data)


def swollen(chance: Random) -> File:
    """A small file that says it is a huge picture, or unpacks to one."""
    width, height = chance.choice(((60_000, 60_000), (1, 2**31 - 1), (50_001, 1_000), (9_000, 5_000), (0, 0)))
    rows = zlib.compress(bytes(chance.choice((100, 100_000, 3_000_000))))
    depth, colour = chance.choice(((8, 2), (16, 6), (1, 0), (8, 3)))
    return "swollen", png(width, height, depth=depth, colour=colour, data=rows)


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, data: bytes = b"") -> bytes:
    """Return a PNG of those claims."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">II5B", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def doubled(chance: Random) -> File:
    """A picture that is something else too: an archive, a page or a script stands behind it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr(CANARY.decode(), b"<script>alert(1)</script>")
    tails = (
        archive.getvalue(),
        b"<html><script>alert(1)</script>" + CANARY,
        b"%PDF-1.7\n" + CANARY,
        b"<?php ?>" + CANARY,
    )
    return "doubled", _any(chance) + chance.choice(tails)


def marked(chance: Random) -> File:
    """A JPEG with segments of every kind put in, long, short and lying about their length."""
    data = picture("JPEG", "RGB", chance.choice(SIZES))
    body = CANARY * chance.choice((1, 3, 2000))
    length = chance.choice((len(body) + 2, len(body) + 2, 2, 0, 0xFFFF)) & 0xFFFF
    segment = b"\xff" + bytes([chance.choice((0xE0, 0xE1, 0xE2, 0xED, 0xFE, 0xDB, 0xC4, 0xC0, 0xDD))])
    return "marked", data[:2] + segment + struct.pack(">H", length) + body + data[2:]


def foreign(chance: Random) -> File:
    """No picture of ours at all, or only its first bytes."""
    found: tuple[bytes, ...] = (
        b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP", b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + CANARY + b"</svg>",
        b"<html><body onload=alert(1)>" + CANARY, b"%PDF-1.7\n" + CANARY, b"PK\x03\x04" + bytes(60) + CANARY,
        b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file", b"MZ" + bytes(200), b"\x7fELF" + bytes(200),
        b"\x00\x00\x00\x18ftypheic" + bytes(80), b"BM" + bytes(80), b"II*\x00" + bytes(80),
    )  # fmt: skip
    head = chance.choice((b"", b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\xffWEBPVP8 "))
    return "foreign", head + chance.choice(found)


def lying(chance: Random) -> File:
    """Noise behind the first bytes of a picture."""
    head = chance.choice(
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"RIFF\x40\x00\x00\x00WEBPVP8X")
    )
    return "lying", head + chance.randbytes(chance.choice((10, 500, 20_000)))


def mixed(chance: Random) -> File:
    """The head of one picture on the body of another."""
    one, other = _any(chance), _any(chance)
    return "mixed", one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :]
