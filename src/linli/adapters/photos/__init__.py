"""Photos: opened, turned upright, and made anew from their pixels, so that nothing else survives in them."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from linli.domain.problems import Problem, Refused

FORMATS = ("JPEG", "PNG", "WEBP")
BYTES_MAX = 12 * 1024 * 1024
PIXELS_MAX = 50_000_000
"""A picture that unpacks to more is refused before it is unpacked."""
SIDE_MAX_PX = 1600
QUALITY = 82


class PillowPhotoCleaner:
    """Re-encodes with Pillow; metadata, colour profiles, comments and anything behind the picture are left behind."""

    def clean(self, photo: bytes) -> bytes:
        """Return a JPEG of at most SIDE_MAX_PX a side; raises Refused for what is not a picture, or too large a one."""
        if len(photo) > BYTES_MAX:
            raise Refused([Problem("photo_too_large", at="photo", params={"limit": BYTES_MAX // 1024 // 1024})])
        try:
            # A warning about a bomb is a bomb: warnings become errors for this one call.
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return _clean(photo)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, EOFError) as error:
            raise Refused([Problem("not_a_photo", at="photo")]) from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, Warning) as error:
            raise Refused([Problem("not_a_photo", at="photo")]) from error


def _clean(photo: bytes) -> bytes:
    with Image.open(io.BytesIO(photo), formats=FORMATS) as opened:
        if opened.width * opened.height > PIXELS_MAX:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((SIDE_MAX_PX, SIDE_MAX_PX))
        plain = Image.new("RGB", upright.size, "white")
        # Pasting pixels onto a new picture leaves behind whatever the old one carried.
        visible = upright.convert("RGBA")
        plain.paste(visible, mask=visible.getchannel("A"))
    made = io.BytesIO()
    plain.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
