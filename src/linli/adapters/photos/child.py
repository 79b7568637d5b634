"""The process that opens strangers' photos: with little memory and time, no files, no network, no environment.

Run by path as a program of its own, so it knows nothing of Linli: it reads a length and a photo from its standard
input and answers with "0", a length and a JPEG made from the pixels alone, or with "1" for what is not a picture.
Once Pillow is loaded it may open nothing any more: every further file or socket is refused by the kernel.
"""

import io
import resource
import struct
import sys
import warnings
import zlib
from typing import BinaryIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS_MAX = 50_000_000
"""A picture that unpacks to more is refused before it is unpacked."""
SIDE_MAX_PX = 1600
QUALITY = 82
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 5
STANDARD_STREAMS = 3
UPSIDE_DOWN = 3
ORIENTATION = 0x0112
LENGTH = struct.Struct(">Q")
CLEANED, REFUSED = b"0", b"1"
NO_PICTURE = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError, LookupError, TypeError, AttributeError,
    struct.error, zlib.error, Warning, Image.DecompressionBombError,
)  # fmt: skip


def main(asked: BinaryIO, told: BinaryIO) -> None:
    """Clean photos until nobody asks any more."""
    prepare()
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        photo = asked.read(LENGTH.unpack(head)[0])
        give_time()
        try:
            made = clean(photo)
            told.write(CLEANED + LENGTH.pack(len(made)) + made)
        # What else a stranger's file makes a decoder raise ends this process; whoever asked takes that for a refusal.
        except NO_PICTURE:
            told.write(REFUSED + LENGTH.pack(0))
        told.flush()


def prepare() -> None:
    """Load what decoding needs, then close every door."""
    warnings.simplefilter("error")  # a warning about a bomb is a bomb
    for one in FORMATS:  # Pillow loads each of its parts when it is first used, and later it may load nothing
        clean(_sample(one))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (STANDARD_STREAMS, STANDARD_STREAMS))


def give_time() -> None:
    """Let the kernel end this process when the next photo takes too long."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))


def clean(photo: bytes) -> bytes:
    """Return a JPEG of at most SIDE_MAX_PX a side, made anew from the pixels; raises for what is not a picture."""
    with Image.open(io.BytesIO(photo), formats=FORMATS) as opened:
        if opened.width * opened.height > PIXELS_MAX:
            raise ValueError("too many pixels")
        opened.thumbnail((SIDE_MAX_PX, SIDE_MAX_PX))
        upright = ImageOps.exif_transpose(opened)
        plain = Image.new("RGB", upright.size, "white")
        # Pasting pixels onto a new picture leaves behind whatever the old one carried.
        visible = upright.convert("RGBA")
        plain.paste(visible, mask=visible.getchannel("A"))
    made = io.BytesIO()
    plain.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _sample(format_: str) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = UPSIDE_DOWN
    made = io.BytesIO()
    Image.new("RGBA" if format_ == "PNG" else "RGB", (8, 8)).save(made, format_, exif=exif)
    return made.getvalue()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
