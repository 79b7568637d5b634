"""Sentences of the oversight rounds' problems."""

from linli.domain.wording import Wording

OVERSIGHT_PROBLEMS: dict[str, Wording] = {
    "oversight_team_acts": Wording("这一步由本轮巡察组成员办理。", "Only members of this round's team may do that."),
    "oversight_leader_signs": Wording(
        "这一步由巡察组组长办理,请交组长。", "The team's leader signs that; please hand it on."
    ),
    "oversight_leader": Wording("请选巡察组在岗的人当组长。", "Choose a leader who is in post in the team."),
    "oversight_team_conflict": Wording(
        "{name}在被巡察单位任职,不能参加本轮巡察。",
        "{name} has a post in a unit that is visited and cannot go on this round.",
    ),
    "oversight_own_team": Wording("巡察组不能巡察自己。", "The team cannot visit itself."),
    "oversight_no_units": Wording("请至少选一个被巡察单位。", "Choose one unit to visit at least."),
    "oversight_too_many_units": Wording(
        "一轮最多 {limit} 个单位,请分成两轮。", "A round takes at most {limit} units; make two of it."
    ),
    "oversight_elsewhere": Wording("{unit}不在巡察组的区域里。", "{unit} lies outside the team's area."),
    "oversight_days": Wording("天数要在 {least} 到 {most} 之间。", "Between {least} and {most} days."),
    "oversight_long_past": Wording(
        "开始日期太早或太晚了,请核对年份。", "That first day lies too far off; check the year."
    ),
    "oversight_not_now": Wording(
        "本轮巡察现在不在这一步,请刷新页面。", "The round is not at that step now; reload the page."
    ),
    "oversight_not_visited": Wording("这个单位不在本轮巡察名单里。", "That unit is not on this round's list."),
    "oversight_second_person": Wording(
        "开信箱要两个人在场,请选巡察组另一个人。", "Two people open a letter box; choose somebody else of the team."
    ),
    "oversight_day_outside": Wording(
        "日期要在巡察开始之后、今天或以前。", "The day must lie in the round, today or before."
    ),
    "oversight_unanswered": Wording("请至少回答一个问题。", "Answer one question at least."),
    "oversight_individual": Wording(
        "个性问题只记在一个单位名下;几个单位都有的,请选共性问题。",
        "An individual problem is recorded for one unit; one that several have is a shared one.",
    ),
    "oversight_shared": Wording("共性问题请至少选两个单位。", "A shared problem needs two units at least."),
    "oversight_full": Wording("一轮最多记 {limit} 个问题。", "A round takes at most {limit} problems."),
    "oversight_finding_gone": Wording(
        "这个问题已经移交或撤下,不能再改。", "That problem was handed over or taken off, and stays as it is."
    ),
    "oversight_nothing_to_hand_over": Wording(
        "这个单位没有待移交的问题。", "Nothing is waiting to be handed over to that unit."
    ),
    "oversight_list_long": Wording(
        "一份移交单最多 {limit} 个问题,请先选一部分。",
        "A document takes at most {limit} problems; choose some of them.",
    ),
    "oversight_period_runs": Wording(
        "巡察期到 {day} 才满,到期当天起可以结束。", "The period runs until {day}; it ends on that day at the earliest."
    ),
    "oversight_noted_left": Wording(
        "还有 {count} 个问题没有移交,请移交或撤下后再结束。",
        "{count} problems are not handed over yet; hand them over or take them off first.",
    ),
    "oversight_open": Wording(
        "还有 {count} 个问题没有整改到位:{open}。全部核验后才能办结。",
        "{count} problems are still open: {open}. The round closes when all are verified.",
    ),
    "oversight_not_looked_back": Wording(
        "还有 {count} 份移交单没有回头看:{open}。", "{count} documents were not looked back at yet: {open}."
    ),
}
