"""Privacy notices 告知: what each form that asks for personal data says, in versions; and that nobody may retaliate.

Pure. Source: 个人信息保护法 arts. 13, 15-17, 30, 35, 44-50; 信访工作条例 (2022) arts. 5, 46; 民法典 art. 1034.
A changed text is a new version by itself: the version is worked out from the words.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.wording import Wording as W


class Form(StrEnum):
    """Forms that ask for personal data."""

    REPORT = "report"
    PHONE = "phone"
    RATING = "rating"
    DATA_RIGHT = "data_right"
    MEDIATION = "mediation"


MESSAGES = "messages"
"""The optional purpose: to be told of progress by SMS or e-mail."""
FOLLOW_UP_CALLS = "follow_up_calls"
"""The optional purpose: to be called after the end and asked how it was handled."""
OPTIONAL_PURPOSES: dict[str, W] = {
    MESSAGES: W("有进展时用短信或邮件告诉我", "Tell me of progress by SMS or e-mail"),
    FOLLOW_UP_CALLS: W("办结后可以打电话问我办得怎么样", "Call me afterwards and ask how it was handled"),
}
"""What is asked beside the service and never a condition of it (art. 16)."""
TAKEN_AS_AGREED = frozenset({MESSAGES})
"""What stands as agreed where nobody was asked and a contact was left; a call afterwards never does."""
NOTICE, NOTICE_OF_RATING = "notice", "notice.rating"
"""What is kept beside the purposes: which version of the notice stood on the form, and on the rating afterwards."""

NO_RETALIATION = W(
    "任何单位和个人不得打击报复反映人、不得泄露反映人信息。遇到这种情况,请拨打 12345 或 12388。",
    "Nobody may retaliate against whoever reports, or disclose who it was. If it happens, call 12345 or 12388.",
)
"""Source: 信访工作条例 (2022) arts. 5 and 46; 宪法 art. 41."""


RIGHTS = W(
    "查阅、复制、更正、补充、删除、撤回同意、要求解释;凭回执码在“您的信息”里提出,或到窗口、打电话提出。",
    "To see, copy, correct, complete and delete, to withdraw consent and to be given an explanation: under “Your data” "
    "with the receipt code, at the window, or by phone.",
)
CONTACT = W(
    "本区个人信息保护负责人,经综治中心转达,电话见“反映渠道”页。",
    "The data protection officer of the district, through the governance centre; numbers: “Ways to report”.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one form tells before it asks."""

    form: Form
    what: W
    why: W
    basis: W
    how_long: W
    who_sees: W
    rights: W = RIGHTS
    contact: W = CONTACT

    @property
    def lines(self) -> tuple[tuple[W, W], ...]:
        """Headings with their words, in the order in which they are read."""
        return (
            (W("收集什么", "What is asked"), self.what),
            (W("用来做什么", "What for"), self.why),
            (W("法律依据", "Legal basis"), self.basis),
            (W("保存多久", "How long"), self.how_long),
            (W("谁看得到", "Who sees it"), self.who_sees),
            (W("您的权利", "Your rights"), self.rights),
            (W("找谁", "Whom to ask"), self.contact),
        )

    @property
    def version(self) -> str:
        """Return the version: the beginning of a hash of all words."""
        said = "\n".join(f"{head.zh}\t{words.zh}\t{words.en}" for head, words in self.lines)
        return f"{self.form.value}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


DUTY = W(
    "履行法定职责所必需(个人信息保护法第十三条第一款第三项、第三十五条);短信、邮件和办结后的回访电话凭您的同意。",
    "Needed for a statutory duty (PIPL art. 13(1)(3) and art. 35); SMS, e-mail and a call afterwards by your consent.",
)
KEPT = W(
    "办结后按本区公布的保存期限,到期删除个人信息,只留下事情本身的记录。",
    "After closing for the period this district publishes; then personal data are erased and only the record of the "
    "matter stays.",
)
NOTICES: dict[Form, Notice] = {
    Form.REPORT: Notice(
        form=Form.REPORT,
        what=W("地点、情况、照片;称呼、电话、邮箱可以不填。",
        "Place, words, photos; name, phone and e-mail only if you like."),
        why=W("办这件事、答复您。不填联系方式也照样办理。",
        "To handle the matter and answer you; it is handled all the same without a contact."),
        basis=DUTY, how_long=KEPT,
        who_sees=W("承办单位看事情,看不到姓名电话;打开联系方式要写明职责,您能查到谁看过。",
                   "The unit sees the matter, not name or phone; who opens a contact names a duty, and you see who."),
    ),
    Form.PHONE: Notice(
        form=Form.PHONE,
        what=W("您说的情况和地点;电话、邮箱、通信地址可以不留。",
               "What you tell and the place; a number or an address only if you like."),
        why=W("办这件事、回复您。", "To handle the matter and call you back."),
        basis=DUTY, how_long=KEPT,
        who_sees=W("综治中心;承办单位看不到您的电话。", "The centre; the unit does not see your number."),
    ),
    Form.RATING: Notice(
        form=Form.RATING,
        what=W("满意程度和您想说的话。", "The grade, and words if you like."),
        why=W("核查办理质量,不影响您以后的任何事。", "To check the work; it touches nothing else of yours."),
        basis=DUTY, how_long=KEPT,
        who_sees=W("承办单位只看到分数;您的话由上一级看。",
        "The unit sees the grade; your words are for the level above."),
    ),
    Form.DATA_RIGHT: Notice(
        form=Form.DATA_RIGHT,
        what=W("您请求什么、关于哪一件;联系方式可以不填,凭新的回执码查结果。",
               "What you ask and which matter; a contact only if you like, the new receipt code shows the result."),
        why=W("核对身份、办理您的请求。", "To check who asks and to do what you ask."),
        basis=W("个人信息保护法第五十条。", "Personal Information Protection Law art. 50."),
        how_long=KEPT,
        who_sees=W("个人信息保护负责人。", "The data protection officer."),
    ),
    Form.MEDIATION: Notice(
        form=Form.MEDIATION,
        what=W("纠纷的情况和地点,您和对方的称呼、联系方式。",
               "What it is about and where; how you and the other are called and reached."),
        why=W("征求各方是否愿意调解,安排调解。", "To ask each party whether it wants mediation, and to arrange it."),
        basis=DUTY, how_long=KEPT,
        who_sees=W("办这件事的调解组织;每次打开都要写明职责,您能查到谁看过。对方看不到您写的内容。",
                   "The mediators of this matter; each opening names a duty, and you see who. The other reads none."),
    ),
}  # fmt: skip
