"""What a setting may be: how its value is written, within which bounds, under which heading it stands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.problems import Problem, Refused
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
    SIGN_IN = "sign_in"
    RETENTION = "retention"
    FOLLOW_UP = "follow_up"
    CHANNELS = "channels"
    ROUNDS = "rounds"
    CENTRES = "centres"

    @property
    def wording(self) -> Wording:
        """The heading."""
        return GROUP_WORDINGS[self]


GROUP_WORDINGS: dict[SettingGroup, Wording] = {
    SettingGroup.PUBLIC: Wording("居民看到的", "What residents see"),
    SettingGroup.DESK: Wording("受理与派遣", "Taking in and sending on"),
    SettingGroup.MESSAGES: Wording("消息", "Messages"),
    SettingGroup.ABUSE: Wording("防止滥用", "Against abuse"),
    SettingGroup.SIGN_IN: Wording("登录", "Signing in"),
    SettingGroup.RETENTION: Wording("保存期限", "How long data are kept"),
    SettingGroup.FOLLOW_UP: Wording("回访", "Follow-up calls"),
    SettingGroup.CHANNELS: Wording("来信、来访、微信", "Letters, visits, WeChat"),
    SettingGroup.ROUNDS: Wording("巡查巡逻", "Rounds and patrols"),
    SettingGroup.CENTRES: Wording("综治中心", "Governance centres"),
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
