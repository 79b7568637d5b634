"""Templates that somebody could send to read, fetch, run or fell something: made by hand, part by part."""

import io
import zipfile
from base64 import b64encode
from collections.abc import Callable

from linli.adapters.papers.layout import template_of
from linli.domain.paper_forms import FORMS

FORM = FORMS["answer_letter"]
DOCUMENT, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(part: str, change: Callable[[str], str], *more: tuple[str, bytes]) -> bytes:
    """Return the shipped template with one part changed and others added."""
    made = io.BytesIO()
    good, bad = zipfile.ZipFile(io.BytesIO(template_of(FORM))), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED)
    with good, bad:
        for one in good.infolist():
            content = good.read(one)
            bad.writestr(one.filename, change(content.decode()) if one.filename == part else content)
        for name, content in more:
            bad.writestr(name, content)
    return made.getvalue()


def in_text(words: str) -> bytes:
    """Return a template with more words in its text."""
    return in_body(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")


def in_body(xml_words: str) -> bytes:
    """Return a template with more XML in its body."""
    return changed(DOCUMENT, lambda xml: xml.replace("<w:body>", f"<w:body>{xml_words}", 1))


def related(kind: str, target: str) -> bytes:
    """Return a template that refers to something outside."""
    line = f'<Relationship Id="rX" Type="{REL}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed(RELATIONS, lambda xml: xml.replace("</Relationships>", line))


def with_part(name: str, content: bytes = b"x") -> bytes:
    """Return a template with one more part."""
    return changed("", str, (name, content))


def bomb() -> bytes:
    """Return a small file that unpacks to 60 MB."""
    return with_part("word/media/big.png", b"\0" * 60_000_000)


def entities() -> bytes:
    """Return a template whose text asks the parser for a file of the machine."""
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return changed(DOCUMENT, lambda xml: head + xml.partition("?>")[2].replace("</w:body>", "&e;</w:body>"))


def laughs() -> bytes:
    """Return a template whose entities grow without end."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{lines}]>'
    return changed(DOCUMENT, lambda xml: head + xml.partition("?>")[2].replace("</w:body>", "&l9;</w:body>"))


def field(*pieces: str) -> bytes:
    """Return a template with a field whose words are cut into runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return in_body(f"<w:p>{begin}{runs}{end}</w:p>")


HIDDEN = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:hdr xmlns:w="urn:x">&e;</w:hdr>'


def utf_7(words: str) -> str:
    """Return words as base 64 within UTF-7, where no sign of theirs is seen by whoever reads UTF-8."""
    return f"+{b64encode(words.encode('utf-16-be')).decode().rstrip('=')}-"


UTF_7 = (
    f'<?xml version="1.0" encoding="UTF-7"?><!-- {utf_7("--><!DOCTYPE x [<!ENTITY e SYSTEM")} "file:///etc/passwd"'
    f"{utf_7('>]><!--')} --><x>{utf_7('&e;')}</x>"
)
"""Read as UTF-8 this is a comment; read as it says it is, the comment ends early and an entity is declared."""


def header(name: str, content: bytes, *, is_declared: bool = True) -> bytes:
    """Return a template whose header is a part that is not called XML, declared as one or only related as one."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    declared = f'<Override PartName="/word/{name}" ContentType="{kind}"/></Types>'
    line = f'<Relationship Id="rY" Type="{REL}/header" Target="{name}"/></Relationships>'
    made = changed(RELATIONS, lambda xml: xml.replace("</Relationships>", line), (f"word/{name}", content))
    if not is_declared:
        return made
    again = io.BytesIO()
    good, bad = zipfile.ZipFile(io.BytesIO(made)), zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED)
    with good, bad:
        for one in good.infolist():
            words = good.read(one)
            bad.writestr(
                one.filename, words.replace(b"</Types>", declared.encode()) if one.filename == TYPES else words
            )
    return again.getvalue()


def picture_of(target: str) -> bytes:
    """Return a template that shows another of its parts as a picture."""
    line = f'<Relationship Id="rZ" Type="{REL}/image" Target="{target}"/></Relationships>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    return changed(RELATIONS, lambda xml: xml.replace("</Relationships>", line), (f"word/{target}", svg))


HOSTILE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"PK nonsense", "template_not_docx"),
    "an empty file": (b"", "template_not_docx"),
    "an old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "template_not_docx"),
    "macros": (with_part("word/vbaProject.bin"), "template_macros"),
    "a macro document by its type": (
        changed(TYPES, lambda xml: xml.replace("document.main+xml", "document.macroEnabled.main+xml")),
        "template_macros",
    ),
    "a linked picture": (related("image", "http://192.0.2.1/x.png"), "template_outside"),
    "a template on a share": (related("attachedTemplate", "//192.0.2.1/x.dotm"), "template_outside"),
    "a file of the machine": (related("oleObject", "file:///etc/passwd"), "template_outside"),
    "an embedded program": (with_part("word/embeddings/oleObject1.bin"), "template_embedded"),
    "a web page as a part": (with_part("word/afchunk.mht"), "template_embedded"),
    "a picture that is XML": (with_part("word/media/a.png", b"<svg/>"), "template_embedded"),
    "an entity of the machine": (entities(), "template_entities"),
    "entities without end": (laughs(), "template_entities"),
    "another encoding": (with_part("word/x.xml", '<?xml version="1.0"?><x/>'.encode("utf-16")), "template_entities"),
    "an encoding of its own": (with_part("word/x.xml", UTF_7.encode()), "template_entities"),
    "a header called a picture": (header("h.png", b"\xef\xbb\xbf" + HIDDEN.encode()), "template_embedded"),
    "a header in another encoding": (header("h.png", HIDDEN.encode("utf-16")), "template_embedded"),
    "a header among the printer's settings": (
        header("printerSettings/h.bin", HIDDEN.encode(), is_declared=False), "template_embedded"
    ),
    "a part that is only declared XML": (
        changed(TYPES, lambda xml: xml.replace("</Types>", '<Default Extension="bin" ContentType="a/b+xml"/></Types>')),
        "template_embedded",
    ),
    "a picture that is called XML": (picture_of("a.xml"), "template_embedded"),
    "a bomb": (bomb(), "template_too_large"),
    "a field that includes text": (field("INCLUDETEXT ", '"/etc/passwd"'), "template_field"),
    "a field cut into runs": (field("DDE", "AUTO cmd"), "template_field"),
    "a field around another": (
        in_body(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "template_field",
    ),
    "a short field": (in_body('<w:p><w:fldSimple w:instr="LINK x"/></w:p>'), "template_field"),
    "a part from outside": (in_body('<w:altChunk xmlns:r="x" r:id="rX"/>'), "template_embedded"),
    "a Jinja escape": (in_text("{{ ''.__class__.__mro__[1].__subclasses__() }}"), "template_variable_unknown"),
    "an attribute": (in_text("{{答复内容.__class__}}"), "template_variable_unknown"),
    "a statement": (in_text("{% for x in range(10**9) %}"), "template_syntax"),
    "a loose brace": (in_text("{{答复内容"), "template_syntax"),
    "a stranger": (in_text("{{联系人身份证}}"), "template_variable_unknown"),
}  # fmt: skip
