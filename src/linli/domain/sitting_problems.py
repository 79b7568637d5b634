"""Sentences for sittings, rooms, signatures and applications for mediation: what is wrong, and what to do next."""

from linli.domain.wording import Wording

SITTING_PROBLEMS: dict[str, Wording] = {
    "signature_missing": Wording(
        "还没有签名。请在框里签名,或者改用纸质签字。",
        "There is no signature yet. Sign in the box, or choose to sign on paper.",
    ),
    "signature_too_large": Wording(
        "签名的笔画太多,存不下。请清除后重新签一次。",
        "The signature has too many strokes to be kept. Clear it and sign again.",
    ),
    "signature_too_short": Wording(
        "这不像一个签名,可能是误触。请清除后重新签。", "This looks like a touch by mistake. Clear it and sign again."
    ),
    "signature_unreadable": Wording(
        "签名没有传好。请清除后重新签,或者改用纸质签字。",
        "The signature did not arrive in order. Clear it and sign again, or sign on paper.",
    ),
    "signature_needed": Wording(
        "协议要签字:请选屏上签字或纸质签字。", "An agreement is signed: choose to sign on the screen or on paper."
    ),
    "scan_needed": Wording("纸质签字要附上签字页的照片。", "A signature on paper needs a photo of the signed page."),
    "sitting_time_missing": Wording(
        "请填日期和时间,例如 2026-03-10 和 14:30。", "Give a day and a time, like 2026-03-10 and 14:30."
    ),
    "sitting_in_the_past": Wording("约定的时间要在现在之后。", "The time must lie ahead."),
    "sitting_not_planned": Wording(
        "这次调解已经开过或者已经取消,不能再改。", "This sitting took place or was called off already."
    ),
    "room_taken": Wording(
        "这间调解室那时已经有人用,请换一个时间或另选一间。",
        "That room is taken at that time: choose another time or room.",
    ),
    "room_known": Wording("已经有同名的调解室。", "There is a room of that name already."),
    "nothing_to_open": Wording("现在没有要宣读的文本。", "There is no text to read out now."),
    "mediation_contact": Wording(
        "请留一个电话或邮箱,我们才能和您约时间。",
        "Leave a phone number or an e-mail address, so that a time can be agreed with you.",
    ),
    "danger_first": Wording(
        "您提到了可能的危险:人身安全最要紧,请先看上面的电话。仍要申请调解的,请再按一次提交。",
        "You name a danger: safety comes first, please look at the numbers above. To apply all the same, "
        "press once more.",
    ),
}
