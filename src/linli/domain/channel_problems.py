"""Sentences for letters, reception days, visits and WeChat: what keeps each from going on, and what to do next."""

from linli.domain.wording import Wording

CHANNEL_PROBLEMS: dict[str, Wording] = {
    "letter_from_tomorrow": Wording("收到的日期不能在今天之后。", "A letter cannot have come after today."),
    "letter_open_already": Wording("这封信已经拆封。", "This letter has been opened already."),
    "letter_not_open": Wording(
        "这封信还没有拆封,没有可见证的。", "This letter is not open yet; there is nothing to witness."
    ),
    "letter_witnessed_already": Wording(
        "这封信的拆封已经有人见证。", "The opening of this letter has its witness already."
    ),
    "letter_two_needed": Wording(
        "拆信要两个人:请另一个岗位的同事用自己的账号见证。",
        "Two people open a letter: ask a colleague at another post to witness it from their own account.",
    ),
    "letter_settled_already": Wording("这封信已经处理过了。", "This letter has been dealt with already."),
    "reception_no_leader": Wording(
        "接待日要有领导:请选单位负责人、召集人、包案领导或区级协调员的在任岗位。",
        "A reception day needs a leader: choose a held post of a head of unit, convener, sponsor or coordinator.",
    ),
    "reception_in_the_past": Wording("过去的日子不能再排。", "Days that are over cannot be planned."),
    "reception_twice": Wording("这位领导在这个时间已经排了。", "This leader is on the rota at that time already."),
    "reception_not_working_day": Wording(
        "这天不是工作日(按本区日历,调休上班日算工作日)。",
        "That is no working day by the district's calendar (make-up days count as working days).",
    ),
    "reception_too_many": Wording("一天最多排 {limit} 位领导。", "At most {limit} leaders on one day."),
    "reception_nobody_chosen": Wording("请至少勾选一位领导。", "Tick at least one leader."),
    "reception_no_gap": Wording("这个月的工作日都已排好。", "Every working day of this month has somebody already."),
    "reception_empty": Wording(
        "这个月还没有排班,没有可公示的。", "Nobody is on the rota of this month; there is nothing to publish."
    ),
    "visit_not_now": Wording(
        "这张号现在是“{state}”,不能这样操作。", "This ticket is “{state}”; that cannot be done now."
    ),
    "wechat_off": Wording("微信渠道没有开通。", "The WeChat channel is not open."),
    "wechat_forged": Wording("签名不对。", "The signature does not fit."),
    "wechat_stale": Wording("时间戳过期。", "The timestamp is too old or lies ahead."),
    "wechat_not_ours": Wording("不是发给这个账号的。", "It is not addressed to this account."),
    "wechat_unreadable": Wording("内容无法识别。", "It cannot be read."),
    "contact_or_address_needed": Wording(
        "请填电话、邮箱、通信地址中的一项,好让中心答复;也可以选择匿名。",
        "Give a phone number, an e-mail or a postal address so that the centre can answer, or choose anonymous.",
    ),
}
