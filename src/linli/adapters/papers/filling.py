"""Filling a template: every {{name}} gives way to its words; there is no other language in a template, and no logic.

A row of a table (or a paragraph) that names columns of a list is repeated for each line of the list. A paragraph whose
variables are all empty is left out. Word cuts text into runs as it likes, so names are looked for across them. Runs in
the child process, on documents that `opening` has let pass.
"""

import base64
import copy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from linli.adapters.papers.opening import EXCERPT, Mistake
from linli.adapters.papers.picture import put_picture

PLACE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
STRANGE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
BODY_FONTS = (qn("w:eastAsia"), qn("w:ascii"), qn("w:hAnsi"), qn("w:cs"))


@dataclass(frozen=True, slots=True)
class Names:
    """What a template may name: each name -> key of the variable, and each list's columns by name."""

    single: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    """Name of a list -> its key, then the names of its columns in order."""
    required: Mapping[str, tuple[str, str]]
    """Key -> its titles, for variables that must stand in the template."""
    drawn: frozenset[str] = frozenset()
    """Columns ("list.column") that hold pictures: PNG in base64, or nothing."""


def mistakes_in_words(content: bytes, names: Names) -> list[Mistake]:
    """Return every variable that is unknown, missing or spelled wrongly in a template."""
    found: dict[tuple[Any, ...], Mistake] = {}
    used: set[str] = set()
    for paragraph in _paragraphs(Document(io.BytesIO(content))):
        for code, params in _mistakes(_text(paragraph), names, used):
            found[(code, *params.items())] = (code, params)
    for key, (zh, en) in names.required.items():
        if key not in used:
            found[("missing", key)] = ("template_variable_missing", {"name": zh, "name_en": en})
    return list(found.values())


def _mistakes(text: str, names: Names, used: set[str]) -> Iterator[Mistake]:
    for name in PLACE.findall(text):
        head, dot, column = name.partition(".")
        if name in names.single:
            used.add(names.single[name])
        elif dot and head in names.lists and column in names.lists[head][1:]:
            used.add(names.lists[head][0])
        else:
            yield ("template_variable_unknown", {"value": name[:EXCERPT]})
    if STRANGE.search(PLACE.sub("", text)):
        yield ("template_syntax", {"text": text.strip()[:EXCERPT]})
    if len({name.partition(".")[0] for name in PLACE.findall(text) if "." in name}) > 1:
        yield ("template_two_lists", {"text": text.strip()[:EXCERPT]})


