"""One sitting as one post may see it: its items with the matters behind them, what was promised, what was signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.case_lists import page_of, query_for
from linli.actions.deciding import Office
from linli.actions.meeting_agenda import stuck_since
from linli.actions.meeting_orders import ItemLine, item_lines
from linli.actions.meeting_words import called
from linli.actions.meetings import own_unit
from linli.domain.case_query import PAGE_SIZE_MAX, CaseLine
from linli.domain.directory import TAKES_WORK
from linli.domain.meeting import SPONSOR_ROLES, ItemSet, MeetingStage, Sitting, may_prepare, may_read, may_sign
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.store import ledgers, meetings
from linli.store.meetings import SITTINGS

WRITTEN = ("measures", "left_out", "summary", "reason")
OFTEN_ASKED = (UnitKind.GOVERNANCE_CENTRE, UnitKind.DEPARTMENT, UnitKind.JOINT_MEETING, UnitKind.COMMITTEE)
"""In the order in which they are offered; of one kind the higher tier first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of a sitting; `line` is None where the matter is not the reader's to see."""

    number: int
    item: ItemSet
    line: CaseLine | None
    since: datetime | None
    measures: str = ""
    """Of a carried item: why it is supervised."""
    left_out: str = ""
    became: ItemLine | None = None
    """What the minutes made of it; of a carried one, the item as it stands."""

    @property
    def is_hidden(self) -> bool:
        """Say whether the reader may know only that there is such an item."""
        return self.line is None

    @property
    def is_complete(self) -> bool:
        """Say whether everything that has to be fixed is."""
        frame = bool(self.item.due_date and self.item.words_seq)
        own = self.item.strength if self.item.is_carried else self.item.sponsor and self.item.post
        return frame and bool(own)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One sitting, whole."""

    sitting: Sitting
    unit: Unit
    items: tuple[ItemView, ...]
    left_out: tuple[ItemView, ...]
    summary: str
    cancelled_because: str
    called: Mapping[str, str]
    """Who holds the posts that are named."""
    may_prepare: bool
    may_sign: bool

    @property
    def is_planned(self) -> bool:
        """Say whether its agenda may still change."""
        return self.sitting.stage is MeetingStage.PLANNED


def open_meeting(office: Office, post: Post, meeting_id: str, now: datetime, language: str) -> MeetingView | None:
    """Return a sitting as `post` may see it; None for one missing or not its to see. Seven queries, however long."""
    sitting = ledgers.kept(SITTINGS, office.county_id, meeting_id)
    if sitting is None or not may_read(post, sitting, office.directory):
        return None
    unit = office.directory.units[sitting.head.unit]
    ids = tuple({one for item in sitting.items.values() for one in (item.case, item.child) if one})
    lines = _lines(office, post, ids, now)
    made = [lines[one] for one in ids if one in lines and lines[one].procedure == "difficult_case"]
    became = {one.line.id: one for one in item_lines(office, made)}
    kept = meetings.texts_of(office.county_id, [sitting.stream], WRITTEN)
    texts = {(seq, key): text for (_, seq, key), text in kept.items()}
    views = [_item(one, lines, became, texts, now=now) for one in sitting.all_items]
    return MeetingView(
        sitting=sitting, unit=unit,
        items=tuple(_numbered(one for one in views if not one.item.is_left_out)),
        left_out=tuple(_numbered(one for one in views if one.item.is_left_out)),
        summary=texts.get((sitting.minutes_seq, "summary"), ""),
        cancelled_because=next((text for (_, key), text in texts.items() if key == "reason"), ""),
        called=called(office, _posts(sitting, became.values()), language),
        may_prepare=may_prepare(post, unit, office.directory), may_sign=may_sign(post, unit),
    )  # fmt: skip


def _lines(office: Office, post: Post, ids: tuple[str, ...], now: datetime) -> dict[str, CaseLine]:
    if not ids:
        return {}
    query = query_for(office, post, now, ids=ids, limit=PAGE_SIZE_MAX)
    return {line.id: line for line in page_of(query).lines}


def _item(
    item: ItemSet, lines: Mapping[str, CaseLine], became: Mapping[str, ItemLine], texts: Mapping[tuple[int, str], str],
    *, now: datetime,
) -> ItemView:  # fmt: skip
    line = lines.get(item.case)
    return ItemView(
        number=item.position, item=item, line=line,
        since=stuck_since(line, now) if line is not None and not line.is_final else None,
        measures=texts.get((item.words_seq, "measures"), ""),
        left_out=texts.get((item.left_out_seq, "left_out"), ""),
        became=became.get(item.child) or became.get(item.case),
    )  # fmt: skip


def _numbered(views: Iterable[ItemView]) -> list[ItemView]:
    return [replace(one, number=place) for place, one in enumerate(views, start=1)]


def _posts(sitting: Sitting, became: Iterable[ItemLine]) -> set[str]:
    found = {sitting.head.chair, sitting.signer}
    for item in sitting.items.values():
        found |= {item.sponsor, item.post}
    for one in became:
        found |= {one.state.notes.get("sponsor", ""), one.state.holder.post, *(each.signer for each in one.orders)}
    return found - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the forms of a sitting offer."""

    chairs: tuple[Post, ...]
    units: tuple[Unit, ...]
    sponsors: tuple[Post, ...]
    handlers: tuple[tuple[Unit, tuple[Post, ...]], ...]
    """By unit: those asked to the sitting, and those that have its matters."""
    called: Mapping[str, str]


def choices_for(office: Office, post: Post, view: MeetingView | None, now: datetime, language: str) -> Choices:
    """Return who can chair, sponsor and handle, and which units can be asked."""
    directory = office.directory
    unit = view.unit if view else own_unit(office, post)
    if unit is None:
        return Choices(chairs=(), units=(), sponsors=(), handlers=(), called={})
    chairs = directory.posts_of(unit.id, now, (Role.CONVENER,))
    asked = [one for one in directory.units.values() if one.is_active and one.kind in OFTEN_ASKED]
    units = tuple(one for one in asked if one.area_path.startswith(unit.area_path) or one.kind is UnitKind.DEPARTMENT)
    sponsors: list[Post] = []
    handlers: list[tuple[Unit, tuple[Post, ...]]] = []
    if view is not None:
        circle = [one for one in view.sitting.head.units if one in directory.units]
        circle += [one.line.holder_unit for one in view.items if one.line and one.line.holder_unit in directory.units]
        circle = list(dict.fromkeys([*circle]))
        sponsors = [*directory.posts_of(unit.id, now, SPONSOR_ROLES)]
        sponsors += [one for id_ in circle for one in directory.posts_of(id_, now, (Role.UNIT_HEAD, Role.SPONSOR))]
        handlers = [(directory.units[id_], directory.posts_of(id_, now, TAKES_WORK)) for id_ in circle]
    posts = [*chairs, *sponsors, *(one for _, some in handlers for one in some)]
    return Choices(
        chairs=chairs, units=tuple(sorted(units, key=_as_offered)),
        sponsors=tuple(dict.fromkeys(sponsors)), handlers=tuple(one for one in handlers if one[1]),
        called=called(office, [one.id for one in posts], language),
    )  # fmt: skip


def _as_offered(unit: Unit) -> tuple[int, int, str]:
    return OFTEN_ASKED.index(unit.kind), unit.tier.depth, unit.name


def sittings_of(office: Office, post: Post, *, cursor: str = "") -> meetings.MeetingPage:
    """Return a page of the sittings of the post's joint meeting, the newest first."""
    unit = own_unit(office, post)
    units = [unit.id] if unit else []
    return meetings.page(office.county_id, units, cursor=cursor)
