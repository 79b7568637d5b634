"""Small made-up pictures that stand where a real report has a photo: no camera, no person, no place."""

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIZE = (320, 240)


@cache
def snapshot(number: int) -> bytes:
    """Return picture `number` as a JPEG: a street of plain shapes under a sky; equal numbers give equal pictures."""
    rng = Random(f"snapshot/{number}")
    width, height = SIZE
    horizon = height * rng.randrange(45, 60) // 100
    picture = Image.new("RGB", SIZE, (206 + rng.randrange(20), 220 + rng.randrange(14), 226 + rng.randrange(14)))
    draw = ImageDraw.Draw(picture)
    left = -rng.randrange(40)
    while left < width:
        wide, tall, shade = rng.randrange(40, 90), rng.randrange(50, 110), rng.randrange(150, 205)
        draw.rectangle((left, horizon - tall, left + wide, horizon), fill=(shade, shade - 6, shade - 18))
        for x in range(left + 8, left + wide - 10, 18):
            for y in range(horizon - tall + 10, horizon - 12, 20):
                draw.rectangle((x, y, x + 8, y + 10), fill=(shade - 40, shade - 34, shade - 26))
        left += wide + rng.randrange(4, 26)
    draw.rectangle((0, horizon, width, height), fill=(150, 150, 146))
    draw.polygon(
        ((width * 4 // 10, horizon), (width * 6 // 10, horizon), (width, height), (0, height)), fill=(118, 119, 118)
    )
    tone = rng.choice(((196, 120, 60), (90, 130, 110), (170, 70, 60), (80, 110, 150)))
    x, y = rng.randrange(60, width - 110), rng.randrange(horizon + 20, height - 50)
    draw.ellipse((x, y, x + rng.randrange(30, 70), y + rng.randrange(18, 34)), fill=tone)
    kept = BytesIO()
    picture.save(kept, format="JPEG", quality=62)
    return kept.getvalue()