def filled(
    content: bytes, names: Names, words: Mapping[str, str], rows: Mapping[str, Sequence[Sequence[str]]]
) -> bytes:
    """Return the document with everything filled in."""
    document = Document(io.BytesIO(content))
    for part, root in _roots(document):
        finished = _repeat_rows(part, root, names, words, rows)
        for paragraph in list(root.iter(qn("w:p"))):
            if paragraph not in finished:  # words that look like a name are words: nothing is filled in twice
                _fill(paragraph, names, words)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _roots(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every piece of the document that holds text, after the part it belongs to."""
    yield document.part, document.element.body
    seen = set()
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if not part.is_linked_to_previous and id(part._element) not in seen:
                seen.add(id(part._element))
                yield part.part, part._element


def _paragraphs(document: Any) -> Iterator[Any]:
    for _part, root in _roots(document):
        yield from root.iter(qn("w:p"))


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of a paragraph's own text; a text box inside it has paragraphs of its own."""
    return [one for one in paragraph.iter(qn("w:t")) if next(one.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in _texts(paragraph))


def _repeat_rows(
    part: Any, root: Any, names: Names, words: Mapping[str, str], rows: Mapping[str, Sequence[Sequence[str]]]
) -> list[Any]:
    """Repeat every row (or paragraph) that names columns of a list; return the paragraphs that are finished by that."""
    said = {name: words.get(key, "") for name, key in names.single.items()}
    finished: list[Any] = []
    done: list[Any] = []
    for paragraph in list(root.iter(qn("w:p"))):
        lists = {one.partition(".")[0] for one in PLACE.findall(_text(paragraph)) if "." in one}
        known = sorted(lists & set(names.lists))
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        model = paragraph if row is None else row
        if not known or model in done:
            continue
        done.append(model)
        key, *columns = names.lists[known[0]]
        place = model
        for line in rows.get(key, ()):
            one = copy.deepcopy(model)
            cells = {f"{known[0]}.{title}": cell for title, cell in zip(columns, line, strict=True)}
            pictures = {name: cells.pop(name) for name in names.drawn & set(cells)}
            for inner in list(one.iter(qn("w:p"))):
                _draw(part, inner, pictures)  # before the words: words that look like a name are no place for one
                _replace(inner, {**said, **cells})
                finished.append(inner)
            place.addnext(one)
            place = one
        model.getparent().remove(model)
    return finished


def _fill(paragraph: Any, names: Names, words: Mapping[str, str]) -> None:
    named = [one for one in PLACE.findall(_text(paragraph)) if one in names.single]
    if not named:
        return
    said = {one: words.get(names.single[one], "") for one in named}
    is_in_table = next(paragraph.iterancestors(qn("w:tc")), None) is not None
    if not any(said.values()) and not is_in_table and paragraph.getparent().tag == qn("w:body"):
        paragraph.getparent().remove(paragraph)
        return
    only = _text(paragraph).strip()
    if len(named) == 1 and PLACE.fullmatch(only) and "\n" in said[named[0]].strip():
        _as_paragraphs(paragraph, named[0], said[named[0]])
        return
    _replace(paragraph, said)


def _as_paragraphs(paragraph: Any, name: str, words: str) -> None:
    """Several lines become several paragraphs of the same look."""
    place = paragraph
    for line in [one.strip() for one in words.splitlines() if one.strip()]:
        one = copy.deepcopy(paragraph)
        _replace(one, {name: line})
        place.addnext(one)
        place = one
    paragraph.getparent().remove(paragraph)


def _draw(part: Any, paragraph: Any, pictures: Mapping[str, str]) -> None:
    """Put pictures in the place of their names, behind the paragraph's text; an empty one leaves the room it had."""
    pieces = _texts(paragraph)
    whole = "".join(one.text or "" for one in pieces)
    for found in reversed(list(PLACE.finditer(whole))):
        if found[1] not in pictures:
            continue
        _put(pieces, found.start(), found.end(), "")
        if pictures[found[1]]:
            put_picture(part, paragraph, base64.b64decode(pictures[found[1]]))


def _replace(paragraph: Any, said: Mapping[str, str]) -> None:
    """Put words in the place of names, also where a name is cut into several runs: the first one's look is kept."""
    pieces = _texts(paragraph)
    whole = "".join(one.text or "" for one in pieces)
    for found in reversed(list(PLACE.finditer(whole))):
        if found[1] in said:
            _put(pieces, found.start(), found.end(), said[found[1]])
    for one in pieces:
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if "\n" in (one.text or ""):
            _break_lines(one)


def _put(pieces: list[Any], start: int, end: int, words: str) -> None:
    at, is_put = 0, False
    for one in pieces:
        text = one.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low < high:
            one.text = text[:low] + ("" if is_put else _clean(words)) + text[high:]
            is_put = True


def _clean(words: str) -> str:
    """Signs that XML cannot hold are left out; the words were checked before, this is only the last gate."""
    kept = "".join(one for one in words if one in "\t\n" or 32 <= ord(one) < 0xD800 or 0xE000 <= ord(one) < 0xFFFE
                   or ord(one) > 0xFFFF)  # fmt: skip
    return kept.strip("\n")


def _break_lines(piece: Any) -> None:
    lines = (piece.text or "").split("\n")
    piece.text = lines[0]
    place = piece
    for line in lines[1:]:
        broken, text = OxmlElement("w:br"), OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        place.addnext(broken)
        broken.addnext(text)
        place = text


def fonts_in(content: bytes) -> list[str]:
    """Return the types that a document names for Chinese, in the order in which they first stand."""
    document = Document(io.BytesIO(content))
    found: dict[str, None] = {}
    for root in (*(root for _part, root in _roots(document)), document.styles.element):
        for one in root.iter(qn("w:rFonts")):
            if name := one.get(qn("w:eastAsia")):
                found[name] = None
    return list(found)


def with_fonts(content: bytes, instead: Mapping[str, str]) -> bytes:
    """Return the document with types replaced by name: what is printed is then chosen here, not guessed elsewhere."""
    document = Document(io.BytesIO(content))
    for root in (*(root for _part, root in _roots(document)), document.styles.element):
        for one in root.iter(qn("w:rFonts")):
            for key in BODY_FONTS:
                if one.get(key) in instead:
                    one.set(key, instead[one.get(key)])
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
