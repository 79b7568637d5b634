"""E-bikes in shared corridors 楼道电动车: the building and its charging places, not the riders.

Source: FIELD.md §8 (Henan fire regulations: not parked or charged in shared corridors; charging places provided).
"""

from datetime import date

from linli.domain.checklist import Basis, Checklist, Grade, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FIRE, FIRE_HENAN, HIGH_RISE, cited, read
from linli.domain.wording import Wording

SOURCE = "FIELD.md §8"

CHECKLIST = Checklist(
    key="corridor_ebikes",
    version=1,
    title=Wording("楼道电动车检查", "E-bikes in corridors"),
    since=date(2026, 1, 1),
    place_kinds=(PlaceKind.ESTATE,),
    category="fire.ebike_corridor",
    again_days=30,
    items=(
        looked(
            "corridors",
            "公共门厅、楼道、楼梯间没有停放电动车",
            "No e-bike stands in halls, corridors or stairwells",
            Basis(title=FIRE_HENAN, grade=Grade.READ),
            source=SOURCE,
            is_urgent=True,
        ),
        looked(
            "charging",
            "没有飞线充电、入户充电",
            "Nothing is charged by loose cables or inside homes",
            Basis(title=FIRE_HENAN, grade=Grade.READ),
            source=SOURCE,
            category="fire.wire_charging",
            is_urgent=True,
        ),
        looked(
            "places",
            "集中停放充电点够用,与建筑有分隔",
            "Charging places suffice and stand apart from buildings",
            Basis(title=FIRE_HENAN, grade=Grade.READ),
            source=SOURCE,
        ),
        looked(
            "gear",
            "充电点有灭火器、断电保护",
            "Charging places have extinguishers and cut-outs",
            cited(HIGH_RISE, "37"),
            source=SOURCE,
            category="fire.extinguisher",
        ),
        looked(
            "lift",
            "电梯内有阻车提示或装置,不识别人脸",
            "Lifts keep e-bikes out by sign or device, without faces",
            cited(HIGH_RISE, "37"),
            source=SOURCE,
        ),
        looked(
            "stairs",
            "疏散楼梯没有堆物",
            "Nothing is piled on escape stairs",
            read(FIRE, "28"),
            source=SOURCE,
            category="fire.blocked_exit",
            is_urgent=True,
        ),
        looked(
            "property",
            "物业每日巡查,劝阻、报告有记录",
            "The property company patrols daily and records what it stopped and reported",
            Basis(title=FIRE_HENAN, grade=Grade.READ),
            source=SOURCE,
        ),
    ),
)
