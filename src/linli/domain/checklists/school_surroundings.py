"""Surroundings of a school 校园周边: ways, shops and things near the gate; pupils are nobody's to watch.

Source: FIELD.md §8; REQUIREMENTS 003-22 (school gates).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import CITY, FIRE, FOOD, MINORS, ROADS, cited, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 003-22; FIELD.md §8"

CHECKLIST = Checklist(
    key="school_surroundings",
    version=1,
    title=Wording("校园周边检查", "Check of a school's surroundings"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.SCHOOL,
        PlaceKind.KINDERGARTEN,
    ),
    category="safety",
    again_days=30,
    items=(
        looked(
            "crossing",
            "校门前警示、减速、斑马线齐全清楚",
            "Warnings, speed bumps and crossings at the gate are complete and clear",
            cited(ROADS, "34"),
            source=SOURCE,
            category="traffic.marking",
        ),
        looked(
            "gate_clear",
            "校门前没有占道经营、乱停车堵路",
            "No trading or parking blocks the gate",
            cited(CITY, "14"),
            source=SOURCE,
            category="street_order.trading",
        ),
        looked(
            "fire_lane",
            "学校消防车通道畅通",
            "The school's fire lane is clear",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_lane",
            is_urgent=True,
        ),
        looked(
            "tobacco",
            "周边不设烟、酒、彩票销售点",
            "No tobacco, alcohol or lottery is sold nearby",
            cited(MINORS, "59"),
            source=SOURCE,
        ),
        looked(
            "venues",
            "周边不设营业性娱乐场所、网吧",
            "No entertainment venue or internet cafe is nearby",
            cited(MINORS, "58"),
            source=SOURCE,
        ),
        looked(
            "snacks",
            "周边食品摊店证照齐全、没有过期食品",
            "Food shops nearby are licensed and sell nothing out of date",
            cited(FOOD, "34"),
            source=SOURCE,
        ),
        looked(
            "lighting",
            "周边路灯、隔离护栏完好",
            "Lamps and railings nearby are whole",
            cited(CITY, "9"),
            source=SOURCE,
            category="safety.dark_spot",
        ),
    ),
)
