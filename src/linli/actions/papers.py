"""Papers of a matter: which are due, how they read, issuing one with its number, giving it again.

A paper is made before its number is taken, and its number is taken in the transaction that saves it: nobody waits for
LibreOffice, and no number is lost where the saving is refused. Where two want the same number the later one makes its
paper anew with the next.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from linli.actions.case_views import CaseView, context_for
from linli.actions.cases import move_within
from linli.actions.deciding import Office, answer_of, check_command_id, new_id
from linli.actions.paper_templates import template_in_use
from linli.actions.paper_words import PaperWords, words_for
from linli.actions.reading import Opening, open_fields
from linli.actions.seats import actor_at
from linli.domain.engine.context import Command
from linli.domain.engine.declarations import Paper
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.paper_moves import (
    ISSUE,
    ISSUE_PAPER,
    act_for,
    due_problems,
    may_issue,
    open_to_author,
    papers_of,
)
from linli.domain.engine.prepared_paper import PreparedPaper
from linli.domain.paper import Filling, PaperForm, PaperNumber, Reader, filling_problems, unit_label
from linli.domain.paper_forms import FORMS
from linli.domain.ports import PaperPress
from linli.domain.problems import Problem, Refused
from linli.store import journal
from linli.store import papers as stored

TRIES = 8
"""So often a paper is made anew because another took its number."""
NUMBER_TO_COME = "×"
NEEDS_REQUESTER = frozenset({Reader.REQUESTER})
SUBJECTS = {Reader.REQUESTER: "requester", Reader.PARTY: "party"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOffer:
    """One paper of a matter as the post finds it now."""

    paper: Paper
    form: PaperForm
    reasons: tuple[Problem, ...] = ()
    """Why it cannot be issued now; empty where it can."""

    @property
    def is_open(self) -> bool:
        """Say whether it may be issued now."""
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """What whoever issues a paper fills in."""

    command_id: str
    key: str
    typed: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    """The duty for which what is hidden is opened and put into the paper."""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A document, as PDF where that can be, and what there is to say about it."""

    docx: bytes
    pdf: bytes | None
    problems: tuple[Problem, ...] = ()


def offers(office: Office, view: CaseView, now: datetime) -> tuple[PaperOffer, ...]:
    """Return the papers of a matter whose time has come, with what speaks against issuing each."""
    context = context_for(office, view, actor_at(view.post), now)
    found = []
    for paper in papers_of(view.procedure):
        form = FORMS.get(paper.template)
        if form is None or not act_for(paper, view.state) or _lacks_requester(form, view):
            continue
        if not may_issue(paper, view.post, view.state):
            continue
        move = open_to_author(ISSUE, paper.key, view.procedure, view.state, view.post)
        entitled = reasons_against(view.state, move, {}, context)
        due = due_problems(paper, view.state, view.procedure)
        found.append(PaperOffer(paper=paper, form=form, reasons=(*entitled, *due)))
    return tuple(found)


def _lacks_requester(form: PaperForm, view: CaseView) -> bool:
    return form.reader in NEEDS_REQUESTER and view.state.requester == "none"


def offer_of(office: Office, view: CaseView, key: str, now: datetime) -> PaperOffer | None:
    """Return the paper called `key`, where its time has come."""
    return next((one for one in offers(office, view, now) if one.paper.key == key), None)


def press_of(office: Office) -> PaperPress:
    """Return what makes papers here; raises Refused where nothing does."""
    if office.ports.papers is None:
        raise Refused([Problem("paper_no_press")])
    return office.ports.papers


def pdf_of(office: Office, docx: bytes | None) -> bytes | None:
    """Return a document that was issued without its PDF as one; None where nothing makes it here."""
    press = office.ports.papers
    return press.pdf(docx).content if press is not None and docx else None


def preview(office: Office, view: CaseView, asked: Issuing, now: datetime) -> MadePaper:
    """Return the paper as it would read, without a number, and with a placeholder for all that is hidden."""
    offer = offer_of(office, view, asked.key, now)
    if offer is None:
        raise Refused([Problem("paper_unknown", at="paper", params={"value": asked.key[:40]})])
    words = words_for(office, view, offer, asked.typed, now)
    number = _number_words(office, view, offer, now)
    filling = Filling(words={**words.shown(offer.form), "paper_number": number}, rows=words.filling.rows)
    _version, template = template_in_use(office, offer.form)
    docx = press_of(office).fill(template, offer.form, filling)
    made = press_of(office).pdf(docx)
    return MadePaper(docx=docx, pdf=made.content, problems=made.problems)


def _number_words(office: Office, view: CaseView, offer: PaperOffer, now: datetime) -> str:
    if not _is_numbered(offer):
        return ""
    counter = _counter(office, view, offer, now)
    number = PaperNumber(label=_label(office, view), series=counter.series, year=counter.year, serial=1).text
    return number.replace("〕1号", f"〕{NUMBER_TO_COME}号")


