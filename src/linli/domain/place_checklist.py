"""The safety checklist of a compound or building: three protection groups, things only, no way to check a person.

Source: REQUIREMENTS 001-05 (lighting, gate, lift, fire, help points), 000-11 (人防、物防、技防);
CHARTER (a gate that opens by a face must have another way in); 消防法 art. 17, 28.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.wording import Wording

VERSION = 1


class Protection(StrEnum):
    """The group that a measure belongs to."""

    STAFFING = "staffing"
    HARDWARE = "hardware"
    TECHNICAL = "technical"


PROTECTION_WORDS: Mapping[Protection, Wording] = {
    Protection.STAFFING: Wording("人防", "Staffing"),
    Protection.HARDWARE: Wording("物防", "Hardware"),
    Protection.TECHNICAL: Wording("技防", "Technical"),
}


class Found(StrEnum):
    """What a check found of one item; there is no score."""

    OK = "ok"
    GAP = "gap"
    NONE = "none"
    """Not applicable here."""


FOUND_WORDS: Mapping[Found, Wording] = {
    Found.OK: Wording("符合", "In order"),
    Found.GAP: Wording("有缺口", "Gap"),
    Found.NONE: Wording("不适用", "Not applicable"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One question of the checklist."""

    key: str
    group: Protection
    title: Wording


def _item(key: str, group: Protection, zh: str, en: str) -> CheckItem:
    return CheckItem(key=key, group=group, title=Wording(zh, en))


ITEMS: tuple[CheckItem, ...] = (
    _item("guard", Protection.STAFFING, "有值守岗位且在岗", "A guard post exists and is staffed"),
    _item("rounds", Protection.STAFFING, "已列入巡查路线", "It lies on a patrol route"),
    _item("drill", Protection.STAFFING, "一年内开展过疏散演练", "An evacuation drill within a year"),
    _item("lighting", Protection.HARDWARE, "公共照明完好", "Public lighting works"),
    _item("gate", Protection.HARDWARE, "出入口有不刷脸的通行方式", "The gate opens without a face"),
    _item("lift", Protection.HARDWARE, "电梯检验在有效期内", "Lifts are inspected and in date"),
    _item("fire_lane", Protection.HARDWARE, "消防车通道畅通", "Fire lanes are clear"),
    _item("exits", Protection.HARDWARE, "疏散通道和安全出口畅通", "Escape routes and exits are clear"),
    _item("extinguishers", Protection.HARDWARE, "灭火器材在有效期内", "Extinguishers are in date"),
    _item("e_bikes", Protection.HARDWARE, "电动车不在楼内停放充电", "No e-bike is parked or charged indoors"),
    _item("help_points", Protection.TECHNICAL, "求助点可以接通", "Help points connect"),
    _item("camera_signs", Protection.TECHNICAL, "公共摄像机有提示标志", "Public cameras bear a sign"),
    _item("smoke_alarms", Protection.TECHNICAL, "烟感报警可用", "Smoke alarms work"),
    _item("lift_alarms", Protection.TECHNICAL, "电梯报警可以接通", "Lift alarms connect"),
)
BY_KEY: Mapping[str, CheckItem] = {one.key: one for one in ITEMS}
