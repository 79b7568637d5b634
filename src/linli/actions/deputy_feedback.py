"""What deputies say about an answer: each by a link of their own, without an account; and what the public may read.

A link is made of the case and the deputy's place in it under the office's secret, and stored nowhere: whoever has it
is that deputy. A wrong one is answered like one that leads nowhere, and counted.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.cases import move_case
from linli.actions.deciding import Office
from linli.actions.public_views import public_query
from linli.actions.suggestions import Proposal, proposal_of
from linli.domain.engine.context import Actor, Command
from linli.domain.engine.fold import fold
from linli.domain.engine.state import RECALLED, CaseState, PartState
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import RANDOM_BYTES, receipt_code
from linli.domain.suggestion import KEY, LEAST_GOOD_GRADE
from linli.store import cases, journal
from linli.store.meetings import texts_of

PREFIX = b"linli/deputy/v1\0"
ID_LENGTH = 26
PUBLIC_FIELDS = ("suggestion_text", "deputy_name", "promise_words", "kept_words", "visit_place", "answer")
"""What everybody may read of a suggestion that is published; a draft of an answer is read by nobody outside."""
ANSWERED_STAGES = ("answered", "redoing", "handling", "drafted", "evaluation", "keeping", "closed")
"""Where one may stand that was answered; some of these are come through before, too."""
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSuggestion:
    """One suggestion as anybody may read it."""

    state: CaseState
    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """The answer as one deputy is asked about it."""

    state: CaseState
    proposal: Proposal
    party: str
    name: str
    part: PartState
    due_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Say whether the deputy may still say something."""
        return self.part.stage == "asked" and self.state.stage == "answered"


def feedback_code(office: Office, case_id: str, party: str) -> str:
    """Return the code with which one deputy says what they think."""
    return _code(office.ports.secret, case_id, party)


def _code(secret: bytes, case_id: str, party: str) -> str:
    digest = hmac.new(secret, PREFIX + f"{case_id}/{party}".encode(), hashlib.sha256).digest()
    return receipt_code(digest[:RANDOM_BYTES])


def feedback_by_code(office: Office, case_id: str, code: str) -> FeedbackPage | None:
    """Return the page of the deputy whose code it is; None for a wrong code, and before anything was answered."""
    kept = _kept(office, case_id)
    if kept is None:
        return None
    parties = [part.party for part in kept.state.parts.values() if part.rule == "proposer" and part.stage != RECALLED]
    secrets = (office.ports.secret, *office.ports.secrets_before)
    matching = [party for party in parties for one in secrets if hmac.compare_digest(_code(one, case_id, party), code)]
    asked = [
        part for part in kept.state.parts.values()
        if part.rule == "feedback" and part.stage != RECALLED and part.party in matching
    ]  # fmt: skip
    if not asked:
        return None
    proposal = _proposal(office, kept)
    clock = kept.state.clocks.get(f"deputy_feedback:{asked[-1].id}")
    return FeedbackPage(
        state=kept.state, proposal=proposal, party=matching[0], name=dict(proposal.deputies).get(matching[0], ""),
        part=asked[-1], due_at=clock.due_at if clock else None,
    )  # fmt: skip


def give_feedback(
    office: Office, page: FeedbackPage, given: Mapping[str, str], *, command_id: str, now: datetime
) -> None:
    """Keep what a deputy says; raises Refused with every mistake, and where it was said already."""
    if page.part.stage != "asked":
        raise Refused([Problem("right_lapsed" if page.part.stage == "lapsed" else "feedback_given")])
    grade, wish = given.get("result", ""), given.get("redo", "")
    problems = [Problem("required", at=key) for key in ("attitude", "result") if given.get(key) not in GRADES]
    is_bad = grade in GRADES and int(grade) < LEAST_GOOD_GRADE
    if is_bad and wish not in ("yes", "no"):
        problems.append(Problem("required", at="redo"))
    if is_bad and not given.get("comment", "").strip():
        problems.append(Problem("required", at="comment"))
    if problems:
        raise Refused(problems)
    verb = ("ask_redo" if wish == "yes" else "dissatisfied") if is_bad else "satisfied"
    fields = {
        "dissatisfied_with" if is_bad else "satisfied_with": grade, "attitude": given["attitude"],
        "comment": given.get("comment", ""),
    }  # fmt: skip
    command = Command(
        id=f"f-{page.state.id}-{page.part.id}-{command_id}"[:80], verb=verb, stream=page.state.stream, fields=fields,
        part=page.part.id,
    )  # fmt: skip
    move_case(office, command, actor=Actor(kind="resident", id=page.party), now=now)


GRADES = frozenset("12345")


def published(office: Office, now: datetime, cursor: str = "") -> tuple[tuple[PublicSuggestion, ...], str]:
    """Return a page of the answered suggestions that are published, the latest first, and where the next begins.

    However many stand on it, their entries are asked for once, and their words once.
    """
    query = public_query(office, now, procedures=(KEY,), stages=ANSWERED_STAGES, limit=PAGE_SIZE, cursor=cursor)
    page = cases.list_cases(query)
    streams = [line.stream for line in page.lines]
    past = journal.entries_of(office.county_id, streams) if streams else {}
    texts = texts_of(office.county_id, streams, PUBLIC_FIELDS)
    found = []
    for stream in streams:
        state = fold(past[stream])
        if _is_published(state):
            values = {(seq, key): text for (of, seq, key), text in texts.items() if of == stream}
            found.append(PublicSuggestion(state=state, proposal=proposal_of(state, past[stream], values)))
    return tuple(found), page.next_cursor


def published_one(office: Office, case_id: str) -> PublicSuggestion | None:
    """Return one answered suggestion that is published, or None."""
    kept = _kept(office, case_id)
    if kept is None or not _is_published(kept.state):
        return None
    return PublicSuggestion(state=kept.state, proposal=_proposal(office, kept))


def _is_published(state: CaseState) -> bool:
    is_answered = state.stage in ANSWERED_STAGES and state.notes.get("answered") == "yes"
    return is_answered and state.notes.get("publish") == "yes" and state.seal == "open"


def _kept(office: Office, case_id: str) -> cases.CaseFile | None:
    if len(case_id) != ID_LENGTH or not case_id.isalnum():
        return None
    kept = cases.open_case(office.county_id, f"case/{case_id}")
    return kept if kept is not None and kept.state.procedure == KEY else None


def _proposal(office: Office, kept: cases.CaseFile) -> Proposal:
    """Of several drafts only the signed one is taken up by `proposal_of`; sealed fields are never asked for."""
    values = cases.values_of(office.county_id, kept.state.stream, fields=PUBLIC_FIELDS)
    return proposal_of(kept.state, kept.entries, {(one.seq, one.field): one.text for one in values})
