"""Sentences of problems about opening what is hidden and about emergencies."""

from linli.domain.wording import Wording

LOOK_PROBLEMS: dict[str, Wording] = {
    "look_given_before": Wording(
        "这次打开的内容已经显示过一次。需要再看,请重新写明理由。",
        "This was shown once already. To see it again, give the reason again.",
    ),
    "look_not_recorded": Wording(
        "查看记录暂时写不进去,所以没有显示。请稍后再试;一直不行请联系系统管理员。",
        "The look could not be recorded, so nothing was shown. Please try again soon, or tell an administrator.",
    ),
    "glass_not_needed": Wording(
        "您本来就能办理这件事,不需要紧急打开。", "This matter is yours to work on; you need no emergency opening."
    ),
    "glass_nobody_told": Wording(
        "没有可以告知的第二个人(个人信息保护负责人或单位负责人),不能紧急打开。",
        "There is no second person to tell (protection officer or head of unit), so it cannot be opened this way.",
    ),
    "glass_reviewed": Wording("这次打开已经有人复核过了。", "Somebody has reviewed this opening already."),
}
