"""A signature's strokes as a picture that a document can hold."""

import base64
import io

from PIL import Image, ImageDraw

from linli.domain.strokes import PAD_HEIGHT, PAD_WIDTH, kept_signature

PEN = 9
"""Width of the line, in units of the pad."""
INK = (20, 24, 46, 255)


def picture_of(spelled: str) -> str:
    """Return the signature as a PNG in base64, cut to its ink; "" where there is none."""
    signature = kept_signature(spelled) if spelled else None
    if signature is None:
        return ""
    sheet = Image.new("RGBA", (PAD_WIDTH + 2 * PEN, PAD_HEIGHT + 2 * PEN), (255, 255, 255, 0))
    pen = ImageDraw.Draw(sheet)
    for stroke in signature.strokes:
        points = [(x + PEN, y + PEN) for x, y in stroke]
        pen.line(points, fill=INK, width=PEN, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - PEN / 2, y - PEN / 2, x + PEN / 2, y + PEN / 2), fill=INK)
    made = io.BytesIO()
    sheet.crop(sheet.getbbox()).save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()
