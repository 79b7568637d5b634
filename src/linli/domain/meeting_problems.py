"""Sentences of the joint meeting's problems."""

from linli.domain.wording import Wording

MEETING_PROBLEMS: dict[str, Wording] = {
    "meeting_in_past": Wording("开会时间要在现在之后。", "The meeting must lie ahead."),
    "meeting_too_far": Wording("这个日期太远了,请核对年份。", "That day lies too far ahead; check the year."),
    "meeting_chair": Wording("请选本联席会议在岗的召集人主持。", "Choose a convener in post of this meeting."),
    "sponsor_is_handler": Wording(
        "包案领导和办案人员不能是同一个人,请另选一位。", "Sponsor and handler cannot be one person; choose another."
    ),
    "agenda_empty": Wording(
        "议程上没有事项,没有可以定案的内容。", "Nothing is on the agenda, so there is nothing to decide."
    ),
    "minutes_made": Wording(
        "这次会议的纪要已经生成,不能再改;未尽事宜请列入下次会议。",
        "The minutes of this meeting are made and stay as they are; anything else goes on the next agenda.",
    ),
    "meeting_cancelled": Wording("这次会议已取消。", "This meeting was called off."),
    "convener_signs": Wording(
        "纪要和督办单由总召集人签发,请交召集人办理。", "The convener signs minutes and orders; please hand it to them."
    ),
    "meeting_not_begun": Wording(
        "还没有到开会的日子,开会后再生成纪要。", "Its day has not come; make the minutes after the meeting."
    ),
    "item_lacks_sponsor": Wording("第 {number} 项没有定包案领导。", "Item {number} has no sponsor."),
    "item_lacks_handler": Wording("第 {number} 项没有定办案人员。", "Item {number} has no handler."),
    "item_lacks_measures": Wording("第 {number} 项没有定工作措施。", "Item {number} has no measures."),
    "item_lacks_due_date": Wording("第 {number} 项没有定办结时限。", "Item {number} has no deadline."),
    "item_lacks_strength": Wording("第 {number} 项没有选督办方式。", "Item {number} has no strength of supervision."),
    "item_lacks_reason": Wording("第 {number} 项没有写督办事由。", "Item {number} does not say why it is supervised."),
    "item_date_past": Wording(
        "第 {number} 项的时限要在今天之后。", "The deadline of item {number} must lie after today."
    ),
    "item_closed": Wording(
        "第 {number} 项已经办结,请移出议程。", "Item {number} is closed by now; leave it out of the agenda."
    ),
    "item_taken": Wording(
        "第 {number} 项已由另一次会议定案,请移出议程。",
        "Another meeting has fixed item {number} meanwhile; leave it out of the agenda.",
    ),
    "item_unknown": Wording("议程上没有这一项,请刷新页面。", "That item is not on the agenda; reload the page."),
    "item_there": Wording("这件事已经在议程上。", "That matter is on the agenda already."),
    "item_over": Wording("这件事已经办结,不用上会。", "That matter is closed; it needs no meeting."),
    "agenda_full": Wording(
        "一次会议最多 {limit} 项,请先移出一项。", "A meeting takes at most {limit} items; leave one out first."
    ),
}
