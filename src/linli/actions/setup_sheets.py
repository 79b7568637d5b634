"""The set-up by workbook: taken away, sent back, looked at as a plan, and applied as a whole or not at all."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.load_sheets import SheetFile, read_table, sheet_of_text
from linli.actions.setup_seat import check_seat
from linli.actions.setup_workbook import read_workbook, write_workbook
from linli.actions.staff_sessions import end_after_changes
from linli.domain.directory import Directory
from linli.domain.engine.context import Actor
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import Proposal, has_opened, needs_second
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
    content: bytes
    only: str = ""
    """The noun it was sent for, "" for a whole workbook."""


def workbook_of(office: Office, *, language: Language, only: str = "") -> bytes:
    """Return the set-up as a workbook: all of it, or the sheet of one noun."""
    people = staff.people()
    sheets = [SHEETS[only]] if only else list(SHEETS.values())
    return write_workbook(((one, table_of(one, office.directory, people, language)) for one in sheets), language)


def send_workbook(office: Office, post: Post, *, filename: str, content: bytes, only: str, now: datetime) -> SetupPlan:
    """Keep a workbook that was sent and return its plan; raises Refused where it cannot be read at all."""
    check_seat(office, post)
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
    return WaitingPlan(filename=draft.filename, plan=plan, content=draft.content, only=only)


def plan_of(directory: Directory, content: bytes, *, only: str, now: datetime) -> SetupPlan:
    """Return what a workbook would do to `directory`; raises Refused where it cannot be read at all."""
    text_sheet = sheet_of_text(content)
    if text_sheet is not None:
        rows, found = read_table(SheetFile(what=text_sheet.noun, content=content), text_sheet)
    else:
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


def save_plan(office: Office, post: Post, plan: SetupPlan, now: datetime, *, agreed: Proposal | None = None) -> None:
    """Save the records of a plan as `post`, and the accounts it names; those get no password here."""
    members = [staff.StaffMember(username=one.login, pseudonym=one.pseudonym, name=one.name) for one in plan.accounts]
    save_changes(office, post, plan.records, now, members=members, agreed=agreed)


def save_changes(
    office: Office,
    post: Post,
    records: tuple[Record, ...],
    now: datetime,
    *,
    members: list[staff.StaffMember] | None = None,
    agreed: Proposal | None = None,
) -> None:
    """Save records as `post`; the one way in which a page changes the set-up.

    `agreed` is the proposal that `post`, the second person, agreed to: without one nothing is saved that needs two.
    """
    if agreed is None:
        check_seat(office, post)
        _needs_one(office, records, now)
    actor = Actor(kind="post", post=post).to_json()
    pub = None
    if agreed is not None:
        pub = {
            "proposal": agreed.id, "reason_class": agreed.because.reason_class,
            "proposed_post": agreed.proposer.post_id, "proposed_unit": agreed.proposer.unit_id,
        }  # fmt: skip
    with journal.one_transaction():
        if members:
            staff.save_staff(members)
        if records:
            end_after_changes(office.directory.posts, records, now)
            setup.save_records(office.county_id, records, actor=actor, now=now, pub=pub)


def needs_two(office: Office, records: tuple[Record, ...], now: datetime) -> bool:
    """Say whether `records` may be saved only by two people of different units."""
    today = office.directory.calendar.local_date(now)
    return has_opened(office.directory, today) and any(needs_second(one, office.directory) for one in records)


def _needs_one(office: Office, records: tuple[Record, ...], now: datetime) -> None:
    if needs_two(office, records, now):
        raise Refused([Problem("second_unit_needed")])
