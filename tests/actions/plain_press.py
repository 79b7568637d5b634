"""A press without documents: a paper is its words as JSON, so that a test reads every one of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from linli.domain.paper import Filling, FontFound, PaperForm
from linli.domain.ports import MadePdf
from linli.domain.problems import Problem


@dataclass
class PlainPress:
    """Makes papers at once; `while_making` is what happens elsewhere meanwhile."""

    while_making: list[Callable[[], None]] = field(default_factory=list)
    has_pdf: bool = True
    lacking: tuple[Problem, ...] = ()
    """What it says that its machine lacks."""

    def template_of(self, form: PaperForm) -> bytes:
        """Return a template."""
        return f"template of {form.key}".encode()

    def check(self, template: bytes, form: PaperForm) -> tuple[FontFound, ...]:
        """Find nothing wrong."""
        return ()

    def fill(self, template: bytes, form: PaperForm, filling: Filling) -> bytes:
        """Return the words."""
        while self.while_making:
            self.while_making.pop()()
        return json.dumps([template.decode(), dict(filling.words), dict(filling.rows)], ensure_ascii=False).encode()

    def pdf(self, docx: bytes) -> MadePdf:
        """Return the same words again, or why there is no PDF."""
        if not self.has_pdf:
            return MadePdf(content=None, problems=(Problem("paper_no_office"),))
        return MadePdf(content=b"%PDF-" + docx)

    def standing(self) -> tuple[Problem, ...]:
        """Say what was told to be lacking."""
        return self.lacking
