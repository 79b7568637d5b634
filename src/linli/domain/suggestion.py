"""Suggestions 议案建议 as figures: what became of them, in which class, counted exactly by kind, unit and year.

Pure. The five dispositions are those of 河南省人大代表建议办理办法 (2017) art. 19, and "deferred", which districts keep
apart; which of them a district reports, and under which letter, is its profile: data, not code. FIELD 16.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from linli.domain.engine.declarations import Choice
from linli.domain.engine.declaring import choices
from linli.domain.wording import Wording

KEY = "suggestion"
REGISTER = "rd"
"""How a line of the yearly list is called: `rd/<year>/<number>`."""
WITHDRAWN = "withdrawn"
"""The result of what its deputies took back: it stands on the list and counts in no table."""
LEAST_GOOD_GRADE = 3
"""基本满意; below it a deputy is dissatisfied."""
DEPUTIES_MAX = 30
NUMBER_MAX = 99_999
TOPICS: tuple[Choice, ...] = choices(
    ("building", "城建环保", "Building and environment"),
    ("people", "教科文卫", "Education, culture, health"),
    ("farming", "农业农村", "Farming and villages"),
    ("economy", "财政经济", "Finance and economy"),
    ("society", "社会建设", "Society"),
    ("law", "监察司法", "Supervision and justice"),
    ("other", "其他", "Other"),
)
DISPOSITIONS: tuple[Choice, ...] = choices(
    ("resolved", "已经解决或基本解决", "Resolved"),
    ("in_progress", "正在解决", "Being resolved"),
    ("planned", "列入计划解决", "Planned"),
    ("deferred", "待以后解决", "Deferred"),
    ("explained", "不能解决,已作说明", "Explained"),
    ("forwarded", "属上级职权,已转报", "Forwarded to a higher level"),
)
CLASSES: tuple[Choice, ...] = choices(("A", "A 类", "A"), ("B", "B 类", "B"), ("C", "C 类", "C"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Which dispositions a district reports, and the letter of each."""

    key: str
    title: Wording
    letters: Mapping[str, str]


PROFILES: Mapping[str, Profile] = {
    one.key: one
    for one in (
        Profile(
            key="full",
            title=Wording("六类", "Six"),
            letters={
                "resolved": "A", "in_progress": "B", "planned": "B", "deferred": "C", "explained": "C",
                "forwarded": "C",
            },
        ),
        Profile(
            key="three",
            title=Wording("三类:解决、列入计划、待以后解决", "Three: resolved, planned, deferred"),
            letters={"resolved": "A", "planned": "B", "deferred": "C"},
        ),
    )
}  # fmt: skip


def listed_as(year: int, number: int) -> str:
    """Return how one line of a year's list is called."""
    return f"{REGISTER}/{year}/{number}"


def year_and_number(listed: str) -> tuple[int, int] | None:
    """Return what `listed_as` made a name of, or None."""
    register, _, rest = listed.partition("/")
    year, _, number = rest.partition("/")
    if register != REGISTER or not (year.isdecimal() and number.isdecimal()):
        return None
    return int(year), int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One suggestion as the tables count it."""

    id: str
    number: str
    kind: str
    """suggestion.motion or suggestion.suggestion."""
    unit: str
    year: int
    disposition: str = ""
    """Empty until it is answered."""
    asked: int = 0
    """Deputies who were asked what they think."""
    heard: int = 0
    """Those of them who said so."""
    satisfied: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole, always with both numbers."""

    hits: int
    out_of: int

    @property
    def percent(self) -> str:
        """The share to one decimal, or a dash where nothing can be shared."""
        if not self.out_of:
            return "—"
        # Half up in whole numbers: 54 of 67 is 80.6, whatever a binary fraction makes of it.
        tenths = (self.hits * 2000 + self.out_of) // (2 * self.out_of)
        return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: a kind, unit or year, with what became of its suggestions."""

    key: str
    total: int
    answered: Share
    by_disposition: Mapping[str, Share]
    """Over all that were taken in, so that the row adds up to it together with what is open."""
    satisfied: Share
    """Of the deputies who said what they think."""
    heard: Share
    """Of the deputies who were asked."""

    @property
    def still_open(self) -> int:
        """Those not answered yet."""
        return self.answered.out_of - self.answered.hits


def table_row(key: str, listed: Iterable[Listed]) -> TableRow:
    """Return the counts of `listed`; every one of them is in exactly one disposition, or open."""
    rows = tuple(listed)
    total = len(rows)
    counts = {choice.key: sum(one.disposition == choice.key for one in rows) for choice in DISPOSITIONS}
    heard = sum(one.heard for one in rows)
    return TableRow(
        key=key, total=total, answered=Share(hits=sum(counts.values()), out_of=total),
        by_disposition={name: Share(hits=count, out_of=total) for name, count in counts.items()},
        satisfied=Share(hits=sum(one.satisfied for one in rows), out_of=heard),
        heard=Share(hits=heard, out_of=sum(one.asked for one in rows)),
    )  # fmt: skip


def table_by(group: Callable[[Listed], str], listed: Iterable[Listed]) -> tuple[TableRow, ...]:
    """Return a row for each group of `listed`, in the order of their keys."""
    groups: dict[str, list[Listed]] = {}
    for one in listed:
        groups.setdefault(group(one), []).append(one)
    return tuple(table_row(key, groups[key]) for key in sorted(groups))


def shown_dispositions(profile: Profile, rows: Iterable[TableRow]) -> tuple[Choice, ...]:
    """Return the dispositions of a profile, and any other that was used before the profile was chosen."""
    used = {key for row in rows for key, share in row.by_disposition.items() if share.hits}
    return tuple(one for one in DISPOSITIONS if one.key in profile.letters or one.key in used)
