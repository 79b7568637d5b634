"""The four nones 四无: bare earth, piled rubbish, dirty corners, places nobody looks after.

Source: REQUIREMENTS 002-25 (the four, word by word).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import AIR, CITY, WASTE, cited, local
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 002-25"

CHECKLIST = Checklist(
    key="four_nones",
    version=1,
    title=Wording("环境卫生“四无”检查", "The four nones"),
    since=date(2021, 1, 1),
    place_kinds=(
        PlaceKind.ESTATE,
        PlaceKind.HAMLET,
        PlaceKind.MARKET,
        PlaceKind.PARK,
        PlaceKind.SQUARE,
        PlaceKind.SITE,
    ),
    category="appearance",
    again_days=15,
    items=(
        looked(
            "bare_earth", "无黄土裸露", "No bare earth", cited(AIR, "69"), source=SOURCE, category="construction.dust"
        ),
        looked(
            "rubbish",
            "无积存垃圾",
            "No piled rubbish",
            cited(WASTE, "49"),
            source=SOURCE,
            category="appearance.exposed_rubbish",
        ),
        looked(
            "corners",
            "无卫生死角",
            "No dirty corners",
            cited(CITY, "26"),
            source=SOURCE,
            category="appearance.exposed_rubbish",
        ),
        looked(
            "blind_spots",
            "无监管盲区",
            "No place that nobody looks after",
            local("区环境卫生“四无”标准", "The district's standard of four nones"),
            source=SOURCE,
        ),
    ),
)
