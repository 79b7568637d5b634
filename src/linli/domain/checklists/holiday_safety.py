"""Safety before a holiday 节前安全: crowds, fire and who is on duty.

Source: REQUIREMENTS 002-20 (holiday safety), 002-27 (Spring Festival: season of fires and thefts).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FIRE, WORK_SAFETY, local, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 002-20, 002-27"

CHECKLIST = Checklist(
    key="holiday_safety",
    version=1,
    title=Wording("节日安全检查", "Safety check before a holiday"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.MARKET,
        PlaceKind.SQUARE,
        PlaceKind.PARK,
        PlaceKind.STATION,
        PlaceKind.SERVICE_HALL,
    ),
    category="safety",
    again_days=30,
    items=(
        looked(
            "exits",
            "安全出口、疏散通道畅通",
            "Exits and ways out are clear",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "gear",
            "消防设施完好有效",
            "Fire equipment works",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.extinguisher",
            is_urgent=True,
        ),
        looked(
            "fireworks",
            "没有违规存放、销售烟花爆竹",
            "No fireworks are stored or sold unlawfully",
            local("区烟花爆竹管理规定", "The district's rules on fireworks"),
            source=SOURCE,
            is_urgent=True,
        ),
        looked(
            "crowds",
            "客流有分流和限流安排",
            "There is a plan for crowds",
            local("区节日安全工作要求", "The district's holiday safety rules"),
            source=SOURCE,
        ),
        looked(
            "rota",
            "节日值班表和负责人电话公布",
            "The holiday rota and telephone are posted",
            local("区节日安全工作要求", "The district's holiday safety rules"),
            source=SOURCE,
        ),
        looked(
            "locks",
            "门窗、车棚锁具和照明完好",
            "Locks of doors and bike sheds, and lighting, are whole",
            local("区节日安全工作要求", "The district's holiday safety rules"),
            source=SOURCE,
            category="safety.dark_spot",
        ),
        looked(
            "hazards_open",
            "上次发现的隐患已整改",
            "What was found last time was put right",
            read(WORK_SAFETY, "41"),
            source=SOURCE,
        ),
    ),
)
