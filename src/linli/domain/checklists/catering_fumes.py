"""Catering fumes 餐饮油烟: the purifier, the duct and where it ends.

Source: REQUIREMENTS 000-53; FIELD.md §6 (categories).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import AIR, FIRE, WASTE, cited
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 000-53"

CHECKLIST = Checklist(
    key="catering_fumes",
    version=1,
    title=Wording("餐饮油烟检查", "Check of catering fumes"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.MARKET,
        PlaceKind.COMPANY,
    ),
    category="pollution.oil_smoke",
    again_days=90,
    items=(
        looked(
            "purifier",
            "安装油烟净化设施并正常使用",
            "A fume purifier is fitted and in use",
            cited(AIR, "81"),
            source=SOURCE,
        ),
        looked(
            "cleaning",
            "净化设施、管道定期清洗有记录",
            "Purifier and duct are cleaned regularly, with a record",
            cited(AIR, "81"),
            source=SOURCE,
        ),
        looked(
            "outlet",
            "排口不朝向居民窗户,没有改变排放方式",
            "The outlet faces no home and was not altered",
            cited(AIR, "81"),
            source=SOURCE,
        ),
        looked(
            "site",
            "不在未设专用烟道的住宅楼内新开",
            "No new kitchen in a block of flats without its own flue",
            cited(AIR, "81"),
            source=SOURCE,
        ),
        looked(
            "barbecue",
            "不在禁止区域露天烧烤",
            "No open-air barbecue where it is forbidden",
            cited(AIR, "81"),
            source=SOURCE,
        ),
        looked(
            "duct_fire",
            "集烟罩、烟道没有积油,灭火毯在位",
            "Hood and duct hold no grease; a fire blanket is there",
            cited(FIRE, "16"),
            source=SOURCE,
            category="fire",
            is_urgent=True,
        ),
        looked(
            "waste_oil",
            "餐厨垃圾、废油交有资质单位并有台账",
            "Kitchen waste and oil go to a licensed collector, with a record",
            cited(WASTE, "57"),
            source=SOURCE,
        ),
    ),
)
