"""What pages of a joint meeting show: one sitting in a list, one item as a card, one order as a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.meeting_orders import ItemLine, Order
from linli.actions.meeting_views import ItemView, MeetingView
from linli.console.clock_views import ClockPage
from linli.console.words import area_words, language, stage_of, title_of, unit_name
from linli.domain.deadline_steps import deadline_day
from linli.domain.engine.state import ClockState
from linli.domain.meeting import MeetingStage, Strength, Why
from linli.domain.wording import Wording
from linli.procedures import difficult_case
from linli.store.meetings import MeetingLine
from linli.ui.clock_view import ClockView
from linli.ui.pieces import Option
from linli.ui.time_words import date_words, duration_words

WHY: Mapping[str, Wording] = {
    Why.MISSED: Wording("上次定案到期未化解", "Fixed before, not solved in time"),
    Why.AGENDA: Wording("最高一级仍超期", "Over time at the top tier"),
    Why.REOPENED: Wording("两次以上重办", "Reopened twice or more"),
    Why.ESCALATED: Wording("两次以上上报", "Escalated twice or more"),
    Why.OVERDUE: Wording("超期未办结", "Overdue"),
    Why.PROPOSED: Wording("会议办公室提请", "Proposed by the office"),
}
STRENGTHS: Mapping[str, Wording] = {
    Strength.REMINDER: Wording("督办提醒", "Reminder"),
    Strength.ORDER: Wording("督办单", "Supervision order"),
    Strength.LISTED: Wording("挂牌督办", "Listed supervision"),
}
ANSWER_WORDS = Wording(
    "{days} 个工作日内反馈,未反馈的每 {days} 个工作日再催办",
    "Answered in {days} working days, else repeated every {days}",
)
STAGES: Mapping[str, Wording] = {
    MeetingStage.PLANNED: Wording("筹备中", "In preparation"),
    MeetingStage.DECIDED: Wording("已定案", "Decided"),
    MeetingStage.CANCELLED: Wording("已取消", "Called off"),
}
STAGE_TONES = {MeetingStage.PLANNED: "waiting", MeetingStage.DECIDED: "accent", MeetingStage.CANCELLED: "quiet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One sitting in a list."""

    url: str
    title: str
    when: str
    starts_at: datetime
    place: str
    stage: str
    tone: str
    items: int
    orders: int
    number: str


def meeting_row(office: Office, line: MeetingLine) -> MeetingRow:
    """Return a sitting as a row."""
    stage = MeetingStage(line.stage)
    return MeetingRow(
        url=reverse("console:meeting", args=[line.id]), title=meeting_title(office, line.unit, line.starts_at),
        when=when_words(line.starts_at), starts_at=line.starts_at, place=line.place,
        stage=STAGES[stage].within(language()), tone=STAGE_TONES[stage], items=line.items, orders=line.orders,
        number=line.minutes_number,
    )  # fmt: skip


def meeting_title(office: Office, unit_id: str, starts_at: datetime) -> str:
    """Return "柳岸街道联席会议 3月例会"."""
    local = localtime(starts_at)
    month = _("%(month)s monthly meeting") % {"month": local.month if language() == "zh" else f"{local:%B}"}
    return f"{unit_name(office, unit_id)} {month}"


def when_words(moment: datetime) -> str:
    """Return the day and time as people write them, the year always there."""
    local = localtime(moment)
    return f"{date_words(local.date(), language=language(), this_year=None)} {local:%H:%M}"


def day_of(spelled: str) -> str:
    """Return a stored day in words; "" for none."""
    return date_words(date.fromisoformat(spelled), language=language(), this_year=None) if spelled else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One supervision order."""

    strength: str
    number: str
    unit: str
    state: str
    tone: str
    signed: str
    signer: str
    is_mine: bool
    due: str
    reason: str
    repeats: int
    answer: str
    answered: str
    clock: ClockView | None


ORDER_TONES = {"issued": "near", "answered": "waiting", "settled": "accent"}
ORDER_TITLES = {one.key: one.title for one in difficult_case.ORDER_STAGES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One item as a leader reads it: what is stuck, since when, whose duty, what was promised, what was signed."""

    number: int
    case_id: str
    title: str
    place: str
    case_number: str
    url: str
    is_hidden: bool
    is_carried: bool
    is_complete: bool
    why: tuple[str, ...]
    since: str
    stuck_for: str
    holder: str
    stage: str
    sponsor: str
    handler: str
    measures: str
    due: str
    strength: str
    left_out: str
    edit_url: str
    out_url: str
    became: "Became | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """An item as it stands after a meeting fixed it."""

    url: str
    number: str
    title: str
    stage: str
    is_final: bool
    sponsor: str
    holder: str
    promised: str
    clock: ClockView | None
    clock_words: str
    orders: tuple[OrderRow, ...] = field(default_factory=tuple)
    order_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What cards are drawn with."""

    office: Office
    post_id: str
    now: datetime
    called: Mapping[str, str]


