"""Papers as documents: python-docx in a child process makes and fills DOCX, LibreOffice makes PDF of them."""

from linli.adapters.papers import office
from linli.adapters.papers.drawing import picture_of
from linli.adapters.papers.layout import template_of
from linli.adapters.papers.reading import asked_of_child, docx_in
from linli.domain.paper import (
    FONT_ROLES,
    Filling,
    FontFound,
    PaperForm,
    Source,
    Variable,
    font_problems,
    fonts_found,
)
from linli.domain.ports import MadePdf
from linli.domain.problems import Problem

CHINESE = ":lang=zh-cn"


class OfficePress:
    """Makes papers with what is installed on this machine."""

    def template_of(self, form: PaperForm) -> bytes:
        """Return the template that is shipped for a form."""
        return template_of(form)

    def check(self, template: bytes, form: PaperForm) -> tuple[FontFound, ...]:
        """Return what prints each type of a template here; raises Refused with every mistake in it."""
        answer = asked_of_child("check", template, **_names(form))
        return fonts_found(answer["fonts"], office.families(), office.families(CHINESE))

    def fill(self, template: bytes, form: PaperForm, filling: Filling) -> bytes:
        """Return the document filled in; raises Refused where the template cannot be used."""
        rows = {one.key: _lines(one, filling) for one in form.variables if one.source is Source.ROWS}
        return docx_in(asked_of_child("fill", template, **_names(form), words=dict(filling.words), rows=rows))

    def pdf(self, docx: bytes) -> MadePdf:
        """Return a document as PDF, or why that cannot be."""
        if problem := self._missing():
            return MadePdf(content=None, problems=(problem,))
        answer = asked_of_child("fonts", docx)
        found = fonts_found(answer["fonts"], office.families(), office.families(CHINESE))
        instead = {one.wanted: one.used for one in found if one.used}
        printed = docx_in(asked_of_child("refont", docx, instead=instead))
        try:
            return MadePdf(content=office.pdf_of(printed), problems=font_problems(found))
        except office.NotConverted:
            return MadePdf(content=None, problems=(Problem("paper_office_failed"),))

    def standing(self) -> tuple[Problem, ...]:
        """Return everything that this machine lacks for papers as they should be."""
        if problem := self._missing():
            return (problem,)
        wanted = [one.wanted for one in FONT_ROLES]
        return font_problems(fonts_found(wanted, office.families(), office.families(CHINESE)))

    def _missing(self) -> Problem | None:
        if not office.program():
            return Problem("paper_no_office")
        return None if office.families(CHINESE) else Problem("paper_no_chinese_font")


def _lines(variable: Variable, filling: Filling) -> list[list[str]]:
    """Return the lines of a list for the child process, each signature as the picture that its strokes draw."""
    drawn = [key == variable.drawn for key, _title in variable.columns]
    return [
        [picture_of(cell) if is_drawn else cell for is_drawn, cell in zip(drawn, line, strict=True)]
        for line in filling.rows.get(variable.key, ())
    ]


def _names(form: PaperForm) -> dict[str, object]:
    """Return what a template of `form` may name, as the child process is told it."""
    single = {name: one.key for one in form.variables if one.source is not Source.ROWS for name in one.names}
    lists = {
        name: [one.key, *(zh if name == one.title.zh else key for key, zh in one.columns)]
        for one in form.variables
        if one.source is Source.ROWS
        for name in one.names
    }
    required = {
        one.key: [one.title.zh, one.title.en]
        for one in form.variables
        if one.is_required and one.source in (Source.VALUE, Source.ROWS)
    }
    drawn = [
        f"{name}.{column}"
        for one in form.variables
        for name in one.names
        for key, zh in one.columns
        for column in (key, zh)
        if key == one.drawn
    ]
    return {"single": single, "lists": lists, "required": required, "drawn": drawn}
