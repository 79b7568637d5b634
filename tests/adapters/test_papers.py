"""Papers as documents: hostile templates are refused by name, words stay words, and LibreOffice is kept short."""

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from PIL import Image

from linli.adapters.papers import OfficePress, office
from linli.adapters.papers.reading import asked_of_child
from linli.domain.paper import Filling, Source, sample_of
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Refused
from tests.adapters.hostile_templates import FORM, HOSTILE, changed, in_body, in_text
from tests.disputes import SIGNATURE

PRESS = OfficePress()


def text_of(docx: bytes) -> str:
    """Every word of a document, the tables' too."""
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_template_is_refused_by_name_for_checking_and_for_filling(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        PRESS.check(content, FORM)
    assert code in refused.value.codes
    if not code.startswith(("template_variable", "template_syntax")):
        with pytest.raises(Refused):
            PRESS.fill(content, FORM, sample_of(FORM))


def test_every_mistake_is_named_at_once() -> None:
    from tests.adapters.hostile_templates import DOCUMENT

    def worse(xml: str) -> str:
        return xml.replace("{{答复内容}}", "{{甲}} {{乙}} {{未完")

    with pytest.raises(Refused) as refused:
        PRESS.check(changed(DOCUMENT, worse), FORM)
    codes = refused.value.codes
    assert codes.count("template_variable_unknown") == 2
    assert "template_syntax" in codes and "template_variable_missing" in codes
    assert all(one.within("zh") and one.within("en") for one in refused.value.problems)


def test_the_child_has_no_network_no_files_and_little_time() -> None:
    import linli.adapters.papers.child as child

    limits = (child.MEMORY_BYTES, child.CPU_SECONDS, child.STANDARD_STREAMS)
    assert limits <= (768 * 1024 * 1024, 8, 3)
    with pytest.raises(Refused) as refused:
        asked_of_child("no such thing", PRESS.template_of(FORM))
    assert refused.value.codes == ("template_too_slow",)


@pytest.mark.parametrize("key", ["petition_opinion", "dispute_agreement", "meeting_minutes", "follow_up_record"])
def test_a_shipped_template_passes_its_own_check_and_leaves_no_brace_behind(key: str) -> None:
    form = FORMS[key]
    template = PRESS.template_of(form)
    PRESS.check(template, form)
    shown = text_of(PRESS.fill(template, form, sample_of(form)))
    assert "{{" not in shown and "}}" not in shown
    said = [sample_of(form).words[one.key] for one in form.variables if one.source in (Source.VALUE, Source.ASKED)]
    assert said and all(line in shown for words in said for line in words.splitlines())


def test_words_that_look_like_names_stay_words() -> None:
    """What a resident wrote is printed as it stands, in lists too: nothing is filled in twice."""
    words = {**sample_of(FORM).words, "answer": "见{{文号}}和{{承办人}}", "addressee": "<b>张</b>&amp;"}
    shown = text_of(PRESS.fill(PRESS.template_of(FORM), FORM, Filling(words=words)))
    assert "见{{文号}}和{{承办人}}" in shown and "<b>张</b>&amp;" in shown
    form = FORMS["dispute_agreement"]
    rows = {"parties": (("甲方", "{{协议内容}}", "{{各方.姓名}}"),), "signed": (("{{签署.签名}}", SIGNATURE),)}
    shown = text_of(PRESS.fill(PRESS.template_of(form), form, Filling(words=sample_of(form).words, rows=rows)))
    assert "{{协议内容}}" in shown and "{{各方.姓名}}" in shown and "{{签署.签名}}" in shown


def test_a_signature_is_printed_as_it_was_written_and_whoever_signs_by_hand_has_room() -> None:
    form = FORMS["dispute_agreement"]
    rows = {"signed": (("甲方", SIGNATURE), ("乙方", ""), ("丙方", "no strokes"), ("丁方", SIGNATURE))}
    filling = replace(sample_of(form), rows={**sample_of(form).rows, **rows})
    docx = PRESS.fill(PRESS.template_of(form), form, filling)
    document = Document(io.BytesIO(docx))
    cells = [row.cells[1] for row in document.tables[-1].rows[1:]]
    assert [len(cell._tc.xpath(".//w:drawing")) for cell in cells] == [1, 0, 0, 1]
    assert not any(cell.text for cell in cells) and SIGNATURE not in text_of(docx)
    [picture] = [one.blob for one in document.part.package.image_parts]
    ink = Image.open(io.BytesIO(picture)).getchannel("A")
    points = json.loads(SIGNATURE)[0]
    left, top = 100, 90  # the picture is cut to its ink
    assert all(ink.getpixel((x - left + 4, y - top + 4)) for x, y in zip(points[::2], points[1::2], strict=True))
    assert 0.01 < sum(ink.histogram()[1:]) / (ink.width * ink.height) < 0.2, "lines, and no blot"
    assert PRESS.check(PRESS.template_of(form), form), "a template of one's own may name it"


def test_a_name_that_word_cut_into_runs_is_found() -> None:
    pieces = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in ("见{", "{答复", "内容", "}", "}止"))
    template = in_body(f"<w:p>{pieces}</w:p>")
    PRESS.check(template, FORM)
    shown = text_of(PRESS.fill(template, FORM, Filling(words={**sample_of(FORM).words, "answer": "好了"})))
    assert "见好了止" in shown


