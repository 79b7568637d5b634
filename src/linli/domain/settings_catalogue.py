"""Every setting that a district may change, declared once: what it is called, what it holds, within which bounds.

Source: the defaults are ours unless a hint names another; FIELD 1 and REQUIREMENTS 2 ask that a district decides.
"""

from collections.abc import Iterable
from datetime import date, time

from linli.domain import follow_up, retention
from linli.domain.centre_settings import CENTRE_SETTINGS
from linli.domain.channel_settings import CHANNEL_SETTINGS
from linli.domain.round_standard import ROUND_SETTINGS
from linli.domain.setting import Setting
from linli.domain.setting_rule import GROUP_WORDINGS as GROUP_WORDINGS
from linli.domain.setting_rule import TEXT_MAX as TEXT_MAX
from linli.domain.setting_rule import SettingGroup as SettingGroup
from linli.domain.setting_rule import SettingKind as SettingKind
from linli.domain.setting_rule import SettingRule as SettingRule
from linli.domain.wording import Wording

_DAYS = Wording("天", "days")
_MINUTES = Wording("分钟", "minutes")
_TIMES = Wording("次", "times")
_PER_HOUR = Wording("件/小时", "an hour")
_BEYOND = Wording("超出的不拒收,稍后受理。", "What is beyond is not refused; it is taken in a little later.")
_G, _K = SettingGroup, SettingKind


def _allowance(of: str, default: str, title: Wording, hint: Wording = _BEYOND) -> SettingRule:
    return SettingRule(
        key=f"abuse.{of}_reports", group=_G.ABUSE, kind=_K.WHOLE, default=default, lowest=1, highest=100_000,
        unit=_PER_HOUR, title=title, hint=hint,
    )  # fmt: skip


def _retention(rule: retention.RetentionRule) -> SettingRule:
    return SettingRule(
        key=rule.setting, group=_G.RETENTION, kind=_K.WHOLE, default=str(rule.default_days),
        lowest=retention.LOWEST_DAYS, highest=retention.HIGHEST_DAYS, unit=Wording("天", "days"), title=rule.title,
        hint=rule.why,
    )  # fmt: skip


def _follow_up(one: follow_up.FollowUpSetting) -> SettingRule:
    kind = _K.WHOLE if one.highest is not None else _K.TEXT
    return SettingRule(
        key=one.key, group=_G.FOLLOW_UP, kind=kind, default=one.default, lowest=one.lowest, highest=one.highest,
        unit=one.unit, title=one.title, hint=one.hint,
    )  # fmt: skip


