"""Fire check of a market 市场消防: the three points of the first year, since then seven that can be seen on site.

Source: REQUIREMENTS 000-40 (the three points); FIELD.md §8 (fire).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FIRE, cited, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 000-40; FIELD.md §8"

FIRST = Checklist(
    key="fire_market",
    version=1,
    title=Wording("市场消防检查", "Fire check of a market"),
    since=date(2021, 9, 1),
    place_kinds=(
        PlaceKind.MARKET,
        PlaceKind.COMPANY,
    ),
    category="fire",
    again_days=90,
    inspectors_enforcing=2,
    items=(
        looked(
            "lanes",
            "消防通道畅通",
            "Fire lanes and ways out are clear",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_lane",
            is_urgent=True,
        ),
        looked(
            "gear",
            "消防设施配备",
            "Fire equipment is there",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.extinguisher",
            is_urgent=True,
        ),
        looked(
            "electricity",
            "商户用火用电管理",
            "Shops handle fire and electricity safely",
            cited(FIRE, "27"),
            source=SOURCE,
            category="safety.market_wiring",
        ),
    ),
)
CHECKLIST = Checklist(
    key="fire_market",
    version=2,
    title=Wording("市场消防检查", "Fire check of a market"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.MARKET,
        PlaceKind.COMPANY,
    ),
    category="fire",
    again_days=90,
    inspectors_enforcing=2,
    items=(
        looked(
            "lanes",
            "消防车通道没有占用、堵塞、封闭",
            "No fire lane is occupied, blocked or closed",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_lane",
            is_urgent=True,
        ),
        looked(
            "exits",
            "安全出口、疏散通道畅通,没有上锁",
            "Exits and ways out are clear and not locked",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "gear",
            "灭火器、消火栓在位、有效",
            "Extinguishers and hydrants are in place and work",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.extinguisher",
            is_urgent=True,
        ),
        looked("patrol", "每日防火巡查有记录", "The daily fire patrol is recorded", read(FIRE, "17"), source=SOURCE),
        looked(
            "manager",
            "共用建筑明确了统一管理的责任人",
            "A shared building names who is responsible for the whole",
            read(FIRE, "18"),
            source=SOURCE,
        ),
        looked(
            "electricity",
            "商户用电、用气线路没有私拉乱接、老化裸露",
            "Wiring and gas pipes of shops are not makeshift, worn or bare",
            cited(FIRE, "27"),
            source=SOURCE,
            category="safety.market_wiring",
        ),
        looked(
            "open_fire",
            "没有违规动火、住宿",
            "No unlawful open fire, and nobody sleeps there",
            cited(FIRE, "21"),
            source=SOURCE,
        ),
    ),
)
EARLIER = (FIRST,)
