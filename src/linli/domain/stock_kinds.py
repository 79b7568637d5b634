"""Kinds of stock sites, each with what such a site should hold: a list to begin with, which every site may change.

Source: 社区微型消防站建设标准(试行), 公消〔2015〕301号 (staff, extinguishers, hoses, nozzles, radios; protective gear
where it can be had); 防汛条例 art. 21 (flood materials are kept in stock). The numbers are the house's own
beginning: a district writes its own over them, item by item or with a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.stock import StockItemSet
from linli.domain.wording import Wording


class StockKind(StrEnum):
    """What a site is there for."""

    STORE = "store"
    FLOOD = "flood"
    MINI_FIRE = "mini_fire"


KIND_WORDS: Mapping[StockKind, Wording] = {
    StockKind.STORE: Wording("物资储备点", "Store of supplies"),
    StockKind.FLOOD: Wording("防汛物资点", "Flood store"),
    StockKind.MINI_FIRE: Wording("微型消防站", "Mini fire station"),
}


@dataclass(frozen=True, slots=True)
class Required:
    """One line of a list to begin with."""

    name: str
    measure: str
    minimum: int
    is_team: bool = False


REQUIRED: Mapping[StockKind, tuple[Required, ...]] = {
    StockKind.STORE: (),
    StockKind.FLOOD: (
        Required("水泵", "台", 2), Required("编织袋", "条", 300), Required("手电筒", "支", 10),
        Required("雨衣", "件", 20), Required("应急队员", "人", 10, is_team=True),
    ),
    StockKind.MINI_FIRE: (
        Required("干粉灭火器(4 公斤)", "具", 10), Required("消防水带(20 米)", "盘", 6), Required("消防水枪", "支", 3),
        Required("消火栓扳手", "把", 2), Required("消防头盔", "顶", 6), Required("灭火防护服", "套", 6),
        Required("防护靴", "双", 6), Required("过滤式自救呼吸器", "具", 6), Required("手持对讲机", "部", 3),
        Required("强光手电", "支", 3), Required("消防斧", "把", 2), Required("值守队员", "人", 6, is_team=True),
    ),
}  # fmt: skip


def first_items(kind: StockKind) -> tuple[StockItemSet, ...]:
    """Return the items that a new site of a kind must hold, none of them there yet."""
    return tuple(
        StockItemSet(item=f"i{number}", name=one.name, measure=one.measure, minimum=one.minimum, is_team=one.is_team)
        for number, one in enumerate(REQUIRED[kind], start=1)
    )
