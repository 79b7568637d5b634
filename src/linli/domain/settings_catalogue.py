"""Every setting that a district may change, declared once: what it is called, what it holds, within which bounds.

Source: the defaults are ours unless a hint names another; FIELD 1 and REQUIREMENTS 2 ask that a district decides.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from linli.domain.problems import Problem, Refused
from linli.domain.setting import Setting
from linli.domain.unit import Role
from linli.domain.wording import Wording

TEXT_MAX = 120
_PHONE = re.compile(r"[0-9+() \-]{3,20}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_YES = frozenset({"1", "yes", "true", "是"})
_NO = frozenset({"0", "no", "false", "否"})


class SettingKind(StrEnum):
    """How a value is written."""

    WHOLE = "whole"
    TEXT = "text"
    PHONE = "phone"
    TIME = "time"
    FLAG = "flag"


class SettingGroup(StrEnum):
    """Under which heading a setting stands."""

    PUBLIC = "public"
    DESK = "desk"
    MESSAGES = "messages"
    ABUSE = "abuse"

    @property
    def wording(self) -> Wording:
        """The heading."""
        return GROUP_WORDINGS[self]


GROUP_WORDINGS: dict[SettingGroup, Wording] = {
    SettingGroup.PUBLIC: Wording("居民看到的", "What residents see"),
    SettingGroup.DESK: Wording("受理与派遣", "Taking in and sending on"),
    SettingGroup.MESSAGES: Wording("消息", "Messages"),
    SettingGroup.ABUSE: Wording("防止滥用", "Against abuse"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRule:
    """What may be set, and what holds while nobody has set it."""

    key: str
    group: SettingGroup
    title: Wording
    hint: Wording
    kind: SettingKind
    default: str
    lowest: int | None = None
    highest: int | None = None
    unit: Wording | None = None
    roles: frozenset[Role] = frozenset({Role.ADMINISTRATOR})
    """Who may change it."""
    is_optional: bool = False

    def read(self, text: str) -> str:
        """Return `text` in its one written form; raises Refused with what is wrong with it."""
        text = text.strip()
        if not text:
            if self.is_optional:
                return ""
            raise Refused([Problem("required", at=self.key)])
        match self.kind:
            case SettingKind.WHOLE:
                return self._whole(text)
            case SettingKind.TIME:
                found = _TIME.fullmatch(text.replace(":", ":"))
                if found is None:
                    raise Refused([Problem("not_a_time", at=self.key)])
                return f"{int(found[1]):02}:{found[2]}"
            case SettingKind.FLAG:
                if text.lower() not in _YES | _NO:
                    raise Refused([Problem("unknown_choice", at=self.key, params={"value": text[:40]})])
                return "1" if text.lower() in _YES else "0"
            case SettingKind.PHONE:
                if not _PHONE.fullmatch(text):
                    raise Refused([Problem("not_a_phone", at=self.key)])
                return text
        if len(text) > TEXT_MAX:
            raise Refused([Problem("too_long", at=self.key, params={"limit": TEXT_MAX})])
        if not text.isprintable():
            raise Refused([Problem("bad_text", at=self.key)])
        return text

    def _whole(self, text: str) -> str:
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            raise Refused([Problem("not_a_number", at=self.key)])
        number = int(text)
        if self.lowest is not None and number < self.lowest:
            raise Refused([Problem("too_small", at=self.key, params={"limit": self.lowest})])
        if self.highest is not None and number > self.highest:
            raise Refused([Problem("too_large", at=self.key, params={"limit": self.highest})])
        return str(number)


_DAYS = Wording("天", "days")
_MINUTES = Wording("分钟", "minutes")
_TIMES = Wording("次", "times")
_G, _K = SettingGroup, SettingKind

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
            "关闭时,没有密钥的应用也能替居民提交,按下面的次数限制;带错密钥的始终拒绝。",
            "While off, apps without a key may report too, within the limit below; a wrong key is always refused.",
        ),
    ),
    SettingRule(
        key="abuse.open311_reports",
        group=_G.ABUSE,
        kind=_K.WHOLE,
        default="20",
        lowest=1,
        highest=10_000,
        unit=_TIMES,
        title=Wording("同一网段不带密钥提交的件数", "Reports without a key from one part of the net"),
        hint=Wording("通过 Open311 提交、没有带密钥的反映。", "Reports that came through Open311 without a key."),
    ),
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


def setting_problems(given: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return everything wrong with values by key, unknown keys included."""
    found: list[Problem] = []
    for key, text in given.items():
        if key not in SETTINGS:
            found.append(Problem("unknown_field", at=key, params={"value": key[:40]}))
            continue
        try:
            SETTINGS[key].read(text)
        except Refused as refused:
            found.extend(refused.problems)
    return tuple(found)
