"""Photos: opened in a process of little means, and made anew from their pixels, so that nothing else survives in them.

Nothing is read from a photo but its pixels and how it was held; where it was taken is never looked at.
"""

import re

from linli.adapters.photos.workers import WORKERS, AllBusy
from linli.domain.problems import Problem, Refused

BYTES_MAX = 12 * 1024 * 1024
SIDE_MAX_PX = 1600
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
"""How a JPEG, a PNG and a WebP begin; what begins otherwise is not even handed to the decoder."""


class PillowPhotoCleaner:
    """Re-encodes with Pillow in a child; metadata, profiles, comments and anything behind the picture stay behind."""

    def clean(self, photo: bytes) -> bytes:
        """Return a JPEG of at most SIDE_MAX_PX a side.

        Raises Refused for what is not a picture or too large a one, and while too many photos wait at once.
        """
        if len(photo) > BYTES_MAX:
            raise Refused([Problem("photo_too_large", at="photo", params={"limit": BYTES_MAX // 1024 // 1024})])
        try:
            made = WORKERS.clean(photo) if BEGINNINGS.match(photo) else None
        except AllBusy as error:
            raise Refused([Problem("photos_busy", at="photo")]) from error
        if made is None:
            raise Refused([Problem("not_a_photo", at="photo")])
        return made
