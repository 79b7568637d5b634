"""Papers of a data breach: the report to the authority, and the notice to the people concerned.

Source: 个人信息保护法 art. 57 (kinds of data, cause and possible harm; measures taken and what people can do;
whom to ask), art. 65 (everybody may complain to the authority).
"""

from linli.domain.paper import PaperForm, Reader
from linli.domain.paper_forms.variables import (
    CASE,
    NUMBER,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    head,
    lead,
    title,
    value,
)
from linli.domain.wording import Wording

CONTACT = asked("contact", "联系方式", "Whom to ask", "区数据管理中心 0372-0000000", limit=120)
"""The unit and its telephone, which the law wants named; no member of staff."""

BREACH_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="data_breach_report",
        title=Wording("个人信息泄露事件报告", "Report of a data breach"),
        reader=Reader.UNIT,
        series="个信报",
        has_red_head=True,
        variables=(
            NUMBER,
            CASE,
            *STANDING,
            coded("authority", "报告对象", "Authority", "区委网信办", of="authority"),
            asked("noticed", "发现时间", "When it was noticed", "2026年3月2日9时30分", limit=60),
            asked("people", "涉及人数", "How many people", "约40人", limit=60),
            value("data_kinds", "信息种类", "Kinds of data", "姓名、联系电话。", of="data_kinds"),
            value("cause", "原因", "Cause", "导出表误发给另一单位。", of="cause_words"),
            value("harm", "可能的危害", "Possible harm", "可能接到骚扰电话。", of="harm"),
            value("measures", "采取的措施", "Measures", "已追回并删除；本人可以留意可疑来电。", of="measures",
                  is_required=False),
            CONTACT,
        ),
        layout=(
            title("关于个人信息泄露事件的报告"),
            lead("{{报告对象}}："),
            *body("{{发现时间}}，我单位发现一起个人信息泄露事件（编号{{事项编号}}），涉及{{涉及人数}}。"
                  "依据《中华人民共和国个人信息保护法》第五十七条，现报告如下："),
            head("一、泄露的个人信息种类"),
            *body("{{信息种类}}"),
            head("二、原因"),
            *body("{{原因}}"),
            head("三、可能造成的危害"),
            *body("{{可能的危害}}"),
            head("四、采取的措施和本人可以采取的措施"),
            *body("{{采取的措施}}"),
            head("五、联系方式"),
            *body("{{联系方式}}"),
            *SEAL,
        ),
    ),
    PaperForm(
        key="data_breach_notice",
        title=Wording("个人信息泄露告知书", "Notice of a data breach"),
        reader=Reader.PUBLIC,
        variables=(
            *STANDING,
            asked("addressee", "称呼", "Addressed to", "各有关居民", limit=40),
            value("told_words", "通知的内容", "What people are told",
                  "因导出表误发，您在2月登记的姓名、联系电话曾被另一单位收到，现已追回并删除。您可能接到骚扰电话，"
                  "请留意可疑来电，不要向来电人提供验证码。", of="told_words"),
            CONTACT,
        ),
        layout=(
            title("个人信息泄露告知书"),
            lead("{{称呼}}："),
            *body(
                "依据《中华人民共和国个人信息保护法》第五十七条，现将有关情况告知如下：",
                "{{通知的内容}}",
                "联系方式：{{联系方式}}。",
                "您认为个人信息权益受到侵害的，可以依照该法第六十五条向履行个人信息保护职责的部门投诉、举报。",
            ),
            *SEAL,
        ),
    ),
)  # fmt: skip
