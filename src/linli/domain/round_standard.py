"""Standards of rounds 巡查标准 as data: what a week of a grid worker must hold, and into how many slots a day falls.

Source: REQUIREMENTS.md 003-16 ("5213": five days a week, two rounds a day, an hour each, three items), 003-13 (six
periods a day on fixed sections). A district changes each number as a setting, with a reason and from a day on.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Protocol

from linli.domain.setting_rule import SettingGroup, SettingKind, SettingRule
from linli.domain.wording import Wording

SMALLEST = 5
"""Totals over fewer posts are not shown: one could be told from another. Source: CHARTER.md, "Figures"."""
_DAYS, _TIMES = Wording("天", "days"), Wording("次", "times")
_MINUTES, _ITEMS = Wording("分钟", "minutes"), Wording("件", "items")


class _Settings(Protocol):
    """What is set, asked by key and day."""

    def whole(self, key: str, day: date) -> int:
        """Return a whole number."""

    def clock_time(self, key: str, day: date) -> time:
        """Return a time of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What one week must hold."""

    days_per_week: int = 5
    rounds_per_day: int = 2
    minutes_per_round: int = 60
    items_per_week: int = 3
    """Reported, handled, or rounds that found no problem."""

    def items_for(self, days: int) -> int:
        """Return the items asked of a week in which only `days` days are asked, in proportion, rounded up."""
        return -(-self.items_per_week * days // self.days_per_week) if self.days_per_week else 0


FIVE_TWO_ONE_THREE = Standard()


def standard_at(settings: _Settings, day: date) -> Standard:
    """Return the standard in force on `day`; a week is judged by the one of its Monday."""
    return Standard(
        days_per_week=settings.whole("rounds.days_per_week", day),
        rounds_per_day=settings.whole("rounds.rounds_per_day", day),
        minutes_per_round=settings.whole("rounds.minutes_per_round", day),
        items_per_week=settings.whole("rounds.items_per_week", day),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRule:
    """Into which slots a day falls: so many of one length, the first from a time on."""

    slots_per_day: int = 6
    first: time = time(6)

    def offset(self, number: int) -> timedelta:
        """Return how long after midnight slot `number`, counted from 0, begins."""
        return timedelta(hours=self.first.hour, minutes=self.first.minute, days=number / self.slots_per_day)


def slots_at(settings: _Settings, day: date) -> SlotRule:
    """Return the slots in force on `day`."""
    return SlotRule(
        slots_per_day=settings.whole("rounds.slots_per_day", day),
        first=settings.clock_time("rounds.first_slot", day),
    )


def _whole(
    key: str, default: int, bounds: tuple[int, int], unit: Wording, title: Wording, hint: Wording
) -> SettingRule:
    return SettingRule(
        key=f"rounds.{key}", group=SettingGroup.ROUNDS, kind=SettingKind.WHOLE, default=str(default),
        lowest=bounds[0], highest=bounds[1], unit=unit, title=title, hint=hint,
    )  # fmt: skip


def _time(key: str, default: str, title: Wording) -> SettingRule:
    return SettingRule(
        key=f"rounds.{key}", group=SettingGroup.ROUNDS, kind=SettingKind.TIME, default=default, title=title,
        hint=Wording("学期里的上学日,校门在这个时间所在的时段要有人到。",
                     "On school days of a term somebody passes the gates in the slot of this time."),
    )  # fmt: skip


_EXEMPT = Wording(
    "请假、恶劣天气、防汛日和节假日不要求;少要求几天,件数按比例减少。",
    "Leave, bad weather, flood days and holidays are not asked for; with fewer days fewer items are asked.",
)

ROUND_SETTINGS: tuple[SettingRule, ...] = (
    _whole("days_per_week", 5, (1, 7), _DAYS, Wording("网格员每周巡查天数", "Days of rounds in a week"), _EXEMPT),
    _whole("rounds_per_day", 2, (1, 6), _TIMES, Wording("每天巡查次数", "Rounds in a day"),
           Wording("这样的一天才算一天。", "Only such a day counts as one.")),
    _whole("minutes_per_round", 60, (10, 480), _MINUTES, Wording("每次巡查时长", "How long a round lasts"),
           Wording("从开始到最后一次操作。", "From its start to its last act.")),
    _whole("items_per_week", 3, (0, 50), _ITEMS, Wording("每周上报或处理件数", "Items in a week"),
           Wording("上报、处理都算;没有发现问题的一次巡查也算一件,不用凑数。",
                   "Reported or handled; a round that found no problem is one too: nobody has to invent a report.")),
    _whole("forgotten_minutes", 120, (30, 720), _MINUTES, Wording("多久没操作算忘记结束", "When a round was forgotten"),
           Wording("超过这么久没有打卡或登记,这次巡查只算到最后一次操作。",
                   "After so long without a check-in or entry the round counts until its last act.")),
    _whole("clock_minutes", 10, (1, 120), _MINUTES, Wording("手机时间差多少要写明", "When a phone's clock is named"),
           Wording("打卡时间总以服务器为准;手机时间相差超过这么多时一并写明。",
                   "The server's time always counts; a phone's time further off than this is named beside it.")),
    _whole("slots_per_day", 6, (1, 24), Wording("个", "slots"), Wording("每天巡逻时段数", "Patrol slots in a day"),
           Wording("一样长,合起来是二十四小时。", "Of one length, twenty-four hours together.")),
    SettingRule(
        key="rounds.first_slot", group=SettingGroup.ROUNDS, kind=SettingKind.TIME, default="06:00",
        title=Wording("第一个时段从几点开始", "When the first slot begins"),
        hint=Wording("最后一个时段到第二天的这个时间为止。", "The last one lasts until this time of the next day."),
    ),
    _time("school_begins", "07:30", Wording("早上几点上学", "When school begins")),
    _time("school_ends", "17:00", Wording("下午几点放学", "When school ends")),
    _whole("uncovered_days", 7, (1, 90), _DAYS, Wording("多少天没人到过算死角", "When a place is uncovered"),
           Wording("这么多天里没有一次打卡的场所,列为巡逻防范死角。",
                   "A place without a single check-in within so many days is listed as uncovered.")),
)  # fmt: skip
"""In the order in which they are shown."""