_ALL = (
    SettingRule(
        key="public.hotline",
        group=_G.PUBLIC,
        kind=_K.PHONE,
        default="12345",
        title=Wording("政务热线", "Government hotline"),
        hint=Wording("显示在首页,居民可以直接拨打。", "Shown on the first page, for residents to call."),
    ),
    SettingRule(
        key="public.is_open",
        group=_G.PUBLIC,
        kind=_K.FLAG,
        default="1",
        title=Wording("开放网上反映", "Reports on the web are open"),
        hint=Wording(
            "关闭时,网页请居民改打热线;已有的事项照常查询。",
            "While closed the site asks residents to call; matters that exist can still be followed.",
        ),
    ),
    SettingRule(
        key="public.figure_days",
        group=_G.PUBLIC,
        kind=_K.WHOLE,
        default="30",
        lowest=7,
        highest=365,
        unit=_DAYS,
        title=Wording("首页数字统计的天数", "Days counted by the figures of the first page"),
        hint=Wording(
            "收到、办结、超时,都按这些天内收到的事项计算。",
            "Received, closed and overdue are those of matters received within these days.",
        ),
    ),
    SettingRule(
        key="public.photo_mb",
        group=_G.PUBLIC,
        kind=_K.WHOLE,
        default="12",
        lowest=1,
        highest=12,
        unit=Wording("MB", "MB"),
        title=Wording("每张照片最大", "Largest photo"),
        hint=Wording("更大的照片请居民缩小后再传。", "Residents are asked to make larger ones smaller."),
    ),
    SettingRule(
        key="public.similar_days",
        group=_G.PUBLIC,
        kind=_K.WHOLE,
        default="30",
        lowest=1,
        highest=365,
        unit=_DAYS,
        title=Wording("反映时提示同类事项的天数", "Days back for alike matters shown while reporting"),
        hint=Wording("同一社区、同一类别、还没办结的事项。", "Open matters of the same kind in the same community."),
    ),
    SettingRule(
        key="desk.undo_seconds",
        group=_G.DESK,
        kind=_K.WHOLE,
        default="10",
        lowest=3,
        highest=60,
        unit=Wording("秒", "seconds"),
        title=Wording("派遣后可以撤回的时间", "Time to take a dispatch back"),
        hint=Wording("这段时间过后才真正发出。", "Only after it is the dispatch really sent."),
    ),
    SettingRule(
        key="desk.alike_days",
        group=_G.DESK,
        kind=_K.WHOLE,
        default="30",
        lowest=1,
        highest=365,
        unit=_DAYS,
        title=Wording("受理台比对相似事项的天数", "Days back for alike matters at the desk"),
        hint=Wording(
            "同一网格、同一类别,供判断是否重复。", "Of the same grid and kind, to tell whether it is a duplicate."
        ),
    ),
    SettingRule(
        key="messages.quiet_from",
        group=_G.MESSAGES,
        kind=_K.TIME,
        default="21:00",
        title=Wording("夜间不打扰:从", "Quiet at night: from"),
        hint=Wording("这之后给居民的消息留到早上再发。", "Messages to residents after this wait for the morning."),
    ),
    SettingRule(
        key="messages.quiet_until",
        group=_G.MESSAGES,
        kind=_K.TIME,
        default="08:00",
        title=Wording("夜间不打扰:到", "Quiet at night: until"),
        hint=Wording("早上从这时起再发。", "From this time in the morning they are sent."),
    ),
    SettingRule(
        key="abuse.window_minutes",
        group=_G.ABUSE,
        kind=_K.WHOLE,
        default="10",
        lowest=1,
        highest=1440,
        unit=_MINUTES,
        title=Wording("计数的时间窗", "Window in which attempts are counted"),
        hint=Wording("下面两项都在这段时间内计数。", "Both limits below count within it."),
    ),
    SettingRule(
        key="abuse.wrong_codes",
        group=_G.ABUSE,
        kind=_K.WHOLE,
        default="20",
        lowest=3,
        highest=1000,
        unit=_TIMES,
        title=Wording("同一网段输错回执码的次数", "Wrong receipt codes from one part of the net"),
        hint=Wording(
            "超过后请对方稍后再试;输对的不受影响。",
            "Beyond this they are asked to wait; a right code is always answered.",
        ),
    ),
    SettingRule(
        key="abuse.photos",
        group=_G.ABUSE,
        kind=_K.WHOLE,
        default="240",
        lowest=6,
        highest=10_000,
        unit=Wording("张", "photos"),
        title=Wording("同一网段上传照片的张数", "Photos sent from one part of the net"),
        hint=Wording("在提交之前上传的照片。", "Photos sent before a report is filed."),
    ),
    SettingRule(
        key="abuse.open311_key",
        group=_G.ABUSE,
        kind=_K.FLAG,
        default="1",
        title=Wording("通过 Open311 反映需要密钥", "Reports through Open311 need a key"),
        hint=Wording(
            "关闭时,没有密钥的应用也能替居民提交,按同一网段的件数限制;带错密钥的始终拒绝。",
            "While off, apps without a key may report too, within the limit of their network; a wrong key is refused.",
        ),
    ),
    _allowance("device", "10", Wording("同一浏览器直接受理的件数", "Reports from one browser straight in")),
    _allowance("net", "60", Wording("同一网段直接受理的件数", "Reports from one network straight in")),
    _allowance("phone", "10", Wording("同一电话直接受理的件数", "Reports with one phone number straight in")),
    _allowance("grid", "120", Wording("同一网格直接受理的件数", "Reports for one grid straight in")),
    _allowance(
        "county",
        "1200",
        Wording("全区平时每小时的件数", "Reports in an ordinary hour in the whole county"),
        Wording(
            "明显超过时,浏览器在后台多算一会儿即可直接受理;不能运行脚本的稍后受理,一件不丢。",
            "Well above it a browser works a little in the background and its report comes straight in; without"
            " script it is taken in a little later. None is lost.",
        ),
    ),
    SettingRule(
        key="abuse.hold_minutes",
        group=_G.ABUSE,
        kind=_K.WHOLE,
        default="720",
        lowest=1,
        highest=10_080,
        unit=_MINUTES,
        title=Wording("最迟多久自动放行", "The longest that a report waits"),
        hint=Wording(
            "超出的反映已登记、有回执、时限照算,额度恢复或到了这个时间自动放行,受理员也可随时放行。",
            "A report beyond the allowance is filed, has its receipt and its clock; it is let in when the allowance"
            " has grown back, after this time, or by a person.",
        ),
    ),
    SettingRule(
        key="sign_in.idle_minutes",
        group=_G.SIGN_IN,
        kind=_K.WHOLE,
        default="15",
        lowest=5,
        highest=60,
        unit=_MINUTES,
        title=Wording("无操作多久后退出登录", "Signed out after so long without doing anything"),
        hint=Wording(
            "演示席位不受此限。登录后最长十小时,到时要重新登录。",
            "Demo seats are exempt. Ten hours after signing in one signs in again in any case.",
        ),
    ),
    SettingRule(
        key="sign_in.fresh_minutes",
        group=_G.SIGN_IN,
        kind=_K.WHOLE,
        default="10",
        lowest=1,
        highest=60,
        unit=_MINUTES,
        title=Wording("重要操作前多久内要验证过身份", "Proof of who one is, before what matters most"),
        hint=Wording(
            "双人操作、紧急查看、带文字的导出、改岗位之前,超过这个时间要再验证一次。",
            "Before dual control, break-glass, exports with words and changes of posts, an older proof is asked again.",
        ),
    ),
    SettingRule(
        key="suggestion.three_outcomes",
        group=_G.DESK,
        kind=_K.FLAG,
        default="0",
        title=Wording("议案建议只分三类结果", "Deputies' suggestions end in three outcomes only"),
        hint=Wording(
            "打开后,答复只分“已经解决”“列入计划”“待以后解决”(A、B、C);关着时用六类。已经答复的不受影响。",
            "When on, answers are resolved, planned or deferred (A, B, C); when off, six outcomes. Past answers stay.",
        ),
    ),
    SettingRule(
        key="meeting.overdue_days",
        group=_G.DESK,
        kind=_K.WHOLE,
        default="5",
        lowest=1,
        highest=90,
        unit=_DAYS,
        title=Wording("超期多少天列入联席会议议程", "Days overdue before the joint meeting takes a matter up"),
        hint=Wording(
            "超过办理期限满这么多天还没办结的,自动列入下一次会议的议程。本区约定,不是法定天数。",
            "What is overdue by so many days stands on the next agenda by itself. Agreed in the district, not by law.",
        ),
    ),
    SettingRule(
        key="oversight.length_days",
        group=_G.DESK,
        kind=_K.WHOLE,
        default="50",
        lowest=5,
        highest=180,
        unit=_DAYS,
        title=Wording("一轮巡察多少天", "Days of an oversight round"),
        hint=Wording(
            "排新一轮巡察时填好的天数,每轮可以改。本区约定,不是法定天数。",
            "What stands in the form of a new round; each may have its own. Agreed in the district, not by law.",
        ),
    ),
    *CHANNEL_SETTINGS,
    *ROUND_SETTINGS,
    *CENTRE_SETTINGS,
    *(_retention(rule) for rule in retention.RULES),
    *(_follow_up(one) for one in follow_up.SETTINGS),
)

