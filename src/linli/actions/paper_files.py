"""Papers that were issued: which there are, and giving one again: the same bytes, as its digest in the entry says.

A paper that holds what only a duty opens is itself opened only for one, on the record.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.case_views import CaseView, HiddenValue, declared_field, erased_in, subject_of
from linli.actions.cases import move_case
from linli.actions.deciding import Office
from linli.actions.public_views import requesters_case
from linli.actions.reading import Opening, put_on_record
from linli.actions.seats import actor_at
from linli.domain.disclosure import Shown, part_of, shown
from linli.domain.engine.context import Command
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.paper_moves import FILE_PREFIX, ISSUE_PAPER, SEALED_SUFFIX, VOID_PAPER, papers_of
from linli.domain.entry import Entry
from linli.domain.paper import Reader
from linli.domain.problems import Problem, Refused
from linli.domain.seal import Seal
from linli.domain.wording import Wording
from linli.procedures import procedure_of
from linli.store import cases

KINDS = ("pdf", "docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """One paper as its entry tells it."""

    seq: int
    key: str
    title: Wording
    number: str
    reader: Reader
    at: datetime
    files: tuple[str, ...]
    """Names of the values that hold it and are still kept."""
    docx_sha256: str
    is_void: bool = False
    how: Shown = Shown.MASKED
    """How it meets the reader of this list."""

    def name_of(self, kind: str) -> str:
        """Return the name of the value that holds it as `kind`, or ""."""
        wanted = (FILE_PREFIX + kind, FILE_PREFIX + kind + SEALED_SUFFIX)
        return next((one for one in self.files if one in wanted), "")

    @property
    def kinds(self) -> tuple[str, ...]:
        """As what it is kept."""
        return tuple(kind for kind in KINDS if self.name_of(kind))


def issued_papers(view: CaseView) -> tuple[IssuedPaper, ...]:
    """Return the papers of a matter, the newest first, each with how its file meets this reader."""
    seal = Seal(view.state.seal)
    found = []
    for one in _issued(view.procedure, view.entries):
        name = next(iter(one.files), "")
        part = part_of(name, declared_field(view.procedure, name))
        found.append(replace(one, how=shown(part, seal=seal, rights=view.rights) if name else Shown.ABSENT))
    return tuple(reversed(found))


def _issued(procedure: Procedure, entries: tuple[Entry, ...]) -> list[IssuedPaper]:
    titles = {one.key: one.title for one in papers_of(procedure)}
    erased = erased_in(entries)
    found: list[IssuedPaper] = []
    for entry in entries:
        verb, key = entry.type.partition(".")[2], str(entry.pub.get("paper", ""))
        if verb == ISSUE_PAPER:
            found.append(
                IssuedPaper(
                    seq=entry.seq, key=key, title=titles.get(key, Wording(key, key)), at=entry.recv,
                    number=str(entry.pub.get("paper_number", "")), reader=Reader(entry.pub["reader"]),
                    files=tuple(name for name in sorted(entry.com) if (entry.seq, name) not in erased),
                    docx_sha256=str(entry.pub["docx_sha256"]),
                )
            )  # fmt: skip
        elif verb == VOID_PAPER:
            last = max((at for at, one in enumerate(found) if one.key == key), default=None)
            if last is not None:
                found[last] = replace(found[last], is_void=True)
    return found


def give_paper(
    office: Office, view: CaseView, *, seq: int, kind: str, asked: Opening | None, now: datetime
) -> tuple[IssuedPaper, bytes]:
    """Return an issued paper as it was issued; raises Refused: `not_found`, or everything wrong with the duty."""
    paper = next((one for one in issued_papers(view) if one.seq == seq), None)
    name = paper.name_of(kind) if paper else ""
    if paper is None or not name or paper.how not in (Shown.PLAIN, Shown.OPENABLE):
        raise Refused([Problem("not_found")])
    if paper.how is Shown.OPENABLE:
        declared = declared_field(view.procedure, name)
        entry = next(one for one in view.entries if one.seq == seq)
        value = HiddenValue(
            seq=seq, key=name, part=part_of(name, declared), subject=subject_of(declared, entry, name), is_openable=True
        )
        put_on_record(office, view, (value,), asked or Opening(fields=(value.name,), reason=""), now)
    return paper, _bytes(office, view.state.stream, seq, name)


def _bytes(office: Office, stream: str, seq: int, name: str) -> bytes:
    found = cases.paper(office.county_id, stream, seq, name)
    if found is None:
        raise Refused([Problem("not_found")])
    return found


def void_paper(office: Office, view: CaseView, *, key: str, reason: str, command_id: str, now: datetime) -> None:
    """Declare a paper void, with the reason; its number stays taken. Raises Refused with every reason against it."""
    fields = {"paper": key, "reason": reason}
    command = Command(id=command_id, verb=VOID_PAPER, stream=view.state.stream, fields=fields)
    move_case(office, command, actor=actor_at(view.post), now=now)


def papers_by_receipt(office: Office, code: str) -> tuple[IssuedPaper, ...]:
    """Return the papers that are addressed to whoever holds the receipt, the newest first; no void one."""
    kept = requesters_case(office, code)
    if kept is None:
        return ()
    procedure = procedure_of(kept.state.procedure, kept.state.version)
    own = [one for one in _issued(procedure, kept.entries) if one.reader is Reader.REQUESTER and not one.is_void]
    return tuple(one for one in reversed(own) if one.files)


def paper_by_receipt(office: Office, code: str, seq: int, kind: str) -> tuple[IssuedPaper, bytes] | None:
    """Return one of them, or None."""
    kept = requesters_case(office, code)
    paper = next((one for one in papers_by_receipt(office, code) if one.seq == seq), None)
    if kept is None or paper is None or not paper.name_of(kind):
        return None
    found = cases.paper(office.county_id, kept.state.stream, seq, paper.name_of(kind))
    return (paper, found) if found is not None else None


def is_as_issued(paper: IssuedPaper, docx: bytes) -> bool:
    """Say whether bytes are those whose digest stands in the entry."""
    return hashlib.sha256(docx).hexdigest() == paper.docx_sha256
