"""Issuing a paper and declaring it void: two moves that every procedure with papers knows.

The paper itself is made outside (`PreparedPaper` in the context, as a number is for a filing): its digest and number
stand openly in the entry, its bytes are values of that entry, committed to and sealed like any other. Nothing else of
the case changes. Papers of shared moves are declared here once.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linli.domain.engine import effects as fx
from linli.domain.engine.context import Context, ValueDraft
from linli.domain.engine.declarations import Move, Paper, Procedure, Who
from linli.domain.engine.shared_moves import ANY_STAGE, CENTRE, FOLLOW_UP, HOLDER, SHARED_MOVES
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording

ISSUE_PAPER, VOID_PAPER = "issue_paper", "void_paper"
FILE_PREFIX = "paper_"
"""How the names of values that hold a paper begin."""
SEALED_SUFFIX = "_sealed"
NOTE_PREFIX = "paper."
"""Under this and its key the case notes at which entry the act that a paper was issued for stands."""

ISSUE = Move(
    verb=ISSUE_PAPER, title=Wording("出具文书", "Issue a paper"), past=Wording("出具了文书", "issued a paper"),
    before=ANY_STAGE, after=None, who=(HOLDER, CENTRE, FOLLOW_UP), fields=("paper",),
)  # fmt: skip
VOID = Move(
    verb=VOID_PAPER, title=Wording("作废文书", "Declare a paper void"),
    past=Wording("作废了文书", "declared a paper void"), before=ANY_STAGE, after=None, who=(HOLDER, CENTRE),
    fields=("paper", "reason"),
)  # fmt: skip
PAPER_MOVES = {ISSUE_PAPER: ISSUE, VOID_PAPER: VOID}

SHARED_PAPERS: tuple[Paper, ...] = (
    Paper(key="acceptance_notice", title=Wording("受理告知书", "Notice of acceptance"), template="acceptance_notice",
          on="register", numbered=True),
    Paper(key="answer_letter", title=Wording("答复函", "Letter of answer"), template="answer_letter", on="answer",
          numbered=True),
    Paper(key="supervision_order", title=Wording("督办单", "Supervision order"), template="supervision_order",
          on="supervise", signers=("unit_head",), numbered=True),
    Paper(key="follow_up_record", title=Wording("回访记录", "Record of a follow-up"), template="follow_up_record",
          on="follow_up"),
)  # fmt: skip
"""What any procedure that has the move makes a paper of, unless it declares one under that key itself."""


def papers_of(procedure: Procedure) -> tuple[Paper, ...]:
    """Return the papers of a procedure: its own, then those of the shared moves it switches on."""
    own = {one.key for one in procedure.papers}
    verbs = {move.verb for move in procedure.moves} | {verb for verb in procedure.shared if verb in SHARED_MOVES}
    return (*procedure.papers, *(one for one in SHARED_PAPERS if one.on in verbs and one.key not in own))


def act_for(paper: Paper, state: CaseState) -> int:
    """Return the entry of the latest act that `paper` goes with; 0 before the first one."""
    return max((act.seq for act in state.actors_of((paper.on,))), default=0)


def is_issued(paper: Paper, state: CaseState) -> bool:
    """Say whether the paper of the latest act was issued and stands."""
    noted = state.notes.get(NOTE_PREFIX + paper.key)
    return bool(noted) and int(noted or 0) >= act_for(paper, state)


def paper_problems(move: Move, given: Mapping[str, Any], state: CaseState, context: Context) -> list[Problem]:
    """Return everything that speaks against issuing, or voiding, the paper named in `given`."""
    key = str(given.get("paper", ""))
    paper = next((one for one in papers_of(context.procedure) if one.key == key), None)
    if paper is None:
        return [Problem("paper_unknown", at="paper", params={"value": key[:40]})] if key else []
    if not may_issue(paper, context.actor.post, state):
        return [Problem("not_yours")]
    if move.verb == VOID_PAPER:
        return [] if state.notes.get(NOTE_PREFIX + key) else [Problem("paper_not_issued", at="paper")]
    found = due_problems(paper, state, context.procedure)
    if context.paper is None or context.paper.key != key:
        found.append(Problem("paper_not_prepared", at="paper"))
    elif context.paper.act != act_for(paper, state):
        found.append(Problem("stale"))
    return found


def may_issue(paper: Paper, post: Post | None, state: CaseState) -> bool:
    """Say whether a post issues this paper at all: the follow-up desk the record of its calls, a decision its author.

    Source: 信访工作条例 arts. 32, 35, 36: whoever decides, reviews or reviews finally gives its own written opinion.
    """
    if post is None:
        return True
    if post.role is Role.FOLLOW_UP and paper.on != "follow_up":
        return False
    acts = state.actors_of((paper.on,)) if paper.by_its_author else ()
    return not acts or max(acts, key=lambda act: act.seq).unit == post.unit_id


def open_to_author(move: Move, key: str, procedure: Procedure, state: CaseState, post: Post | None) -> Move:
    """Return the move as whoever did what the paper goes with may make it, though the matter went on to another unit.

    Source: 安全生产法 art. 68, 消防监督检查规定 art. 18: whoever inspected gives the order, not whoever receives it.
    """
    paper = next((one for one in papers_of(procedure) if one.key == key and one.by_its_author), None)
    acts = state.actors_of((paper.on,)) if paper else ()
    if paper is None or post is None or not acts or max(acts, key=lambda act: act.seq).unit != post.unit_id:
        return move
    acting = {role for one in procedure.moves if one.verb == paper.on for way in one.who for role in way.roles}
    return replace(move, who=(*move.who, Who(roles=frozenset({post.role})))) if post.role in acting else move


def due_problems(paper: Paper, state: CaseState, procedure: Procedure) -> list[Problem]:
    """Return why `paper` cannot be issued now, whoever asks."""
    if not act_for(paper, state):
        named = next((one for one in (*procedure.moves, *SHARED_MOVES.values()) if one.verb == paper.on), ISSUE).title
        return [Problem("paper_not_due", at="paper", params={"move": named.zh, "move_en": named.en})]
    return [Problem("paper_issued_already", at="paper")] if is_issued(paper, state) else []


def with_paper(
    move: Move, given: Mapping[str, Any], state: CaseState, context: Context
) -> tuple[dict[str, Any], tuple[ValueDraft, ...], tuple[fx.Effect, ...]]:
    """Return what the entry says openly, what it commits to, and what the case notes."""
    paper = next(one for one in papers_of(context.procedure) if one.key == given["paper"])
    if move.verb == VOID_PAPER:
        return dict(given), (), (fx.Noted(key=NOTE_PREFIX + paper.key, value=""),)
    made = context.paper
    if made is None:
        raise ValueError("a paper is issued only when it was made")
    act = act_for(paper, state)
    told: dict[str, Any] = {
        "docx_sha256": made.docx_sha256, "pdf_sha256": made.pdf_sha256, "paper_number": made.number,
        "paper_serial": made.serial, "reader": made.reader, "template": made.template,
    }  # fmt: skip
    files = {"docx": made.docx, "pdf": made.pdf}
    suffix = SEALED_SUFFIX if made.is_sealed else ""
    drafts = tuple(
        ValueDraft(field=f"{FILE_PREFIX}{kind}{suffix}", subject=made.subject, value=content)
        for kind, content in files.items()
        if content
    )
    open_part = {**given, **{key: value for key, value in told.items() if value}, "for_seq": act}
    return open_part, drafts, (fx.Noted(key=NOTE_PREFIX + paper.key, value=str(act)),)
