"""Words of rounds: what a week came to and why, what a day is, how a place stood."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.console.words import language
from linli.domain.place import Place
from linli.domain.round import How, Standing
from linli.domain.round_standard import Standard
from linli.domain.round_week import DayKind, Need, Outcome, Reason
from linli.domain.wording import Wording
from linli.ui.time_words import date_words

OUTCOMES: Mapping[Outcome, tuple[Wording, str, str]] = {
    Outcome.MET: (Wording("这一周达到了要求。", "This week meets the standard."), "", "done"),
    Outcome.NOT_MET: (Wording("这一周没有达到要求,原因如下。", "This week does not meet the standard; here is why."),
                      "near", "near"),
    Outcome.EXEMPT: (Wording("这一周没有要求。", "Nothing is asked of this week."), "waiting", "paused"),
    Outcome.RUNNING: (Wording("这一周还没结束,还差下面几项。", "The week is not over; this is still to come."),
                      "waiting", "clock"),
}  # fmt: skip
"""What is said, in which tone, with which sign."""
DAY_KINDS: Mapping[DayKind, Wording] = {
    DayKind.ASKED: Wording("要求巡查", "Asked for"),
    DayKind.FREE: Wording("休息日", "Day off"),
    DayKind.NOT_HELD: Wording("不在岗", "Post not held"),
    DayKind.LEAVE: Wording("请假,不要求", "Leave, not asked for"),
    DayKind.WEATHER: Wording("恶劣天气,不要求", "Bad weather, not asked for"),
    DayKind.FLOOD: Wording("防汛日,不要求", "Flood day, not asked for"),
}
HOWS: Mapping[How, Wording] = {
    How.QR: Wording("扫码", "plate scanned"),
    How.CODE: Wording("输入编号", "code typed"),
    How.PLACE: Wording("从名单选", "chosen from the list"),
}
STANDINGS: Mapping[Standing, Wording] = {
    Standing.CLOSED: Wording(
        "这个场所已在台账上关闭,打卡照样有效。", "This place is closed in the register; the check-in counts."
    ),
    Standing.MERGED: Wording(
        "这个场所已并入“{name}”,打卡照样有效。", "This place was merged into “{name}”; the check-in counts."
    ),
}


def reason_words(one: Reason, standard: Standard) -> str:
    """Return one requirement in words; its numbers stand beside it."""
    words = {
        Need.DAYS: _("Days with a round"),
        Need.ROUNDS: ngettext(
            "Days with %(count)s round or more", "Days with %(count)s rounds or more", standard.rounds_per_day
        ) % {"count": standard.rounds_per_day},
        Need.MINUTES: _("Days whose rounds lasted %(count)s minutes each") % {"count": standard.minutes_per_round},
        Need.ITEMS: _("Reported, handled, or rounds without a problem"),
    }  # fmt: skip
    return words[one.need]


def place_name(place: Place) -> str:
    """Return a place's name in the reader's language."""
    return place.name_en if language() == "en" and place.name_en else place.name


def time_of(moment: datetime) -> str:
    """Return the time of day at the place."""
    return f"{localtime(moment):%H:%M}"


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return date_words(day, language=language(), this_year=None)


def told_words(told: str) -> str:
    """Return what a phone's clock said, as the district's clock would show it."""
    try:
        return f"{localtime(datetime.fromisoformat(told)):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return told
