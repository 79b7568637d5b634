"""A picture in a line of a document: as large as a signature by hand, and never cut off by the line's height.

Runs in the child process; the picture was drawn by Linli itself.
"""

import io
from typing import Any

from docx.image.image import Image
from docx.image.png import Png
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

WIDE, HIGH = Mm(46), Mm(15)
READS = Png
"""Named so that it is loaded with this module: later the child may open nothing any more."""


def put_picture(part: Any, paragraph: Any, png: bytes) -> None:
    """Add a picture behind a paragraph's text."""
    image = Image.from_blob(png)
    scale = min(WIDE / image.px_width, HIGH / image.px_height)
    size = (int(image.px_width * scale), int(image.px_height * scale))
    drawing, run = OxmlElement("w:drawing"), OxmlElement("w:r")
    drawing.append(part.new_pic_inline(io.BytesIO(png), *size))
    run.append(drawing)
    paragraph.append(run)
    spacing = paragraph.get_or_add_pPr().find(qn("w:spacing"))
    if spacing is not None:  # a line of exact height would show the foot of the signature only
        spacing.set(qn("w:lineRule"), "atLeast")
