"""A paper that was made before the move that issues it: what the move puts on the record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPaper:
    """A finished paper with its number; the caller made it, and holds its number until it is saved."""

    key: str
    """Which of the procedure's papers."""
    template: str
    """Key and version of the template, as "petition_opinion@3"."""
    reader: str
    act: int
    """The entry of the act that it was made for."""
    docx: bytes
    docx_sha256: str
    pdf: bytes = b""
    pdf_sha256: str = ""
    """ "" where no PDF could be made."""
    number: str = ""
    serial: int = 0
    is_sealed: bool = False
    """Whether it holds what only a duty opens: then so does the paper."""
    subject: str = "case"
    """Whose data it holds."""