def _is_numbered(offer: PaperOffer) -> bool:
    return offer.paper.numbered and bool(offer.form.series)


def _label(office: Office, view: CaseView) -> str:
    return unit_label(office.directory.unit_name(view.post.unit_id) or office.county_label)


def _counter(office: Office, view: CaseView, offer: PaperOffer, now: datetime) -> stored.Counter:
    year = office.directory.calendar.local_date(now).year
    return stored.Counter(county_id=office.county_id, unit=view.post.unit_id, series=offer.form.series, year=year)


def issue_paper(office: Office, view: CaseView, asked: Issuing, now: datetime) -> Mapping[str, Any]:
    """Issue a paper; the same command again gives the same answer. Raises Refused with every reason.

    What is hidden is opened for the duty named, on the record, after everything else was found in order.
    """
    check_command_id(asked.command_id)
    command = Command(
        id=asked.command_id, verb=ISSUE_PAPER, stream=view.state.stream, fields={"paper": asked.key},
        seen_seq=view.state.seq,
    )  # fmt: skip
    known = journal.known_command(office.county_id, command.id)
    if known is not None:
        return answer_of(known, command.body_hash(actor_at(view.post)))
    offer = offer_of(office, view, asked.key, now)
    if offer is None:
        raise Refused([Problem("paper_unknown", at="paper", params={"value": asked.key[:40]})])
    if offer.reasons:
        raise Refused(offer.reasons)
    press_of(office)
    words = _complete(office, view, offer, asked, now)
    for _try in range(TRIES if _is_numbered(offer) else 1):
        made = _made(office, view, offer, words, now)
        try:
            return _saved(office, view, offer, made, command, now)
        except stored.NumberTaken:
            continue
    raise Refused([Problem("paper_number_busy")])


def _complete(office: Office, view: CaseView, offer: PaperOffer, asked: Issuing, now: datetime) -> PaperWords:
    """Return every word of the paper; raises Refused with all that is missing before anything hidden is opened."""
    words = words_for(office, view, offer, asked.typed, now)
    provisional = Filling(words={**words.shown(offer.form, blank=""), "paper_number": "1"}, rows=words.filling.rows)
    problems = [*filling_problems(offer.form, provisional), *words.problems]
    if words.to_open and not asked.reason:
        problems.append(Problem("required", at="reason"))
    if problems:
        raise Refused(problems)
    if not words.to_open:
        return words
    opening = Opening(fields=words.to_open, reason=asked.reason, words=asked.words, request=new_id(now))
    found = open_fields(office, view, opening, now)
    opened = replace(view, values={**view.values, **found.values},
                     hidden=tuple(one for one in view.hidden if one.name not in words.to_open))  # fmt: skip
    complete = words_for(office, opened, offer, asked.typed, now)
    final = Filling(words={**complete.filling.words, "paper_number": "1"}, rows=complete.filling.rows)
    if missing := filling_problems(offer.form, final):
        raise Refused(missing)
    return replace(complete, is_sealed=True)


def _made(office: Office, view: CaseView, offer: PaperOffer, words: PaperWords, now: datetime) -> PreparedPaper:
    """Make the paper with the number that comes next."""
    serial, number = 0, ""
    if _is_numbered(offer):
        counter = _counter(office, view, offer, now)
        serial = stored.next_serial(counter)
        number = PaperNumber(
            label=_label(office, view), series=counter.series, year=counter.year, serial=serial
        ).text  # fmt: skip
    press = press_of(office)
    version, template = template_in_use(office, offer.form)
    filling = Filling(words={**words.filling.words, "paper_number": number}, rows=words.filling.rows)
    docx = press.fill(template, offer.form, filling)
    pdf = press.pdf(docx).content or b""
    return PreparedPaper(
        key=offer.paper.key, template=f"{offer.form.key}@{version}", reader=offer.form.reader.value,
        act=act_for(offer.paper, view.state), docx=docx, docx_sha256=hashlib.sha256(docx).hexdigest(),
        pdf=pdf, pdf_sha256=hashlib.sha256(pdf).hexdigest() if pdf else "", number=number, serial=serial,
        is_sealed=words.is_sealed, subject=SUBJECTS.get(offer.form.reader, "case"),
    )  # fmt: skip


def _saved(
    office: Office, view: CaseView, offer: PaperOffer, made: PreparedPaper, command: Command, now: datetime
) -> Mapping[str, Any]:
    actor = actor_at(view.post)
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command.id)
        if known is not None:
            return answer_of(known, command.body_hash(actor))
        if made.serial:
            stored.take_serial(_counter(office, view, offer, now), made.serial)
        return move_within(office, command, actor=actor, now=now, paper=made)