def test_rows_repeat_and_an_empty_paragraph_is_left_out() -> None:
    form = FORMS["meeting_minutes"]
    sample = sample_of(form)
    filling = replace(sample, words={**sample.words, "copies_to": ""})
    document = Document(io.BytesIO(PRESS.fill(PRESS.template_of(form), form, filling)))
    assert len(document.tables[0].rows) == 1 + len(sample.rows["items"])
    assert not any("分送" in one.text for one in document.paragraphs)
    assert any("请假" in one.text for one in document.paragraphs)


def test_names_in_english_do_as_well() -> None:
    shown = text_of(PRESS.fill(in_text("No. {{ paper_number }}"), FORM, sample_of(FORM)))
    assert f"No. {sample_of(FORM).words['paper_number']}" in shown


def test_a_page_is_set_as_the_standard_asks() -> None:
    document = Document(io.BytesIO(PRESS.template_of(FORM)))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins if one] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    with zipfile.ZipFile(io.BytesIO(PRESS.template_of(FORM))) as archive:
        document_xml, footer = archive.read("word/document.xml").decode(), archive.read("word/footer1.xml").decode()
    assert 'w:eastAsia="仿宋_GB2312"' in document_xml and 'w:eastAsia="方正小标宋_GBK"' in document_xml
    assert 'w:line="560"' in document_xml
    assert "— " in footer and 'w:instr="PAGE"' in footer


def needs_office() -> None:
    """LibreOffice and a Chinese font are there, or the test is left out by name."""
    if not office.program():
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    if not office.families(":lang=zh-cn"):
        pytest.skip("no Chinese font is installed (Debian: fonts-noto-cjk)")


def test_a_pdf_holds_every_word_and_its_types_are_embedded() -> None:
    needs_office()
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    import subprocess

    form = FORMS["petition_opinion"]
    made = PRESS.pdf(PRESS.fill(PRESS.template_of(form), form, sample_of(form)))
    assert made.content is not None and made.content.startswith(b"%PDF-")
    text = subprocess.run(["pdftotext", "-", "-"], input=made.content, capture_output=True, check=True).stdout.decode()
    plain = re.sub(r"\s", "", text)
    for words in ("信访事项处理意见书", "三十日内", "柳岸综治信复〔2026〕12号", "2026年3月16日", "—1—"):
        assert words in plain
    fonts = subprocess.run(["pdffonts", "-"], input=made.content, capture_output=True, check=True).stdout.decode()
    lines = fonts.splitlines()[2:]
    assert lines and all(re.search(r"\byes\s+(yes|no)\s+(yes|no)\s+\d+", line) for line in lines)


def test_a_missing_program_or_font_is_said_by_name_and_no_pdf_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    docx = PRESS.template_of(FORM)
    monkeypatch.setattr(office, "program", lambda: "")
    assert [one.code for one in PRESS.pdf(docx).problems] == ["paper_no_office"]
    assert [one.code for one in PRESS.standing()] == ["paper_no_office"]
    monkeypatch.setattr(office, "program", lambda: "/usr/bin/true")
    monkeypatch.setattr(office, "families", lambda of="": frozenset())
    made = PRESS.pdf(docx)
    assert made.content is None and [one.code for one in made.problems] == ["paper_no_chinese_font"]


def test_a_program_that_makes_nothing_is_said_and_never_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    needs_office()
    monkeypatch.setattr(office, "program", lambda: shutil.which("sleep") or "")
    monkeypatch.setattr(office, "WALL_SECONDS", 1.0)
    made = PRESS.pdf(PRESS.template_of(FORM))
    assert made.content is None and [one.code for one in made.problems] == ["paper_office_failed"]
