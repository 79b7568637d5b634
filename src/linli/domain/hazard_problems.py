"""Sentences of the problems of hazards and sweeps."""

from linli.domain.wording import Wording

HAZARD_PROBLEMS: dict[str, Wording] = {
    "in_future": Wording("这一天还没有到,请填决定书上的日期。", "That day lies ahead; enter the date on the document."),
    "another_person_needed": Wording(
        "检查要有两个人,请另选一名检查人员。", "Two people inspect: choose somebody other than yourself."
    ),
    "tick_needed": Wording("这一项没有到位,方案不能核定。", "This is not in place, so the plan cannot be approved."),
    "place_not_listed": Wording(
        "名录里没有这个场所,请从列出的场所里选。", "The register has no such place; choose one of it."
    ),
    "sweep_area": Wording("请选本单位管得到的区域。", "Choose an area that your unit serves."),
    "sweep_overseer": Wording(
        "请选一位管得到整个区域的在岗负责人。", "Choose a held post that serves the whole area to oversee it."
    ),
    "sweep_due_far": Wording(
        "排查期限不能晚于 {year} 年底。", "A sweep's places are looked at by the end of {year} at the latest."
    ),
    "sweep_empty": Wording(
        "这个区域里没有同类的其他场所,请换一类或扩大区域。",
        "There is no other place of this kind in the area; choose another kind or a wider area.",
    ),
    "sweep_too_many": Wording(
        "同类场所有 {count} 个,一次最多 {limit} 个,请按更小的区域分几次排查。",
        "There are {count} places of this kind; a sweep takes {limit}. Make several of smaller areas.",
    ),
    "sweep_closed": Wording("这次排查已经结束。", "This sweep is closed."),
    "sweep_checked": Wording("这个场所已经检查过了。", "This place was checked already."),
    "sweep_unfinished": Wording(
        "还有 {count} 个场所没有检查,全部检查后才能结束。",
        "{count} places are not checked yet; a sweep is closed when all are.",
    ),
    "sweep_not_from_here": Wording("只能从未作废的安全隐患开始排查。", "A sweep starts from a hazard that stands."),
}
