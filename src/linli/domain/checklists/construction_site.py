"""Building site 建筑工地: dust, height, power and the gate.

Source: FIELD.md §8; REQUIREMENTS 000-39 (leader-led safety inspection).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import AIR, BUILDING_SITES, FIRE, cited, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 000-39; FIELD.md §8"

CHECKLIST = Checklist(
    key="construction_site",
    version=1,
    title=Wording("建筑工地检查", "Check of a building site"),
    since=date(2026, 1, 1),
    place_kinds=(PlaceKind.SITE,),
    category="construction",
    again_days=30,
    inspectors_enforcing=2,
    items=(
        looked(
            "fence",
            "围挡牢固、出入口有人值守",
            "The fence is firm and the gate is attended",
            cited(BUILDING_SITES, "30"),
            source=SOURCE,
            category="construction.hoarding",
        ),
        looked(
            "height",
            "临边洞口、脚手架防护到位",
            "Edges, openings and scaffolds are guarded",
            cited(BUILDING_SITES, "28"),
            source=SOURCE,
            is_urgent=True,
        ),
        looked(
            "cranes",
            "起重机械检验合格、持证操作",
            "Cranes are inspected and run by licensed people",
            cited(BUILDING_SITES, "35"),
            source=SOURCE,
            is_urgent=True,
        ),
        looked(
            "power",
            "临时用电符合规范",
            "Temporary power is wired by the rules",
            cited(BUILDING_SITES, "26"),
            source=SOURCE,
        ),
        looked(
            "dust",
            "湿法作业、物料覆盖、车辆冲洗",
            "Work is wet, piles are covered, trucks are washed",
            cited(AIR, "69"),
            source=SOURCE,
            category="construction.dust",
        ),
        looked(
            "dormitory",
            "工人宿舍疏散通道畅通、不违规用电",
            "Ways out of workers' quarters are clear; power is used by the rules",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "boards",
            "公示牌、举报电话齐全",
            "Boards with the people in charge and a telephone are up",
            cited(BUILDING_SITES, "28"),
            source=SOURCE,
        ),
    ),
)
