"""What lxml, which python-docx brings along, could do with a hostile template: nothing that nobody had looked at."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc import oxml as package_oxml
from docx.oxml import parser
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from linli.adapters.papers import filling, opening
from linli.adapters.papers.layout import template_of
from linli.domain.paper_forms import FORMS
from tests.adapters.hostile_templates import HOSTILE, UTF_7, changed
from tests.house.scans import SOURCE, files, name_of

LIBRARY = Path(docx.__file__).parent
MARK = "zqx'\"] | //* | (//w:t)["
"""What would end a query and begin another, if it ever stood in one."""
ENTITIES = '<!DOCTYPE x [<!ENTITY a "hahaha"><!ENTITY f SYSTEM "file:///etc/passwd">]><x>&a;&f;</x>'
NAMES = filling.Names(single={"甲": "first"}, lists={"表": ("rows", "列")}, required={})


def test_only_the_maker_of_papers_knows_the_library_and_none_of_ours_calls_a_query_or_a_stylesheet() -> None:
    using = {name_of(path): path.read_text("utf-8") for path in files(SOURCE, ".py")}
    using = {
        name: words for name, words in using.items() if re.search(r"^\s*(?:from|import) (?:docx|lxml)", words, re.M)
    }
    assert set(using) == {f"src/linli/adapters/papers/{one}.py" for one in ("child", "filling", "layout", "picture")}
    assert not any(re.search(r"lxml|xpath|XPath|XSLT|xslt", words) for words in using.values())


def test_the_library_calls_no_stylesheet_and_includes_nothing() -> None:
    """`useXSLTWhenSaving` is the name of a setting that it passes over."""
    for path in LIBRARY.rglob("*.py"):
        words = path.read_text("utf-8").replace("w:useXSLTWhenSaving", "")
        assert not re.search(r"XSLT|xslt|XInclude|xinclude|load_dtd|no_network=False|huge_tree", words), path.name


@pytest.mark.parametrize("read", [parser.parse_xml, package_oxml.parse_xml], ids=["parts", "package"])
def test_its_parser_expands_no_entity_even_if_one_came_that_far(read: object) -> None:
    assert callable(read)
    root = read(ENTITIES.encode())
    assert "hahaha" not in "".join(root.itertext())
    assert b"root:" not in etree.tostring(root)


def test_no_query_holds_anything_that_stands_in_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    query = BaseOxmlElement.xpath

    def noted(self: BaseOxmlElement, words: str) -> object:
        asked.append(words)
        return query(self, words)

    monkeypatch.setattr(BaseOxmlElement, "xpath", noted)
    spelled = MARK.replace('"', "&quot;").replace("<", "&lt;")
    content = hostile_everywhere(spelled)
    assert opening.mistakes_in(content) == []
    filling.mistakes_in_words(content, NAMES)
    filling.fonts_in(content)
    filling.with_fonts(content, {"仿宋_GB2312": MARK})
    made = filling.filled(content, NAMES, {"first": MARK}, {"rows": [[MARK]]})
    assert MARK in filling._text(docx.Document(io.BytesIO(made)).paragraphs[0]._p)
    assert not [one for one in asked if "zqx" in one]


def hostile_everywhere(words: str) -> bytes:
    """A template with the words as text, as the name of every style and as whatever else a name is given to."""
    styled = changed(
        "word/styles.xml", lambda xml: re.sub(r'(<w:(?:name|basedOn|next) w:val=)"[^"]*"', rf'\1"{words}"', xml)
    )
    made = io.BytesIO()
    text = f'<w:p><w:pPr><w:pStyle w:val="{words}"/></w:pPr><w:r><w:t>{{{{甲}}}}</w:t></w:r></w:p>'
    with zipfile.ZipFile(io.BytesIO(styled)) as good, zipfile.ZipFile(made, "w") as bad:
        for one in good.infolist():
            part = good.read(one).decode() if one.filename == "word/document.xml" else good.read(one)
            bad.writestr(
                one.filename, part.replace("<w:body>", f"<w:body>{text}", 1) if isinstance(part, str) else part
            )
    return made.getvalue()


@pytest.mark.parametrize("name", [one for one, (_, code) in HOSTILE.items() if code == "template_entities"])
def test_a_template_that_declares_an_entity_never_reaches_it(name: str) -> None:
    assert {code for code, _ in opening.mistakes_in(HOSTILE[name][0])} == {"template_entities"}


def test_a_part_that_reads_otherwise_in_the_encoding_it_names_is_refused() -> None:
    """lxml believes the encoding that a part names: there this comment ends early, and an entity is declared."""
    assert etree.fromstring(UTF_7.encode(), parser.oxml_parser).getroottree().docinfo.internalDTD is not None
    shipped = template_of(FORMS["answer_letter"])
    assert opening.mistakes_in(shipped) == []
    assert list(opening._xml(UTF_7.encode(), "x.xml")) == [("template_entities", {"what": "x.xml"})]
