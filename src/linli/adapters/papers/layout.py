"""The shipped templates: a form's declared layout as a DOCX that an operator can open, read and edit.

Source: GB/T 9704-2012: A4, margins 37/35/28/26 mm (5.2), body 3号 仿宋 at 28 pt (5.2.2), title 2号 小标宋
(7.3.1), red head and red line (7.2), number centred under the head (7.2.5), headings in 黑体 (7.3.3), seal and
day right (7.3.5), page number “— 1 —” in 4号, odd pages right, even pages left (7.5).
"""

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from linli.domain.paper import FONT_ROLES, Line, PaperForm, Style, Table

FONTS = {one.key: one.wanted for one in FONT_ROLES}
LATIN = "Times New Roman"
RED = RGBColor(0xD7, 0x00, 0x0F)
GREY = RGBColor(0x59, 0x59, 0x59)
SIZE_2, SIZE_3, SIZE_SMALL_3, SIZE_4 = Pt(22), Pt(16), Pt(15), Pt(14)
PITCH = Pt(28)
TABLE_PITCH = Pt(22)
TWO_SIGNS = Pt(32)
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def template_of(form: PaperForm) -> bytes:
    """Return the DOCX template that is shipped for `form`."""
    document = Document()
    _page(document)
    if form.has_red_head:
        _red_head(document, has_number=bool(form.series))
    for block, then in zip(form.layout, (*form.layout[1:], None), strict=True):
        if isinstance(block, Table):
            _table(document, block)
        else:
            _line(document, block)
        # Whoever signs and seals never stands alone on a page.
        if isinstance(then, Table):
            document.paragraphs[-1].paragraph_format.space_after = Pt(6)
            document.paragraphs[-1].paragraph_format.keep_with_next = then.row_mm > 0
        if isinstance(then, Line) and then.style in (Style.SEAL, Style.SIGN):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.core_properties.title = form.title.zh
    document.core_properties.author = ""
    document.core_properties.comments = ""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    normal = document.styles["Normal"]
    normal.font.size = SIZE_3
    _fonts(normal.element.get_or_add_rPr(), FONTS["body"])
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, RIGHT)
    _page_number(section.even_page_footer, LEFT)


def _page_number(footer: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """ "— 1 —", one sign in from the edge."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    indent = "right_indent" if side is RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, indent, SIZE_4)
    _run(paragraph, "— ", font="page", size=SIZE_4)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = _run(paragraph, "1", font="page", size=SIZE_4)
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)
    _run(paragraph, " —", font="page", size=SIZE_4)


def _red_head(document: Any, *, has_number: bool) -> None:
    paragraph = _paragraph(document, CENTRE, spacing=Pt(48))
    paragraph.paragraph_format.space_after = Pt(14)
    _run(paragraph, "{{制作单位}}", font="title", size=Pt(32), colour=RED)
    number = _paragraph(document, CENTRE)
    if has_number:
        _run(number, "{{文号}}")
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "D7000F")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    number._p.get_or_add_pPr().append(border)
    number.paragraph_format.space_after = Pt(20)


def _line(document: Any, line: Line) -> None:
    match line.style:
        case Style.TITLE:
            paragraph = _paragraph(document, CENTRE, spacing=Pt(34))
            paragraph.paragraph_format.space_before = Pt(10)
            paragraph.paragraph_format.space_after = Pt(20)
            _run(paragraph, line.text, font="title", size=SIZE_2)
        case Style.LEAD:
            _run(_paragraph(document, LEFT), line.text)
        case Style.HEAD:
            paragraph = _paragraph(document, LEFT, indent=True)
            paragraph.paragraph_format.keep_with_next = True
            _run(paragraph, line.text, font="head")
        case Style.CENTRE:
            paragraph = _paragraph(document, CENTRE)
            paragraph.paragraph_format.space_after = Pt(12)
            _run(paragraph, line.text)
        case Style.SEAL:
            _seal_line(document, line.text)
        case Style.SIGN:
            paragraph = _paragraph(document, LEFT, indent=True, spacing=Pt(36))
            _run(paragraph, line.text)
        case Style.NOTE | Style.SMALL:
            paragraph = _paragraph(document, LEFT)
            paragraph.paragraph_format.space_before = Pt(14)
            _run(paragraph, line.text, font="kai", size=SIZE_4, colour=GREY)
        case Style.BODY:
            _run(_paragraph(document, LEFT, indent=True), line.text)


def _seal_line(document: Any, text: str) -> None:
    """The unit stands a little above the text's end; the day below it, with room for the seal over both."""
    is_unit = "制作单位" in text
    is_after_signs = bool(document.paragraphs) and "：____" in document.paragraphs[-1].text
    paragraph = _paragraph(document, RIGHT)
    paragraph.paragraph_format.right_indent = Pt(48) if is_unit else Pt(64)
    paragraph.paragraph_format.keep_with_next = is_unit
    if is_unit:
        paragraph.paragraph_format.space_before = Pt(20) if is_after_signs else Pt(56)
    _run(paragraph, text)
    if is_unit:
        _run(paragraph, "（印章）", size=SIZE_4, colour=GREY)


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.widths_mm))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, block.widths_mm, strict=True):
        column.width = Mm(width)
    is_pairs = not block.has_head
    for number, (row, words) in enumerate(zip(table.rows, block.rows, strict=True)):
        for place, (cell, text, width) in enumerate(zip(row.cells, words, block.widths_mm, strict=True)):
            cell.width = Mm(width)
            is_title = (block.has_head and number == 0) or (is_pairs and place % 2 == 0)
            paragraph = cell.paragraphs[0]
            _spaced(paragraph, TABLE_PITCH)
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
            paragraph.alignment = CENTRE if is_title or width <= SHORT_MM else LEFT
            cell.vertical_alignment = 1
            _run(paragraph, text, font="head" if is_title else "body", size=SIZE_4)
        _kept_whole(row)
        if block.row_mm and number >= block.has_head:
            row.height = Mm(block.row_mm)
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    if block.has_head:
        _repeated(table.rows[0])
    after = _paragraph(document, LEFT, spacing=Pt(12))
    after.paragraph_format.space_after = Pt(0)


SHORT_MM = 34
"""Narrow columns are centred; long words read better from the left."""


def _kept_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeated(row: Any) -> None:
    """The head of a table stands again on its next page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _paragraph(document: Any, side: WD_ALIGN_PARAGRAPH, *, indent: bool = False, spacing: Any = PITCH) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    _spaced(paragraph, spacing)
    paragraph.paragraph_format.space_after = Pt(0)
    if indent:
        paragraph.paragraph_format.first_line_indent = TWO_SIGNS
    return paragraph


def _spaced(paragraph: Any, spacing: Any) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = spacing


def _run(paragraph: Any, text: str, *, font: str = "body", size: Any = SIZE_3, colour: RGBColor | None = None) -> Any:
    run = paragraph.add_run(text)
    run.font.size = size
    if colour is not None:
        run.font.color.rgb = colour
    _fonts(run._r.get_or_add_rPr(), FONTS[font])
    return run


def _fonts(properties: Any, chinese: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), chinese)
