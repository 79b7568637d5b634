"""A site's required list as a file: looked at with every mistake at once, its good rows kept by one confirmation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_acts import acted
from linli.actions.load_files import DELIMITED, WORKBOOK, file_records, recognise
from linli.actions.own_streams import Asked, Made
from linli.actions.stock import KEEPING, after_items, check_in_use, may_change
from linli.actions.table_rows import RefusedRow, TableRow, table_rows
from linli.actions.typed_act import TypedAct
from linli.domain.delimited import RawRecord
from linli.domain.plain_cells import cell_text
from linli.domain.problems import Problem, Refused
from linli.domain.stock import ITEMS_MAX, StockItemSet, StockSite
from linli.domain.stock_list import COLUMNS, NEEDED, column_of, read_rows
from linli.domain.unit import Post
from linli.store import settings as stored
from linli.store.settings import Draft

DRAFT = "stock"
ROWS_MAX = 500
"""Many more than a site holds, so that whoever sends too much hears of every row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """What a file would do to a site's list now; remarks refuse nothing."""

    filename: str
    read: int
    added: int
    changed: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    remarks: tuple[RefusedRow, ...]
    items: tuple[StockItemSet, ...]
    """What is to be saved."""


def send_list(office: Office, post: Post, site: StockSite, *, filename: str, content: bytes, now: datetime) -> None:
    """Keep a file that was sent; raises Refused with every reason why it cannot be read."""
    _check(office, post, site)
    plan = _plan(office, site, filename, content, now)
    if not plan.read:
        raise Refused([Problem("workbook_empty", at="file")])
    draft = Draft(filename=filename[:120], content=content, made_at=now, options={"site": site.id})
    stored.keep_draft(office.county_id, post.staff_id or "", DRAFT, draft)


def waiting_list(office: Office, post: Post, site: StockSite, now: datetime) -> ListPlan | None:
    """Return what the file sent last for this site would do as it stands now; None where none waits."""
    _check(office, post, site)
    draft = stored.draft_of(office.county_id, post.staff_id or "", DRAFT)
    if draft is None or draft.options.get("site") != site.id:
        return None
    return _plan(office, site, draft.filename, draft.content, now)


def apply_list(office: Office, post: Post, site: StockSite, act: TypedAct, *, now: datetime) -> ListPlan:
    """Keep the good rows of the file sent last; raises Refused where none waits, so that a second press adds none."""
    done: list[ListPlan] = []

    def make(locked: StockSite) -> Made:
        check_in_use(locked)
        plan = waiting_list(office, post, locked, now)
        if plan is None:
            raise Refused([Problem("draft_gone", at="file")])
        done.append(plan)
        give_up(office, post)
        effects = after_items(locked, plan.items, today_of(office, now))
        return Made(past="listed", effects=effects, pub={"added": plan.added, "changed": plan.changed})

    asked = Asked(command_id=act.command_id, verb="list")
    if waiting_list(office, post, site, now) is None:
        raise Refused([Problem("draft_gone", at="file")])
    acted(office, post, KEEPING, site.id, asked, now=now, make=make)
    if not done:  # the command of an earlier file: what was sent since waits for a press of its own
        raise Refused([Problem("draft_gone", at="file")])
    return done[0]


def give_up(office: Office, post: Post) -> None:
    """Forget the file that was sent."""
    stored.drop_draft(office.county_id, post.staff_id or "", DRAFT)


def _check(office: Office, post: Post, site: StockSite) -> None:
    if not may_change(office, post, site):
        raise Refused([Problem("not_found")])


def _plan(office: Office, site: StockSite, filename: str, content: bytes, now: datetime) -> ListPlan:
    rows, broken = list[TableRow](), list[RefusedRow]()
    for row in table_rows(_records(content), COLUMNS, NEEDED):
        if row.problems:
            broken.append(RefusedRow(line=row.line, key="", problems=row.problems))
        else:
            rows.append(row)
    refused, remarks, items = list[RefusedRow](), list[RefusedRow](), list[StockItemSet]()
    added = unchanged = 0
    found = read_rows(site, (one.cells for one in rows), today_of(office, now))
    for row, told in zip(rows, found, strict=True):
        key = row.cells.get("name", "")[:60]
        if told.item is None:
            refused.append(RefusedRow(line=row.line, key=key, problems=told.problems))
            continue
        if told.remarks:
            remarks.append(RefusedRow(line=row.line, key=key, problems=told.remarks))
        if told.is_changed:
            items.append(told.item)
            added += told.is_new
        else:
            unchanged += 1
    return ListPlan(
        filename=filename, read=len(rows) + len(broken), added=added, changed=len(items) - added, unchanged=unchanged,
        refused=tuple(sorted((*refused, *broken), key=lambda one: one.line)), remarks=tuple(remarks),
        items=tuple(items),
    )  # fmt: skip


def _records(content: bytes) -> Iterator[RawRecord]:
    """Yield the rows, heads first and in the words of the columns."""
    found = recognise(content)
    if found.kind not in (DELIMITED, WORKBOOK):
        raise Refused([Problem("list_unreadable", at="file")])
    for number, row in enumerate(file_records(content, found)):
        if number > ROWS_MAX:
            raise Refused([Problem("stock_full", at="file", params={"limit": ITEMS_MAX})])
        yield replace(row, cells=tuple(map(column_of if number == 0 else cell_text, row.cells)))
