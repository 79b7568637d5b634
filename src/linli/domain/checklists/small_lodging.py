"""Small lodging 小旅馆: fire, hygiene and a register that the lodging keeps itself; guests are not looked up.

Source: FIELD.md §8 (fire).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FIRE, LODGING, SANITATION, WORK_SAFETY, cited, read
from linli.domain.wording import Wording

SOURCE = "issue 6, 3; FIELD.md §8"

CHECKLIST = Checklist(
    key="small_lodging",
    version=1,
    title=Wording("小旅馆检查", "Check of a small lodging"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.COMPANY,
        PlaceKind.OTHER,
    ),
    category="fire",
    again_days=90,
    inspectors_enforcing=2,
    items=(
        looked(
            "exits",
            "疏散通道、安全出口畅通,没有上锁",
            "Ways out and exits are clear and not locked",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "windows",
            "外窗没有影响逃生的防盗栏",
            "No bars on windows keep people from getting out",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "gear",
            "灭火器、应急灯、疏散标志有效",
            "Extinguishers, emergency lamps and exit signs work",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.extinguisher",
            is_urgent=True,
        ),
        looked("alarm", "独立烟感或报警装置有效", "Smoke alarms work", cited(FIRE, "16"), source=SOURCE),
        looked(
            "licence",
            "特种行业许可和营业执照在有效期内",
            "Special-trade permit and business licence are valid",
            cited(LODGING, "4"),
            source=SOURCE,
        ),
        looked(
            "register",
            "住宿登记制度由经营者自己执行",
            "The lodging keeps its own register",
            cited(LODGING, "6"),
            source=SOURCE,
        ),
        looked(
            "linen",
            "客用品一客一换、消毒有记录",
            "Linen is changed for each guest and disinfected, with a record",
            cited(SANITATION, "7"),
            source=SOURCE,
        ),
        looked(
            "training",
            "从业人员会报警、会灭火、会疏散",
            "Staff can raise the alarm, put out a fire and lead people out",
            cited(WORK_SAFETY, "28"),
            source=SOURCE,
        ),
    ),
)
