"""Hazardous chemicals 危险化学品: the five links from making to use.

Source: REQUIREMENTS 001-37 (five links).
"""

from datetime import date

from linli.domain.checklist import CheckLink, Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import CHEMICALS, WORK_SAFETY, cited, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 001-37"

CHECKLIST = Checklist(
    key="hazardous_chemicals",
    version=1,
    title=Wording("危险化学品检查", "Check of hazardous chemicals"),
    since=date(2026, 1, 1),
    place_kinds=(PlaceKind.COMPANY,),
    category="safety",
    again_days=60,
    inspectors_enforcing=2,
    links=(
        CheckLink(key="making", title=Wording("生产", "Making")),
        CheckLink(key="selling", title=Wording("销售", "Selling")),
        CheckLink(key="moving", title=Wording("运输", "Transport")),
        CheckLink(key="storing", title=Wording("存储", "Storage")),
        CheckLink(key="using", title=Wording("使用", "Use")),
    ),
    items=(
        looked(
            "making_permit",
            "有安全生产许可证、工业产品生产许可证",
            "Permits for safe production and for the product are held",
            cited(CHEMICALS, "14"),
            source=SOURCE,
            link="making",
        ),
        looked(
            "making_signs",
            "作业场所有安全标志、通信报警装置",
            "Workplaces have safety signs and an alarm",
            cited(CHEMICALS, "20"),
            source=SOURCE,
            link="making",
        ),
        looked(
            "making_review",
            "三年一次安全评价,整改已落实",
            "A safety review every three years, and its points are done",
            cited(CHEMICALS, "22"),
            source=SOURCE,
            link="making",
        ),
        looked(
            "selling_permit",
            "有经营许可证,范围相符",
            "The trading permit is held and covers what is sold",
            cited(CHEMICALS, "33"),
            source=SOURCE,
            link="selling",
        ),
        looked(
            "selling_record",
            "剧毒、易制爆品销售记录保存",
            "Sales of highly toxic or explosive-making goods are recorded",
            cited(CHEMICALS, "41"),
            source=SOURCE,
            link="selling",
        ),
        looked(
            "selling_sheets",
            "有一书一签(说明书、标签)",
            "Each product has its data sheet and label",
            cited(CHEMICALS, "15"),
            source=SOURCE,
            link="selling",
        ),
        looked(
            "moving_permit",
            "运输单位、车辆有资质",
            "Carrier and vehicles are licensed",
            cited(CHEMICALS, "43"),
            source=SOURCE,
            link="moving",
        ),
        looked(
            "moving_crew",
            "驾驶、押运人员有从业资格",
            "Drivers and escorts are qualified",
            cited(CHEMICALS, "44"),
            source=SOURCE,
            link="moving",
        ),
        looked(
            "moving_gear",
            "车辆警示标志、防护和应急用品齐全",
            "Vehicles bear warnings and carry protective gear",
            cited(CHEMICALS, "45"),
            source=SOURCE,
            link="moving",
        ),
        looked(
            "storing_place",
            "存放在专用仓库,专人管理",
            "Kept in a dedicated store with a keeper",
            cited(CHEMICALS, "24"),
            source=SOURCE,
            link="storing",
        ),
        looked(
            "storing_apart",
            "禁忌物分开,限量,不超储",
            "What must not meet is kept apart, and not too much of it",
            cited(CHEMICALS, "24"),
            source=SOURCE,
            link="storing",
            is_urgent=True,
        ),
        looked(
            "storing_major",
            "重大危险源登记建档、监控、有预案",
            "Major sources of danger are on file, monitored and planned for",
            read(WORK_SAFETY, "41"),
            source=SOURCE,
            link="storing",
            is_urgent=True,
        ),
        looked(
            "using_permit",
            "达到用量的有使用许可证",
            "Large users hold a permit to use",
            cited(CHEMICALS, "29"),
            source=SOURCE,
            link="using",
        ),
        looked(
            "using_rules",
            "使用规程、培训、防护用品到位",
            "Rules, training and protective gear are there",
            cited(CHEMICALS, "28"),
            source=SOURCE,
            link="using",
        ),
        looked(
            "using_waste",
            "废弃危化品按规定处置",
            "Waste chemicals are disposed of by the rules",
            cited(CHEMICALS, "27"),
            source=SOURCE,
            link="using",
        ),
    ),
)
