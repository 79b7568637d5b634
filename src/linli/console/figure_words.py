"""How figures are said: values with their unit, changes with their direction, and the address behind each number."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.figures import Board, Breakdown, Cell
from linli.console.words import area_name, category_words, choice_words, language, unit_name
from linli.indicators.asking import ALL, By, Side
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.periods import LAST_30, Period

TABLE_KEYS = (
    "filed", "on_time", "closure", "median_hours", "rework", "repeat", "reply", "satisfaction", "wrong_hand_over",
)  # fmt: skip
"""What a table on the page has room for; the file to take away has all."""
DECIMALS = {FigureUnit.PER_1000: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which figures a page shows: its period, its area, and by what a number of it is grouped."""

    period: Period
    area_path: str = ""
    by: By = By.NOTHING
    group: str = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One figure as it stands on the page; `state` is "shown", "none" (no case) or "few" (too small to show)."""

    state: str
    words: str
    n: int
    hits: int
    n_url: str
    hits_url: str = ""
    value: str = ""
    """The bare number, for charts; "" where none is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One indicator at a glance."""

    indicator: Indicator
    shown: Shown
    change: str = ""
    tone: str = "quiet"
    sign: str = ""
    is_chosen: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One group of a table."""

    group: str
    name: str
    cells: tuple[Shown, ...]
    url: str = ""


def shown(cell: Cell, place: Place) -> Shown:
    """Return a figure in words, with the addresses of the matters behind it."""
    if cell.n == 0:
        return Shown(state="none", words=_("no cases"), n=0, hits=0, n_url="")
    if cell.is_hidden:
        return Shown(state="few", words=_("too few to show"), n=0, hits=0, n_url="")
    has_hits = cell.indicator.hits is not None
    return Shown(
        state="shown",
        words=value_words(cell),
        n=cell.n,
        hits=cell.hits,
        n_url=matters_url(cell.indicator, place, Side.POPULATION),
        hits_url=matters_url(cell.indicator, place, Side.HITS) if has_hits else "",
        value=f"{cell.value:.4f}" if cell.value is not None else "",
    )


def led_to(one: Shown, url: str) -> Shown:
    """Return a figure whose counts lead elsewhere than to the matters behind it."""
    if one.state != "shown":
        return one
    return replace(one, n_url=url, hits_url=url if one.hits_url else "")


def value_words(cell: Cell) -> str:
    """Return "93.2 %", "26.4 小时" or, where there is no value, how many matters there are."""
    if cell.value is None:
        return _("%(count)s matters") % {"count": f"{cell.n:,}"}
    unit = cell.indicator.unit
    joint = "" if unit is FigureUnit.PERCENT and language() == "zh" else " "
    return f"{cell.value:,.{DECIMALS.get(unit, 1)}f}{joint}{unit.wording.within(language())}"


def matters_url(indicator: Indicator, place: Place, side: Side) -> str:
    """Return the address of the matters behind one number."""
    asked = {"figure": indicator.key, "side": side.value, "period": place.period.key, "area": place.area_path}
    if place.by is not By.NOTHING:
        asked |= {"by": place.by.value, "group": place.group}
    return address("figure_matters", **asked)


def address(name: str, **asked: str) -> str:
    """Return an address of this page's family; what is empty is left out."""
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in asked.items() if value})
    return reverse(f"console:{name}") + (f"?{query.urlencode()}" if query else "")


def tiles(board: Board, place: Place, chosen: str) -> list[Tile]:
    """Return a tile for every indicator of a board."""
    return [
        _tile(
            cell,
            board.cells_before[key],
            place,
            is_chosen=key == chosen,
        )
        for key, cell in board.cells.items()
    ]


def _tile(cell: Cell, before: Cell, place: Place, *, is_chosen: bool) -> Tile:
    change, tone, sign = _change(cell, before)
    return Tile(
        indicator=cell.indicator,
        shown=shown(cell, place),
        change=change,
        tone=tone,
        sign=sign,
        is_chosen=is_chosen,
        url=address("figures", period=place.period.key, area=place.area_path, chart=cell.indicator.key) + "#chart",
    )


def _change(cell: Cell, before: Cell) -> tuple[str, str, str]:
    """Return the change against the period before, its tone and its icon."""
    if cell.value is None or cell.is_hidden:
        return "", "quiet", ""
    if before.value is None or before.is_hidden:
        return _("nothing to compare with"), "quiet", ""
    unit, decimals = cell.indicator.unit, DECIMALS.get(cell.indicator.unit, 1)
    step = round(cell.value - before.value, decimals)
    if not step:
        return _("as in the period before"), "quiet", ""
    words = f"{'+' if step > 0 else '−'}{abs(step):,.{decimals}f}"
    named = _("points") if unit is FigureUnit.PERCENT else unit.wording.within(language())
    is_better = (step > 0) is (cell.indicator.direction is Direction.UP)
    tone = "quiet" if cell.indicator.direction is Direction.NEITHER else "accent" if is_better else "near"
    return f"{words} {named}", tone, "up" if step > 0 else "down"


def heads(kept: Breakdown) -> list[Indicator]:
    """Return the indicators that a table on the page has columns for."""
    return [one for one in kept.indicators if one.key in TABLE_KEYS]


def rows(office: Office, kept: Breakdown, place: Place) -> list[Row]:
    """Return the rows of a table; areas in the order of the tree, units and channels by how much they had."""
    columns = heads(kept)
    found = []
    for group, cells in kept.rows.items():
        own = Place(period=place.period, area_path=place.area_path, by=kept.by, group=group)
        leads_on = kept.by in (By.STREET, By.COMMUNITY)
        found.append(
            Row(
                group=group,
                name=group_name(office, kept.by, group),
                cells=tuple(shown(cells[one.key], own) for one in columns),
                url=address("figures", period=place.period.key, area=group) if leads_on else "",
            )
        )
    if kept.by is By.UNIT:  # most units have too little to show: a long list of them would hide the others
        found = [row for row in found if any(cell.state == "shown" for cell in row.cells)]
    if kept.by in (By.STREET, By.COMMUNITY):
        return sorted(found, key=lambda row: row.group)
    return sorted(found, key=lambda row: (-max(cell.n for cell in row.cells), row.name))


def group_name(office: Office, by: By, group: str) -> str:
    """Return the name of an area, a unit or a channel."""
    if by is By.UNIT:
        return unit_name(office, group) or group
    if by is By.CHANNEL:
        return choice_words("channel", group)
    if by is By.CATEGORY:
        return category_words(office, group)
    return area_name(office, group) or group


def period_words(period: Period) -> str:
    """Return a period in the reader's language."""
    return period.wording.within(language())


def axis_words(period: Period) -> str:
    """Return a period as short as a chart has room for: 30 days by the last of them."""
    return f"{period.until - timedelta(days=1):%m-%d}" if period.key.startswith(LAST_30) else period_words(period)


def is_stale(as_of: datetime, now: datetime) -> bool:
    """Say whether figures are older than the export should ever leave them."""
    return (now - as_of).total_seconds() > 3600
