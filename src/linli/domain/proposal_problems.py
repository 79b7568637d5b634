"""Sentences for what takes two people."""

from linli.domain.wording import Wording

PROPOSAL_PROBLEMS: dict[str, Wording] = {
    "second_unit_needed": Wording("须由另一个单位的人同意。", "Somebody of another unit must agree."),
    "reason_class_needed": Wording("请选理由类别。", "Please choose a kind of reason."),
    "proposal_expired": Wording("这个提议已经过期,请重新提出。", "This proposal has expired; please make it anew."),
    "proposal_decided": Wording("这个提议已经有了决定。", "This proposal has been decided."),
    "proposal_altered": Wording(
        "提议的内容与日志不符,不能执行。",
        "What is kept of this proposal is not what the journal says; it cannot be done.",
    ),
    "proposal_for_oneself": Wording("不能同意给自己的岗位。", "Nobody agrees to a post of their own."),
}
