"""Settings of the channels: where letters go, where visitors are received, whether WeChat is open."""

from linli.domain.setting_rule import SettingGroup, SettingKind, SettingRule
from linli.domain.wording import Wording

CHANNEL_SETTINGS: tuple[SettingRule, ...] = (
    SettingRule(
        key="channels.letter_address",
        group=SettingGroup.CHANNELS,
        kind=SettingKind.TEXT,
        default="",
        is_optional=True,
        title=Wording("来信地址", "Address for letters"),
        hint=Wording(
            "收信单位、地址、邮编,显示在“反映渠道”页。", "Addressee, address and postcode; shown on “Ways to report”."
        ),
    ),
    SettingRule(
        key="channels.reception_place",
        group=SettingGroup.CHANNELS,
        kind=SettingKind.TEXT,
        default="综治中心一楼接待室",
        title=Wording("接待地点", "Where visitors are received"),
        hint=Wording("排接待日时先填这个地点,可以改。", "Stands first when the rota is drawn up, and can be changed."),
    ),
    SettingRule(
        key="channels.wechat_name",
        group=SettingGroup.CHANNELS,
        kind=SettingKind.TEXT,
        default="",
        is_optional=True,
        title=Wording("微信账号名称", "Name of the WeChat account"),
        hint=Wording("居民在微信里搜这个名字。", "What residents search for in WeChat."),
    ),
    SettingRule(
        key="channels.wechat_is_open",
        group=SettingGroup.CHANNELS,
        kind=SettingKind.FLAG,
        default="0",
        title=Wording("开通微信来件", "Messages by WeChat are taken in"),
        hint=Wording(
            "先在服务器上配置账号(LINLI_WECHAT_…),再打开。关闭时,收到的一律不受理,平台会提示对方。",
            "Configure the account on the server first (LINLI_WECHAT_…), then switch it on; before, nothing comes in.",
        ),
    ),
)
"""In the order in which they are shown."""
