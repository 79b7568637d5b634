"""Former privacy notices: every text that ever stood on a form, whole, so that whoever saw it can read it again.

A text that changes moves here word for word, and its version is named in `VERSIONS` before the new one.
Source: 个人信息保护法 arts. 17 (changes are told) and 14 (renewed consent).
"""

from collections.abc import Mapping

from linli.domain.privacy_notice import NOTICES, Form, Notice
from linli.domain.wording import Wording as W

VERSIONS: Mapping[Form, tuple[str, ...]] = {
    Form.REPORT: ("report-292c3c12", "report-adc47498"),
    Form.PHONE: ("phone-4ebde55b", "phone-d09fa499", "phone-d04a512b"),
    Form.RATING: ("rating-f8e1eec5", "rating-5c6d1a6f"),
    Form.DATA_RIGHT: ("data_right-4abd4713",),
    Form.MEDIATION: ("mediation-e8760e4d",),
}
"""By form, every version in the order in which it stood there; the last one stands there now."""

_RIGHTS = W(
    "查阅、复制、更正、补充、删除、撤回同意、要求解释;凭回执码在“您的信息”里提出,或到窗口、打电话提出。",
    "To see, copy, correct, complete and delete, to withdraw consent and to be given an explanation: under “Your data” "
    "with the receipt code, at the window, or by phone.",
)
_CONTACT = W(
    "本区个人信息保护负责人,经综治中心转达,电话见“反映渠道”页。",
    "The data protection officer of the district, through the governance centre; numbers: “Ways to report”.",
)
_DUTY = W(
    "履行法定职责所必需(个人信息保护法第十三条第一款第三项、第三十五条);短信和邮件凭您的同意。",
    "Needed for a statutory duty (PIPL art. 13(1)(3) and art. 35); SMS and e-mail by your consent.",
)
_KEPT = W(
    "办结后按本区公布的保存期限,到期删除个人信息,只留下事情本身的记录。",
    "After closing for the period this district publishes; then personal data are erased and only the record of the "
    "matter stays.",
)
_DUTY_AND_CALLS = W(
    "履行法定职责所必需(个人信息保护法第十三条第一款第三项、第三十五条);短信、邮件和办结后的回访电话凭您的同意。",
    "Needed for a statutory duty (PIPL art. 13(1)(3) and art. 35); SMS, e-mail and a call afterwards by your consent.",
)
FORMER: tuple[Notice, ...] = (
    Notice(
        form=Form.REPORT, basis=_DUTY, how_long=_KEPT, rights=_RIGHTS, contact=_CONTACT,
        what=W("地点、情况、照片;称呼、电话、邮箱可以不填。",
               "Place, words, photos; name, phone and e-mail only if you like."),
        why=W("办这件事、答复您。不填联系方式也照样办理。",
              "To handle the matter and answer you; it is handled all the same without a contact."),
        who_sees=W("承办单位看事情,看不到姓名电话;打开联系方式要写明职责,您能查到谁看过。",
                   "The unit sees the matter, not name or phone; who opens a contact names a duty, and you see who."),
    ),
    Notice(
        form=Form.PHONE, basis=_DUTY, how_long=_KEPT, rights=_RIGHTS, contact=_CONTACT,
        what=W("您说的情况和地点;电话可以不留。", "What you tell and the place; a number only if you like."),
        why=W("办这件事、回复您。", "To handle the matter and call you back."),
        who_sees=W("综治中心;承办单位看不到您的电话。", "The centre; the unit does not see your number."),
    ),
    Notice(
        form=Form.PHONE, basis=_DUTY_AND_CALLS, how_long=_KEPT, rights=_RIGHTS, contact=_CONTACT,
        what=W("您说的情况和地点;电话可以不留。", "What you tell and the place; a number only if you like."),
        why=W("办这件事、回复您。", "To handle the matter and call you back."),
        who_sees=W("综治中心;承办单位看不到您的电话。", "The centre; the unit does not see your number."),
    ),
    Notice(
        form=Form.RATING, basis=_DUTY, how_long=_KEPT, rights=_RIGHTS, contact=_CONTACT,
        what=W("满意程度和您想说的话。", "The grade, and words if you like."),
        why=W("核查办理质量,不影响您以后的任何事。", "To check the work; it touches nothing else of yours."),
        who_sees=W("承办单位只看到分数;您的话由上一级看。",
                   "The unit sees the grade; your words are for the level above."),
    ),
)  # fmt: skip


def every_notice() -> Mapping[str, Notice]:
    """Return every notice by its version, former ones included."""
    return {one.version: one for one in (*FORMER, *NOTICES.values())}
