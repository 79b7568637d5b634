"""Care home 养老机构: fire, kitchen and help at night; residents' health stays with the home.

Source: REQUIREMENTS 000-64 (care places: beds, services, inspection; health data stays with the home), 001-39 (food).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FIRE, FOOD, WORK_SAFETY, cited, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 000-64, 001-39"

CHECKLIST = Checklist(
    key="care_home",
    version=1,
    title=Wording("养老机构检查", "Check of a care home"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.CLINIC,
        PlaceKind.OTHER,
    ),
    category="fire",
    again_days=60,
    inspectors_enforcing=2,
    items=(
        looked(
            "exits",
            "疏散通道、安全出口畅通,轮椅能通过",
            "Ways out are clear and wide enough for wheelchairs",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "night",
            "夜间值守人数够,会组织疏散",
            "Enough people are there at night and can lead others out",
            cited(FIRE, "16"),
            source=SOURCE,
            is_urgent=True,
        ),
        looked(
            "gear",
            "烟感、喷淋、灭火器有效",
            "Smoke alarms, sprinklers and extinguishers work",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.extinguisher",
            is_urgent=True,
        ),
        looked(
            "kitchen",
            "食堂许可、留样、消毒符合要求",
            "Kitchen permit, kept samples and disinfection are in order",
            cited(FOOD, "57"),
            source=SOURCE,
        ),
        looked(
            "call_bell",
            "床头呼叫、无障碍设施完好",
            "Bedside bells and barrier-free fittings work",
            cited(WORK_SAFETY, "36"),
            source=SOURCE,
        ),
        looked(
            "plan",
            "应急预案和演练记录",
            "There is an emergency plan and a record of drills",
            cited(WORK_SAFETY, "81"),
            source=SOURCE,
        ),
    ),
)
