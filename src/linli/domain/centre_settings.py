"""Settings of governance centres: how large one of each level is to be.

Source: FIELD §4 (one local speech: 500 m² for a county, 200 m² for a street; weak) and REQUIREMENTS 003-05 (200).
"""

from linli.domain.setting_rule import SettingGroup, SettingKind, SettingRule
from linli.domain.wording import Wording


def _area(level: str, default: str, title: Wording) -> SettingRule:
    return SettingRule(
        key=f"centre.area_{level}", group=SettingGroup.CENTRES, kind=SettingKind.WHOLE, default=default, lowest=0,
        highest=100_000, unit=Wording("平方米", "m²"), title=title,
        hint=Wording("自查时按这个面积看是否达标;0 表示不要求。", "A self-check measures by it; 0 asks for nothing."),
    )  # fmt: skip


CENTRE_SETTINGS: tuple[SettingRule, ...] = (
    _area("county", "500", Wording("区级综治中心的面积", "Floor area of a district's centre")),
    _area("subdistrict", "200", Wording("街道(乡镇)综治中心的面积", "Floor area of a street's or town's centre")),
    _area("community", "0", Wording("社区(村)综治中心的面积", "Floor area of a community's or village's centre")),
)