def cards_of(drawing: Drawing, view: MeetingView) -> tuple[list[Card], list[Card]]:
    """Return the cards of the agenda, and of what was left out."""
    return [_card(drawing, view, one) for one in view.items], [_card(drawing, view, one) for one in view.left_out]


def _card(drawing: Drawing, view: MeetingView, one: ItemView) -> Card:
    office, item, line = drawing.office, one.item, one.line
    args = [view.sitting.id, item.case]
    since = one.since if line is not None else None
    frozen = one.became.state.notes.get("sponsor", "") if item.is_carried and one.became else ""
    unit = item.unit or (line.holder_unit if line and item.is_carried else "")
    post = item.post or (line.holder_post if line and item.is_carried else "")
    return Card(
        number=one.number, case_id=item.case,
        title=title_of(office, line) if line else _("A matter that is not open to you"),
        place=area_words(office, line.area_path) if line else "",
        case_number=line.number if line else "",
        url=reverse("console:case", args=[line.id]) if line else "", is_hidden=one.is_hidden,
        is_carried=item.is_carried, is_complete=one.is_complete,
        why=tuple(WHY[Why(key)].within(language()) for key in item.why),
        since=_day(since, drawing.now) if since else "",
        stuck_for=_stuck_for(since, drawing.now), holder=unit_name(office, line.holder_unit) if line else "",
        stage=stage_of(line).title.within(language()) if line else "",
        sponsor=drawing.called.get(item.sponsor or frozen, ""),
        handler=" ".join(one for one in (unit_name(office, unit) if unit else "", drawing.called.get(post, "")) if one),
        measures=one.measures, due=day_of(item.due_date),
        strength=STRENGTHS[Strength(item.strength)].within(language()) if item.strength else "",
        left_out=one.left_out, edit_url=reverse("console:meeting_item", args=args),
        out_url=reverse("console:meeting_out", args=args),
        became=became_of(drawing, one.became) if one.became else None,
    )  # fmt: skip


def _day(moment: datetime, now: datetime) -> str:
    """Return the day; the midnight that ends a day belongs to that day."""
    day = deadline_day(localtime(moment))[0]
    return date_words(day, language=language(), this_year=localtime(now).year)


def _stuck_for(since: datetime | None, now: datetime) -> str:
    if since is None or since >= now:
        return ""
    return duration_words((now - since).total_seconds(), language=language())


def became_of(drawing: Drawing, one: ItemLine) -> Became:
    """Return an item as it stands now."""
    office, state, line = drawing.office, one.state, one.line
    page = ClockPage(office=office, state=state, procedure=difficult_case.PROCEDURE, now=drawing.now)
    clock = one.solving
    holder = f"{unit_name(office, state.holder.unit)} {drawing.called.get(state.holder.post, '')}".strip()
    return Became(
        url=reverse("console:case", args=[line.id]), number=line.number, title=title_of(office, line),
        stage=stage_of(line).title.within(language()), is_final=line.is_final,
        sponsor=drawing.called.get(state.notes.get("sponsor", ""), ""), holder=holder, promised=one.measures,
        clock=page.view(clock, _("To be solved")) if clock is not None and clock.is_open else None,
        clock_words=_due_words(clock), orders=tuple(order_row(drawing, each, page) for each in one.orders),
        order_url=reverse("console:meeting_order", args=[line.id]) if not line.is_final else "",
    )  # fmt: skip


def _due_words(clock: ClockState | None) -> str:
    if clock is None:
        return ""
    return date_words(deadline_day(localtime(clock.due_at))[0], language=language(), this_year=None)


def order_row(drawing: Drawing, one: Order, page: ClockPage) -> OrderRow:
    """Return an order as a line, with its clock while it waits for an answer."""
    is_waiting = one.stage == "issued" and one.clock is not None and one.clock.is_open
    return OrderRow(
        strength=STRENGTHS[one.strength].within(language()), number=one.number,
        unit=unit_name(drawing.office, one.unit), state=ORDER_TITLES[one.stage].within(language()),
        tone=ORDER_TONES[one.stage], signed=when_words(one.signed_at), signer=drawing.called.get(one.signer, ""),
        is_mine=one.signer == drawing.post_id, due=day_of(one.due_date), reason=one.reason, repeats=one.repeats,
        answer=one.answer, answered=when_words(one.answered_at) if one.answered_at else "",
        clock=page.view(one.clock, _("To be answered")) if is_waiting and one.clock else None,
    )  # fmt: skip


def strength_options() -> tuple[Option, ...]:
    """Return the three strengths, each with what repeats."""
    return tuple(
        Option(value=one.value, title=STRENGTHS[one].within(language()), more=_repeats(one)) for one in Strength
    )


def _repeats(one: Strength) -> str:
    rule = difficult_case.PROCEDURE.part(one.part)
    days = rule.clock.length.amount if rule.clock else 0
    return ANSWER_WORDS.within(language()).format(days=days)
