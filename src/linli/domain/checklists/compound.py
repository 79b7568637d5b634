"""Compound 小区安防: three kinds of protection of a housing estate; gates and cameras are things, nobody is tracked.

Source: REQUIREMENTS 000-11 (three kinds), 001-05 (lighting, gate, lift, fire, help points without tracking).
"""

from datetime import date

from linli.domain.checklist import CheckLink, Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import BUILDING, FACES, FIRE, LIFTS, cited, local, read
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 000-11, 001-05"

CHECKLIST = Checklist(
    key="compound",
    version=1,
    title=Wording("小区安防检查", "Safety of a housing estate"),
    since=date(2026, 1, 1),
    place_kinds=(PlaceKind.ESTATE,),
    category="safety",
    again_days=90,
    links=(
        CheckLink(key="staffing", title=Wording("人防", "People")),
        CheckLink(key="hardware", title=Wording("物防", "Hardware")),
        CheckLink(key="technical", title=Wording("技防", "Technical")),
    ),
    items=(
        looked(
            "guards",
            "门岗、巡逻按时到位",
            "Gate duty and patrols are there on time",
            cited(BUILDING, "942"),
            source=SOURCE,
            link="staffing",
        ),
        looked(
            "contact",
            "楼栋联络员和物业电话上墙",
            "The building's contact and the property company's telephone are posted",
            local("区平安小区创建标准", "The district's standard for safe estates"),
            source=SOURCE,
            link="staffing",
        ),
        looked(
            "lighting",
            "公共照明完好",
            "Shared lighting works",
            cited(BUILDING, "942"),
            source=SOURCE,
            category="safety.dark_spot",
            link="hardware",
        ),
        looked(
            "gate",
            "门禁完好,留有不刷脸的通行方式",
            "Gates work, and there is a way in without a face",
            cited(FACES),
            source=SOURCE,
            category="facility.entrance_door",
            link="hardware",
        ),
        looked(
            "facade",
            "外墙、空调架、广告牌没有松动脱落",
            "Walls, brackets and signs are not loose",
            cited(BUILDING, "1253"),
            source=SOURCE,
            category="building.facade",
            link="hardware",
            is_urgent=True,
        ),
        looked(
            "fire_lane",
            "消防车通道、登高面畅通",
            "Fire lanes and the ladder area are clear",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_lane",
            link="hardware",
            is_urgent=True,
        ),
        looked(
            "hydrants",
            "消火栓有水,灭火器有效",
            "Hydrants have water and extinguishers work",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.hydrant",
            link="hardware",
            is_urgent=True,
        ),
        looked(
            "lift",
            "电梯在检验有效期内,紧急呼叫有人应答",
            "The lift was inspected, and its alarm is answered",
            cited(LIFTS, "40"),
            source=SOURCE,
            category="facility.lift",
            link="technical",
        ),
        looked(
            "help_points",
            "一键求助点能接通",
            "Help points get through",
            local("区平安小区创建标准", "The district's standard for safe estates"),
            source=SOURCE,
            link="technical",
        ),
        looked(
            "cameras",
            "公共部位摄像设备在线,设有提示标志",
            "Cameras in shared parts are online and have a sign",
            local("区平安小区创建标准", "The district's standard for safe estates"),
            source=SOURCE,
            link="technical",
        ),
    ),
)
