"""What can be wrong with a month of a roster, and with a shift that changes hands."""

from linli.domain.wording import Wording

ROSTER_PROBLEMS: dict[str, Wording] = {
    "roster_per_day": Wording(
        "每天人数不能多于选中的人数;填 0 表示每天都去。", "No more a day than were chosen; 0 means everybody every day."
    ),
    "roster_month": Wording("请选本月或今后一年内的月份。", "Choose this month or one of the coming year."),
    "roster_stands": Wording(
        "这个月的值班表已经排好;个别调整请换班。", "The roster of this month stands; change single shifts by swapping."
    ),
    "shift_begun": Wording("这个班已经开始,不能再换。", "This shift has begun and cannot be swapped."),
    "shift_own": Wording("这个班本来就是他的。", "It is theirs already."),
    "shift_clash": Wording("对方那个时间已经有班。", "They have a shift at that time already."),
    "shift_gone": Wording("这个班已有变动,请刷新页面。", "This shift has changed meanwhile; reload the page."),
}
