"""Equipment 设备 that stands ready: extinguishers, mini fire stations, notice boards, letter boxes, with due checks.

One piece is a stream of its own, `asset/<id>`; an entry carries its coded values after each act.
Source: GB 50444-2008 (建筑灭火器配置验收及检查规范) 5.2.1: extinguishers are looked at every month; REQUIREMENTS
002-29, 004-07 (two people open a letter box). The other intervals are ours; a keeper sets each piece's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.problems import Problem, Refused
from linli.domain.supply_checks import NOTE_MAX, Reading, values_of
from linli.domain.unit import Post
from linli.domain.wording import Wording

STREAM = "asset/"
CODE_MAX = 30
EVERY_MAX = 366


class AssetKind(StrEnum):
    """What sort of equipment it is."""

    EXTINGUISHER = "extinguisher"
    MINI_FIRE_STATION = "mini_fire_station"
    NOTICE_BOARD = "notice_board"
    LETTER_BOX = "letter_box"


KIND_WORDS: Mapping[AssetKind, Wording] = {
    AssetKind.EXTINGUISHER: Wording("灭火器", "Extinguisher"),
    AssetKind.MINI_FIRE_STATION: Wording("微型消防站", "Mini fire station"),
    AssetKind.NOTICE_BOARD: Wording("公示栏", "Notice board"),
    AssetKind.LETTER_BOX: Wording("意见箱", "Letter box"),
}
EVERY_DAYS: Mapping[AssetKind, int] = {
    AssetKind.EXTINGUISHER: 30, AssetKind.MINI_FIRE_STATION: 30, AssetKind.NOTICE_BOARD: 30, AssetKind.LETTER_BOX: 7,
}  # fmt: skip
"""How often it is looked at, where its keeper sets nothing else."""


class AssetState(StrEnum):
    """How it was found last."""

    OK = "ok"
    FAULT = "fault"
    RETIRED = "retired"


STATE_WORDS: Mapping[AssetState, Wording] = {
    AssetState.OK: Wording("完好", "In order"),
    AssetState.FAULT: Wording("有故障", "Faulty"),
    AssetState.RETIRED: Wording("已报废", "Retired"),
}
CHECK_RESULTS = (AssetState.OK, AssetState.FAULT, AssetState.RETIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSet(Effect):
    """A piece's coded values after an entry."""

    k: ClassVar[str] = "asset.set"
    kind: str
    code: str
    """What stands on it, unique in the district."""
    place: str
    """Where it hangs or stands: of a thing, never a person; the form says so."""
    unit: str
    area: str
    category: str
    every_days: int
    due: str
    expires: str = ""
    """The last day on which it may be used: what is over is a fault."""
    state: str = AssetState.OK.value
    checked: str = ""
    second: str = ""
    """The other post that was there when a letter box was opened last."""
    case: str = ""
    """Id of the matter that its last fault became."""

    def is_bad(self, today: date) -> bool:
        """Say whether it cannot be relied on: found faulty, or used up."""
        if self.state == AssetState.RETIRED.value:
            return False
        return self.state == AssetState.FAULT.value or self.is_used_up(today)

    def is_used_up(self, today: date) -> bool:
        """Say whether the last day on which it may be used is over."""
        return bool(self.expires and self.expires < today.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One piece; the empty one (seq 0) is what entering it starts from."""

    stream: str
    seq: int = 0
    told: AssetSet | None = None

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> AssetSet:
        """Its values; raises ValueError before it was entered."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never entered")
        return self.told


def folded(entries: Iterable[Entry]) -> Asset | None:
    """Return the piece that `entries` of its stream add up to; None without any."""
    found: Asset | None = None
    for entry in entries:
        found = replace(found or Asset(stream=entry.stream), seq=entry.seq)
        for spelled in entry.effects:
            if spelled["k"] == AssetSet.k:
                found = replace(found, told=AssetSet(**values_of(spelled)))
    return found


def asset_values(reading: Reading, before: AssetSet | None, unit: str, area: str, directory: Directory) -> AssetSet:
    """Return the values of a piece that is new, or changed."""
    kind = before.kind if before else reading.choice("kind", [one.value for one in AssetKind])
    code, place = reading.words("code", most=CODE_MAX), reading.words("place")
    category = reading.category("category", directory)
    every = reading.whole("every_days", lowest=1, highest=EVERY_MAX)
    expires = reading.day("expires", is_needed=False)
    reading.check()
    since = date.fromisoformat(before.checked) if before and before.checked else reading.today
    told = before or AssetSet(
        kind=kind, code=code, place=place, unit=unit, area=area, category=category, every_days=every, due=""
    )
    return replace(
        told, code=code, place=place, category=category, every_days=every,
        due=(since + timedelta(days=every)).isoformat(), expires=expires.isoformat() if expires else "",
    )  # fmt: skip


def checked(reading: Reading, before: AssetSet, seconds: Iterable[Post]) -> tuple[AssetSet, str]:
    """Return the values after a check, and what was written: a fault says what is wrong, a letter box names a second.

    What is used up is not in order, whatever it looks like: its new last day is entered first, or it is retired.
    """
    if before.state == AssetState.RETIRED.value:
        raise Refused([Problem("asset_retired")])
    result = reading.choice("result", [one.value for one in CHECK_RESULTS])
    note = reading.words("note", most=NOTE_MAX, is_needed=result != AssetState.OK.value, is_line=False)
    second = reading.typed.get("second", "")
    if result == AssetState.OK.value and before.is_used_up(reading.today):
        reading.wrong("asset_used_up", "result", day=before.expires)
    if before.kind == AssetKind.LETTER_BOX.value and second not in {one.id for one in seconds}:
        reading.wrong("two_persons_needed", "second")
    reading.check()
    due = reading.today + timedelta(days=before.every_days)
    after = replace(
        before, state=result, checked=reading.today.isoformat(), due=due.isoformat(),
        second=second if before.kind == AssetKind.LETTER_BOX.value else "",
    )  # fmt: skip
    return after, note
