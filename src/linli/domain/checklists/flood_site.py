"""Flood check of a site 防汛检查: seven points before and within the season.

Source: REQUIREMENTS 003-36; FIELD.md §8 (flood).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FLOOD_HENAN, FLOOD_RULES, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 003-36; FIELD.md §8"

CHECKLIST = Checklist(
    key="flood_site",
    version=1,
    title=Wording("防汛检查", "Flood check of a site"),
    since=date(2021, 5, 15),
    place_kinds=(
        PlaceKind.SITE,
        PlaceKind.HAMLET,
        PlaceKind.ESTATE,
    ),
    category="water",
    again_days=30,
    items=(
        looked(
            "stock",
            "防汛物资储备到位、数量与台账一致",
            "Flood supplies are there and agree with the list",
            read(FLOOD_RULES, "21"),
            source=SOURCE,
        ),
        looked(
            "team",
            "应急队伍建立,人员在岗",
            "The emergency team exists and is on duty",
            read(FLOOD_RULES, "15"),
            source=SOURCE,
        ),
        looked(
            "rota",
            "值班表上墙,汛期有领导带班",
            "The duty rota is posted; a leader is on duty in the season",
            read(FLOOD_RULES, "24"),
            source=SOURCE,
        ),
        looked(
            "plan",
            "应急预案可用,转移路线明确",
            "The emergency plan can be used and names the ways out",
            read(FLOOD_RULES, "15"),
            source=SOURCE,
        ),
        looked(
            "training",
            "开展了培训、演练",
            "People were trained and have drilled",
            read(FLOOD_RULES, "15"),
            source=SOURCE,
        ),
        looked(
            "upkeep",
            "泵、闸、排水设备保养并试运行",
            "Pumps, gates and drains were serviced and tried",
            read(FLOOD_RULES, "15"),
            source=SOURCE,
        ),
        looked(
            "reporting",
            "险情及时准确上报的渠道和责任人明确",
            "It is clear who reports danger and how, at once and correctly",
            read(FLOOD_HENAN, "27"),
            source=SOURCE,
            is_urgent=True,
        ),
    ),
)
