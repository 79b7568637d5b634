"""Set-up by two people: what a form, a setting or a workbook brings is saved, or proposed and then decided.

What is proposed are the words of the form, not its outcome: whoever decides sees what they would do to the set-up
as it stands then, and that is what is saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from linli.actions import setup_sheets
from linli.actions.deciding import Office, new_id
from linli.actions.setup_records import Typed, typed_plan
from linli.actions.setup_seat import drop_draft
from linli.domain.engine.access import may_set_up
from linli.domain.engine.context import Actor
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import (
    DAYS_OPEN,
    Because,
    Proposal,
    Verdict,
    has_opened,
    reasons_against,
    side_of,
    words_problems,
)
from linli.domain.setting import Setting, SettingSource
from linli.domain.setup_plan import Change, ChangeKind, SetupPlan
from linli.domain.setup_records import read_record, spell
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Post
from linli.store import journal, proposals, staff

WORKBOOK = "workbook"
NOBODY = Because()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of a form: a plan that was carried out, or one that waits under the number of its proposal."""

    plan: SetupPlan
    proposal_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal as a page shows it."""

    proposal: Proposal
    standing: Verdict
    plan: SetupPlan | None = None
    """What it would do now; None where it was decided, or where the list does not ask."""
    problems: tuple[Problem, ...] = ()
    """Why it could not be carried out now."""
    reasons: tuple[Problem, ...] = ()
    """Why the reader cannot decide it."""
    may_decide: bool = False
    may_withdraw: bool = False
    holders: Mapping[str, str] = field(default_factory=dict)
    """Who is meant by a pseudonym in the plan: name and login."""
    proposer_name: str = ""
    decider_name: str = ""


def is_dual(office: Office, now: datetime) -> bool:
    """Say whether two people are needed here: from the day on which the district opened."""
    return has_opened(office.directory, office.directory.calendar.local_date(now))


def save_row(office: Office, post: Post, typed: Typed, *, now: datetime, because: Because = NOBODY) -> Saved:
    """Save or propose one row as `post`; raises Refused with every mistake, each at its field."""
    return save_rows(office, post, [typed], now=now, because=because)


def save_rows(office: Office, post: Post, typed: Iterable[Typed], *, now: datetime, because: Because = NOBODY) -> Saved:
    """Save or propose several rows together, or none of them."""
    typed = list(typed)
    plan = typed_plan(office, typed, now=now)
    rows = [{"noun": one.sheet.noun, "cells": dict(one.cells)} for one in typed]
    nouns = {one.sheet.noun for one in typed}
    asked = proposals.Asked(kind=nouns.pop() if len(nouns) == 1 else WORKBOOK, payload={"rows": rows})
    return _save(office, post, plan, asked, because=because, now=now)


def apply_workbook(office: Office, post: Post, now: datetime, *, because: Because = NOBODY) -> Saved:
    """Save or propose the workbook sent last, all of it; raises Refused where anything in it is wrong."""
    waiting = setup_sheets.waiting_plan(office, post, now)
    if waiting is None:
        raise Refused([Problem("draft_gone", at="file")])
    if waiting.plan.problems:
        raise Refused([one.problem for one in waiting.plan.problems])
    payload = {"filename": waiting.filename, "only": waiting.only}
    asked = proposals.Asked(kind=WORKBOOK, payload=payload, content=waiting.content)
    saved = _save(office, post, waiting.plan, asked, because=because, now=now)
    drop_draft(office, post, setup_sheets.DRAFT)
    return saved


def _save(
    office: Office, post: Post, plan: SetupPlan, asked: proposals.Asked, *, because: Because, now: datetime
) -> Saved:
    if not may_set_up("setup.change", post, office.directory):
        raise Refused([Problem("not_found")])
    if not setup_sheets.needs_two(office, plan.records, now):
        setup_sheets.save_plan(office, post, plan, now)
        return Saved(plan=plan)
    if problems := because.problems():
        raise Refused(problems)
    proposal = Proposal(
        id=new_id(now), kind=asked.kind, payload=asked.payload, proposer=side_of(post),
        because=replace(because, words=because.words.strip()), made_at=now,
    )  # fmt: skip
    proposals.add(office.county_id, proposal, asked.content, actor=Actor(kind="post", post=post).to_json())
    return Saved(plan=plan, proposal_id=proposal.id)


def propose_seat(office: Office, by: Post, seat: Post, *, because: Because, now: datetime) -> Proposal:
    """Propose that an outside system holds `seat`: it begins when somebody of another unit agrees."""
    if problems := because.problems():
        raise Refused(problems)
    proposal = Proposal(
        id=new_id(now), kind="post", payload={"seat": spell(seat)}, proposer=side_of(by), because=because, made_at=now
    )
    proposals.add(office.county_id, proposal, None, actor=Actor(kind="post", post=by).to_json())
    return proposal


def waiting_for(office: Office, post: Post, now: datetime) -> tuple[Proposal, ...]:
    """Return the proposals that `post` may decide now."""
    if not may_set_up("setup.decide", post, office.directory):
        return ()
    found = proposals.waiting(office.county_id, now - timedelta(days=DAYS_OPEN))
    return tuple(one for one in found if not reasons_against(one, post, now))


def list_of(office: Office, post: Post, now: datetime) -> tuple[ProposalView, ...]:
    """Return the newest proposals with what became of them."""
    found = proposals.listed(office.county_id)
    names = staff.names_of(one.proposer.staff_id for one in found)
    decides = may_set_up("setup.decide", post, office.directory)
    return tuple(
        ProposalView(
            proposal=one, standing=one.stands(now), proposer_name=names.get(one.proposer.staff_id, ""),
            may_decide=decides and not reasons_against(one, post, now),
        )
        for one in found
    )  # fmt: skip


def view_of(office: Office, post: Post, proposal_id: str, now: datetime) -> ProposalView | None:
    """Return one proposal with what it would do now, or None."""
    found = proposals.one(office.county_id, proposal_id)
    if found is None:
        return None
    proposal, asked = found
    plan, problems = None, tuple[Problem, ...]()
    if proposal.stands(now) is Verdict.WAITING:
        try:
            plan = _planned(office, asked, now)
        except Refused as refused:
            problems = refused.problems
    decider = proposal.decider
    names = staff.names_of([proposal.proposer.staff_id, decider.staff_id if decider else ""])
    reasons = tuple(reasons_against(proposal, post, now)) + _for_oneself(plan, post)
    is_waiting = proposal.stands(now) is Verdict.WAITING
    return ProposalView(
        proposal=proposal, standing=proposal.stands(now), plan=plan, problems=problems, reasons=reasons,
        may_decide=is_waiting and not reasons and may_set_up("setup.decide", post, office.directory),
        may_withdraw=is_waiting and _is_own(proposal, post), holders=_holders(plan),
        proposer_name=names.get(proposal.proposer.staff_id, ""),
        decider_name=names.get(decider.staff_id, "") if decider else "",
    )  # fmt: skip


def _holders(plan: SetupPlan | None) -> Mapping[str, str]:
    if plan is None:
        return {}
    known = {pseudonym: f"{name} ({login})" for pseudonym, (login, name) in staff.people().items()}
    return known | {one.pseudonym: f"{one.name} ({one.login})" for one in plan.accounts}


def _is_own(proposal: Proposal, post: Post) -> bool:
    return proposal.proposer.post_id == post.id or proposal.proposer.staff_id == (post.staff_id or "-")


def _for_oneself(plan: SetupPlan | None, post: Post) -> tuple[Problem, ...]:
    """Nobody agrees to a post of their own."""
    given = [one.record for one in plan.changes if isinstance(one.record, Post)] if plan else []
    is_own = any(one.staff_id and one.staff_id == post.staff_id for one in given)
    return (Problem("proposal_for_oneself"),) if is_own else ()


def _planned(office: Office, asked: proposals.Asked, now: datetime) -> SetupPlan:
    """Return what a proposal would do to the set-up as it stands; raises Refused where it cannot be done."""
    if not asked.is_intact:
        raise Refused([Problem("proposal_altered")])
    if "seat" in asked.payload:
        seat = replace(read_record("post", asked.payload["seat"]), id=new_id(now), started_at=now, ended_at=None)
        return SetupPlan(changes=(Change(kind=ChangeKind.ADD, record=seat),))
    if asked.content is not None:
        only = str(asked.payload.get("only", ""))
        plan = setup_sheets.plan_of(office.directory, asked.content, only=only, now=now)
        if plan.problems:
            raise Refused([one.problem for one in plan.problems])
        return plan
    today = office.directory.calendar.local_date(now)
    typed = [
        Typed(sheet=SHEETS[row["noun"]], cells=_from_today(row["noun"], row["cells"], today))
        for row in asked.payload["rows"]
    ]
    plan = typed_plan(office, typed, now=now)
    return replace(plan, changes=tuple(_by_hand(one) for one in plan.changes))


def _by_hand(change: Change) -> Change:
    """What a form brought was set by an operator, whatever sheet it was read by."""
    record = change.record
    if isinstance(record, Setting):
        return replace(change, record=replace(record, source=SettingSource.OPERATOR))
    return change


def _from_today(noun: str, cells: Mapping[str, Any], today: date) -> Mapping[str, str]:
    """What was to hold from a day which has passed meanwhile holds from today."""
    given = {key: str(value) for key, value in cells.items()}
    if noun in ("setting", "checklist") and given.get("from_date", "") < today.isoformat():
        given["from_date"] = today.isoformat()
    return given


def agree(office: Office, post: Post, proposal_id: str, now: datetime) -> Saved:
    """Carry a proposal out as `post`, the second person; raises Refused with every reason against it."""
    with journal.one_transaction():
        proposal, asked = _deciding(office, post, proposal_id, now)
        plan = _planned(office, asked, now)
        if problems := _for_oneself(plan, post):
            raise Refused(list(problems))
        setup_sheets.save_plan(office, post, plan, now, agreed=proposal)
        _close(office, post, proposal, Verdict.AGREED, now=now)
    return Saved(plan=plan, proposal_id=proposal_id)


def refuse(office: Office, post: Post, proposal_id: str, answer: str, now: datetime) -> None:
    """Refuse a proposal as `post`, with a reason; raises Refused with every reason against that."""
    with journal.one_transaction():
        proposal, _asked = _deciding(office, post, proposal_id, now)
        answer = answer.strip()
        if problems := words_problems(answer, at="answer"):
            raise Refused(problems)
        _close(office, post, replace(proposal, answer=answer), Verdict.REFUSED, now=now)


def withdraw(office: Office, post: Post, proposal_id: str, now: datetime) -> None:
    """Take one's own proposal back."""
    with journal.one_transaction():
        found = proposals.one(office.county_id, proposal_id, is_locked=True)
        if found is None or not _is_own(found[0], post):
            raise Refused([Problem("not_found")])
        if found[0].stands(now) is not Verdict.WAITING:
            raise Refused([Problem("proposal_decided")])
        _close(office, post, found[0], Verdict.WITHDRAWN, now=now)


def _deciding(office: Office, post: Post, proposal_id: str, now: datetime) -> tuple[Proposal, proposals.Asked]:
    """Return the locked proposal that `post` may decide; raises Refused otherwise."""
    found = proposals.one(office.county_id, proposal_id, is_locked=True)
    if found is None or not may_set_up("setup.decide", post, office.directory):
        raise Refused([Problem("not_found")])
    if problems := reasons_against(found[0], post, now):
        raise Refused(problems)
    return found


def _close(office: Office, post: Post, proposal: Proposal, verdict: Verdict, *, now: datetime) -> None:
    closed = replace(proposal, verdict=verdict, decider=side_of(post), decided_at=now)
    proposals.close(office.county_id, closed, actor=Actor(kind="post", post=post).to_json())