SETTINGS: dict[str, SettingRule] = {rule.key: rule for rule in _ALL}
"""By key, in the order in which they are shown."""


class Settings:
    """What is set, asked by key and day; an unknown key is a mistake of ours and raises KeyError."""

    def __init__(self, values: Iterable[Setting] = ()) -> None:
        """Order `values` by their day of effect; keys that are no longer declared are left out."""
        self._values: dict[str, list[Setting]] = {key: [] for key in SETTINGS}
        for one in sorted(values, key=lambda one: one.from_date):
            if one.key in self._values:
                self._values[one.key].append(one)

    def stands(self, key: str, day: date) -> Setting | None:
        """Return the value in force on `day`, None where the default holds."""
        found = [one for one in self._values[key] if one.from_date <= day]
        return found[-1] if found else None

    def coming(self, key: str, day: date) -> tuple[Setting, ...]:
        """Return the values that take effect after `day`."""
        return tuple(one for one in self._values[key] if one.from_date > day)

    def text(self, key: str, day: date) -> str:
        """Return the value as it is written."""
        found = self.stands(key, day)
        return found.value if found else SETTINGS[key].default

    def whole(self, key: str, day: date) -> int:
        """Return a whole number."""
        return int(self.text(key, day))

    def is_on(self, key: str, day: date) -> bool:
        """Return a flag."""
        return self.text(key, day) == "1"

    def clock_time(self, key: str, day: date) -> time:
        """Return a time of day."""
        return time.fromisoformat(self.text(key, day))
