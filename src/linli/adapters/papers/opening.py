"""What a template of somebody's may hold: looked at as bytes and tags, before anything reads it as a document.

Runs in the child process; every mistake is named at once as (code, params).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

FILE_MB = 5
OPEN_MB = 40
MEGABYTE = 1024 * 1024
PARTS_MAX = 400
RATIO_MAX = 200
EXCERPT = 40
ENCRYPTED = 0x1
NEEDED = ("[Content_Types].xml", "word/document.xml")
XML_NAMES = (".xml", ".rels")
JPEG_START = (b"\xff\xd8\xff",)
PICTURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": JPEG_START, ".jpeg": JPEG_START, ".gif": (b"GIF87a", b"GIF89a"),
    ".bmp": (b"BM",),
}  # fmt: skip
"""How files of pictures end, and how they begin."""
OTHER_THAN_XML = {"image": tuple(PICTURES), "thumbnail": tuple(PICTURES), "printerSettings": (".bin",)}
"""What a part that is not XML may be to another: as anything else it would be read as XML that nobody looked at."""
NAMED_XML = re.compile(r"[^#?%]+\.xml", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
ENCODINGS_READ = (b"utf-8", b"us-ascii")
HARMLESS_BINARY = re.compile(r"word/printersettings/[^/]+\.bin", re.IGNORECASE)
MACROS = re.compile(r"vbaproject|vbadata|macroenabled|/macros?/", re.IGNORECASE)
FIELDS_ALLOWED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
EMBEDDING_TAGS = frozenset({"altChunk", "subDoc", "attachedTemplate", "object", "control", "OLEObject", "ddeLink"})
NOT_A_ZIP = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError
)  # fmt: skip

Mistake = tuple[str, dict[str, str | int]]


def mistakes_in(content: bytes) -> list[Mistake]:
    """Return everything that keeps `content` from being taken as a template."""
    if len(content) > FILE_MB * MEGABYTE:
        return [_too_large()]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = list(_outer(archive)) or list(_inner(archive))
    except NOT_A_ZIP:
        return [("template_not_docx", {})]
    return list({(code, *params.items()): (code, params) for code, params in found}.values())


def _too_large() -> Mistake:
    return ("template_too_large", {"limit": FILE_MB, "limit_open": OPEN_MB})


def _outer(archive: zipfile.ZipFile) -> Iterator[Mistake]:
    """Name what the list of parts already tells: nothing is unpacked for it."""
    parts = archive.infolist()
    names = [one.filename for one in parts]
    total, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts) or 1
    if total > OPEN_MB * MEGABYTE or len(parts) > PARTS_MAX or (total > MEGABYTE and total / packed > RATIO_MAX):
        yield _too_large()
    is_strange = any(one.flag_bits & ENCRYPTED or one.filename.startswith("/") or ".." in one.filename for one in parts)
    if is_strange or any(one not in names for one in NEEDED) or len(names) != len(set(names)):
        yield ("template_not_docx", {})


def _inner(archive: zipfile.ZipFile) -> Iterator[Mistake]:
    for part in archive.infolist():
        name, low = part.filename, part.filename.lower()
        if MACROS.search(low):
            yield ("template_macros", {})
        elif low.endswith(XML_NAMES):
            yield from _xml(archive.read(part), name)
        elif not part.is_dir() and not HARMLESS_BINARY.fullmatch(low) and not _is_picture(low, archive, part):
            yield ("template_embedded", {"what": name[:EXCERPT]})


def _is_picture(low: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    starts = next((starts for ending, starts in PICTURES.items() if low.endswith(ending)), ())
    return bool(starts) and archive.read(part).startswith(starts)


def _xml(content: bytes, name: str) -> Iterator[Mistake]:
    """A part without entities, in UTF-8, whose tags bring in nothing from outside."""
    spelled = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if spelled and spelled[1].lower() not in ENCODINGS_READ:  # other readers would believe it, and read something else
        yield ("template_entities", {"what": name[:EXCERPT]})
        return
    try:
        root = fromstring(content.decode("utf-8-sig"), forbid_dtd=True)
    except (DefusedXmlException, ParseError, UnicodeDecodeError, ValueError):
        yield ("template_entities", {"what": name[:EXCERPT]})
        return
    pending = ""
    for one in root.iter():
        tag = _plain(str(one.tag))
        if tag in EMBEDDING_TAGS:
            yield ("template_embedded", {"what": tag})
        if tag == "Relationship" and _attribute(one, "TargetMode").lower() == "external":
            yield ("template_outside", {"what": _attribute(one, "Target")[:EXCERPT]})
        elif what := _taken_for_xml(tag, one):
            yield ("template_embedded", {"what": what[:EXCERPT]})
        if MACROS.search(_attribute(one, "ContentType")) or MACROS.search(_attribute(one, "Type")):
            yield ("template_macros", {})
        if tag == "fldSimple":
            yield from _field(_attribute(one, "instr"))
        if tag == "fldChar":  # whatever was said so far belongs to one field, or to its part before another inside it
            yield from _field(pending)
            pending = ""
        if tag in ("instrText", "delInstrText"):
            pending += one.text or ""
    yield from _field(pending)


def _taken_for_xml(tag: str, one: Element) -> str:
    """Return the part, or the ending, that readers are told to take for something else than it is called."""
    if tag == "Relationship":
        target, kind = _attribute(one, "Target"), _attribute(one, "Type").rpartition("/")[2]
        if kind in OTHER_THAN_XML:
            return "" if target.lower().endswith(OTHER_THAN_XML[kind]) else target
        return "" if NAMED_XML.fullmatch(target) else target
    if tag in ("Override", "Default") and _attribute(one, "ContentType").lower().endswith(("+xml", "/xml")):
        called = _attribute(one, "PartName") or f".{_attribute(one, 'Extension')}"
        return "" if called.lower().endswith(XML_NAMES) else called
    return ""


def _field(spelled: str) -> Iterator[Mistake]:
    """Only page numbers work by themselves; anything else could fetch, link or ask."""
    word = spelled.split()[0].upper() if spelled.split() else ""
    if word and word not in FIELDS_ALLOWED and not word.startswith("\\"):
        yield ("template_field", {"what": word[:EXCERPT]})


def _plain(name: str) -> str:
    return name.rpartition("}")[2]


def _attribute(one: Element, name: str) -> str:
    return next((value for key, value in one.attrib.items() if _plain(key) == name), "")
