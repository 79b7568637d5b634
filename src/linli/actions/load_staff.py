"""Staff from a table: who they are and which posts they hold; all of a file, or nothing and every mistake in it.

The rows are those of the set-up's own sheet of posts, so a page, a workbook and this refuse the same things.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from linli.actions.account_news import AccountChange, tell_change
from linli.actions.deciding import Office, new_id
from linli.actions.staff_sessions import end_after_changes
from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem
from linli.domain.setup_cells import CellProblem, SheetRow, read_sheet
from linli.domain.setup_plan import ChangeKind, SetupPlan, plan_rows
from linli.domain.setup_rows import day_of
from linli.domain.setup_rule_rows import BUILDERS
from linli.domain.setup_sheets import SHEETS
from linli.domain.wording import Wording
from linli.store import first_links, journal, setup, staff

HEADS: Final[Mapping[str, str]] = {
    "username": "login", "login": "login", "登录名": "login", "账号": "login",
    "name": "person", "姓名": "person",
    "unit": "unit", "单位": "unit", "单位代码": "unit",
    "role": "role", "岗位": "role",
    "area": "area", "区划": "area", "负责区划": "area",
    "from": "started", "从": "started", "until": "ended", "到": "ended",
    "e-mail": "email", "email": "email", "邮箱": "email", "电子邮箱": "email",
}  # fmt: skip
"""What a column may be called, and which field it is."""
EMAIL_TITLE: Final = Wording("电子邮箱", "E-mail")
NAME_TITLE: Final = Wording("姓名", "Name")
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(\.[^@\s.]{1,63}){1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedStaff:
    """What became of a file."""

    plan: SetupPlan
    links: tuple[tuple[str, str, str, datetime], ...] = ()
    """Login, name, address and end of each new link; shown now and never again."""

    @property
    def sums(self) -> dict[str, int]:
        """What is told about it."""
        found = {kind.value: self.plan.count(kind) for kind in ChangeKind}
        return {
            "read": self.plan.rows, **found, "accounts": len(self.plan.accounts), "links": len(self.links),
            "refused": len(self.plan.problems),
        }  # fmt: skip


def load_staff(
    office: Office, records: Iterable[RawRecord], *, now: datetime, is_dry_run: bool = False, with_links: bool = False
) -> LoadedStaff:
    """Read a table, and save it unless anything in it is wrong; a second run changes nothing.

    With `with_links` everybody in it who has no password yet gets a link to set one.
    """
    sheet = SHEETS["post"]
    table, emails, found = _table(records)
    rows, problems = read_sheet(sheet, table)
    logins = staff.pseudonyms()
    plan = plan_rows(
        [row for row in rows if not _is_past(office, row, logins)], office.directory, logins=logins, now=now,
        new_id=lambda: new_id(now), builders=BUILDERS, found=[*found, *problems, *_two_names(rows)],
    )  # fmt: skip
    plan = replace(plan, rows=len(rows))
    if is_dry_run or plan.problems:
        return LoadedStaff(plan=plan)
    named = {row.text("login"): emails.get(row.row, "") for row in rows if row.text("login")}
    with journal.one_transaction():
        staff.save_staff(
            staff.StaffMember(
                username=one.login, pseudonym=one.pseudonym, name=one.name, email=named.get(one.login, "")
            )
            for one in plan.accounts
        )
        _set_emails(office, {login: email for login, email in named.items() if email}, now)
        if plan.records:
            end_after_changes(office.directory.posts, plan.records, now)
            setup.save_records(office.county_id, plan.records, actor={"kind": "import", "id": "staff"}, now=now)
        links = _links(office, named, now) if with_links else ()
    return LoadedStaff(plan=plan, links=links)


def link_address(office: Office, token: str) -> str:
    """Return the address behind which a password is set."""
    return first_link_address(office.ports.public_url, token)


def first_link_address(public_url: str, token: str) -> str:
    """Return the address behind which a password is set, of a house that lies at `public_url`."""
    return f"{public_url}/accounts/first/{token}/"


def _set_emails(office: Office, emails: Mapping[str, str], now: datetime) -> None:
    """Give accounts their addresses; whose address was another one is told, there too."""
    before = staff.emails_of(emails)
    staff.set_emails(emails)
    for login, (pseudonym, email) in before.items():
        if email and email != emails[login]:
            tell_change(office, pseudonym, AccountChange.EMAIL, now=now, former_email=email)


def _links(office: Office, named: Iterable[str], now: datetime) -> tuple[tuple[str, str, str, datetime], ...]:
    made = []
    for login, name, pseudonym in staff.without_password(named):
        token, ends = first_links.new_link(pseudonym, now)
        made.append((login, name, link_address(office, token), ends))
    return tuple(made)


def _table(records: Iterable[RawRecord]) -> tuple[list[Sequence[Any]], dict[int, str], list[CellProblem]]:
    """Return the sheet's table, every row at the line an editor shows; e-mail addresses stand apart."""
    sheet = SHEETS["post"]
    titles = {column.key: column.title.en for column in sheet.columns}
    table: list[Sequence[Any]] = []
    emails: dict[int, str] = {}
    found: list[CellProblem] = []
    email_at: int | None = None
    for record in records:
        table += [()] * (record.line - 1 - len(table))
        if record.problem:
            found.append(_wrong(record.line, None, Problem(record.problem)))
            table.append(())
            continue
        cells = list(record.cells)
        if not any(table):
            keys = [HEADS.get(cell.strip().lower().lstrip("\ufeff"), cell) for cell in cells]
            email_at = keys.index("email") if "email" in keys else None
            cells = [titles.get(key, "" if key == "email" else key) for key in keys]
        elif email_at is not None and email_at < len(cells):
            emails[record.line], cells[email_at] = cells[email_at].strip(), ""
            if emails[record.line] and not _EMAIL.fullmatch(emails[record.line]):
                found.append(_wrong(record.line, EMAIL_TITLE, Problem("not_an_email")))
        table.append(cells)
    return table, emails, found


def _wrong(line: int, column: Wording | None, problem: Problem) -> CellProblem:
    return CellProblem(sheet=SHEETS["post"].title, row=line, column=column, problem=problem)


def _two_names(rows: Iterable[SheetRow]) -> Iterable[CellProblem]:
    """One login is one person: another name beside it is a slip that would hand somebody a stranger's post."""
    known = dict(staff.people().values())
    for row in rows:
        login, name = row.text("login"), row.text("person")
        if login and name and known.setdefault(login, name) != name:
            yield _wrong(row.row, NAME_TITLE, Problem("name_differs", params={"value": login[:40]}))


def _is_past(office: Office, row: SheetRow, logins: Mapping[str, str]) -> bool:
    """Say whether a row tells of a post that ended and stands here already just so."""
    directory, ended = office.directory, row.values.get("ended")
    if not ended:
        return False
    unit = next((one for one in directory.units.values() if one.key == row.text("unit")), None)
    area = directory.tree.by_key.get(row.text("area"))
    path = area.path if area else unit.area_path if unit else ""
    return any(
        unit is not None
        and (post.unit_id, post.role.value, post.area_path) == (unit.id, row.text("role"), path)
        and post.staff_id == logins.get(row.text("login"))
        and post.ended_at is not None
        and day_of(post.ended_at) == ended
        for post in directory.posts.values()
    )
