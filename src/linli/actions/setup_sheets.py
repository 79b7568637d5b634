"""The set-up by workbook: taken away, sent back, looked at as a plan, and applied as a whole or not at all."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.setup_workbook import read_workbook, write_workbook
from linli.domain.directory import Directory
from linli.domain.engine.access import may_set_up
from linli.domain.engine.context import Actor
from linli.domain.problems import Problem, Refused
from linli.domain.setup_plan import SetupPlan, plan_rows
from linli.domain.setup_records import Record
from linli.domain.setup_rule_rows import BUILDERS
from linli.domain.setup_sheets import SHEETS
from linli.domain.setup_tables import table_of
from linli.domain.unit import Post
from linli.domain.wording import Language
from linli.store import journal, setup, staff
from linli.store import settings as stored
from linli.store.settings import Draft

DRAFT = "workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPlan:
    """A workbook that was sent, with what it would do."""

    filename: str
    plan: SetupPlan
    only: str = ""
    """The noun it was sent for, "" for a whole workbook."""


def workbook_of(office: Office, *, language: Language, only: str = "") -> bytes:
    """Return the set-up as a workbook: all of it, or the sheet of one noun."""
    people = staff.people()
    sheets = [SHEETS[only]] if only else list(SHEETS.values())
    return write_workbook(((one, table_of(one, office.directory, people, language)) for one in sheets), language)


def send_workbook(office: Office, post: Post, *, filename: str, content: bytes, only: str, now: datetime) -> SetupPlan:
    """Keep a workbook that was sent and return its plan; raises Refused where it cannot be read at all."""
    _check(office, post)
    plan = plan_of(office.directory, content, only=only, now=now)
    draft = Draft(filename=filename[:120], content=content, made_at=now, options={"only": only})
    stored.keep_draft(office.county_id, post.staff_id or "", DRAFT, draft)
    return plan


def waiting_plan(office: Office, post: Post, now: datetime) -> WaitingPlan | None:
    """Return what the workbook sent last would do to the set-up as it stands now; None where none waits."""
    draft = stored.draft_of(office.county_id, post.staff_id or "", DRAFT)
    if draft is None:
        return None
    only = str(draft.options.get("only", ""))
    plan = plan_of(office.directory, draft.content, only=only, now=now)
    return WaitingPlan(filename=draft.filename, plan=plan, only=only)


def apply_workbook(office: Office, post: Post, now: datetime) -> SetupPlan:
    """Apply the workbook sent last, all of it in one transaction; raises Refused where anything in it is wrong."""
    _check(office, post)
    waiting = waiting_plan(office, post, now)
    if waiting is None:
        raise Refused([Problem("draft_gone", at="file")])
    if waiting.plan.problems:
        raise Refused([one.problem for one in waiting.plan.problems])
    save_plan(office, post, waiting.plan, now)
    stored.drop_draft(office.county_id, post.staff_id or "", DRAFT)
    return waiting.plan


def give_up(office: Office, post: Post) -> None:
    """Forget the workbook sent last."""
    stored.drop_draft(office.county_id, post.staff_id or "", DRAFT)


def plan_of(directory: Directory, content: bytes, *, only: str, now: datetime) -> SetupPlan:
    """Return what a workbook would do to `directory`; raises Refused where it cannot be read at all."""
    rows, found = read_workbook(content, only=SHEETS.get(only))
    return plan_rows(
        rows,
        directory,
        logins=staff.pseudonyms(),
        now=now,
        new_id=lambda: new_id(now),
        builders=BUILDERS,
        found=found,
    )


def save_plan(office: Office, post: Post, plan: SetupPlan, now: datetime) -> None:
    """Save the records of a plan as `post`, and the accounts it names; those get no password here."""
    members = [staff.StaffMember(username=one.login, pseudonym=one.pseudonym, name=one.name) for one in plan.accounts]
    save_changes(office, post, plan.records, now, members=members)


def save_changes(
    office: Office,
    post: Post,
    records: tuple[Record, ...],
    now: datetime,
    *,
    members: list[staff.StaffMember] | None = None,
) -> None:
    """Save records as `post`; the one way in which a page changes the set-up."""
    _check(office, post)
    actor = Actor(kind="post", post=post).to_json()
    with journal.one_transaction():
        if members:
            staff.save_staff(members)
        if records:
            setup.save_records(office.county_id, records, actor=actor, now=now)


def _check(office: Office, post: Post) -> None:
    if not may_set_up("setup.change", post, office.directory):
        raise Refused([Problem("not_found")])
