"""Papers that any matter may need: taken in, answered, urged on, followed up; and those of a data right.

Source: 信访工作条例 arts. 22-23; 个人信息保护法 arts. 44-50; 个人信息处理 decisions carry the ways to complain.
"""

from linli.domain.paper import Line, PaperForm, Reader, Style, Table
from linli.domain.paper_forms.variables import (
    APPLICANT,
    CASE,
    FILED,
    HANDLER,
    HOLDER,
    NUMBER,
    PHONE,
    PLACE,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    fact,
    head,
    kind,
    lead,
    sign,
    title,
    value,
)
from linli.domain.wording import Wording

KIND = kind("路灯不亮")
ANSWER = value(
    "answer",
    "答复内容",
    "The answer",
    "经查，您反映的桥东菜市场北口路灯不亮，系电缆接头进水短路所致。区城市管理局已于2026年3月5日更换接头并恢复照明，"
    "同时对该路段其余十二盏路灯作了检查。",
    of="answer",
)
RIGHT = kind("复制或转移")
RIGHT_ANSWER = value("answer", "答复内容", "The answer", "您要求的资料已经核对，具体情况见所附说明。", of="answer")
ADDRESSEE = asked("addressee", "称呼", "Addressed to", "张先生", limit=40)
BASIS = coded(
    "legal_basis",
    "法律依据",
    "Legal basis",
    "《中华人民共和国个人信息保护法》第四十七条",
    of="legal_basis",
    is_required=False,
)
SIGNED = "________________"

LETTER_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="acceptance_notice",
        title=Wording("受理告知书", "Notice of acceptance"),
        reader=Reader.REQUESTER,
        series="受告",
        has_red_head=True,
        variables=(ADDRESSEE, CASE, FILED, NUMBER, KIND, PLACE, *STANDING, PHONE),
        layout=(
            title("受理告知书"),
            lead("{{称呼}}："),
            *body(
                "您于{{登记日期}}反映的事项（{{事项类别}}，{{所在地}}）已经受理，编号为{{事项编号}}。",
                "您可以凭回执码随时查询办理进度、补充情况；办结后请您评价。对办理结果不满意的，可以在规定期限内请求重新办理。",
                "咨询电话：{{联系电话}}。",
                "特此告知。",
            ),
            *SEAL,
        ),
    ),
    PaperForm(
        key="answer_letter",
        title=Wording("答复函", "Letter of answer"),
        reader=Reader.REQUESTER,
        series="函",
        has_red_head=True,
        variables=(
            ADDRESSEE,
            CASE,
            FILED,
            NUMBER,
            KIND,
            ANSWER,
            *STANDING,
            PHONE,
        ),
        layout=(
            title("关于{{事项类别}}问题的答复函"),
            lead("{{称呼}}："),
            *body(
                "您于{{登记日期}}反映的问题（编号{{事项编号}}）收悉。现答复如下：",
                "{{答复内容}}",
                "感谢您对社区治理工作的关心和支持。如有疑问，请与我们联系。",
                "联系电话：{{联系电话}}",
            ),
            *SEAL,
        ),
    ),
    PaperForm(
        key="supervision_order",
        title=Wording("督办单", "Supervision order"),
        reader=Reader.UNIT,
        series="督",
        has_red_head=True,
        variables=(
            CASE,
            FILED,
            NUMBER,
            KIND,
            PLACE,
            HOLDER,
            *STANDING,
            PHONE,
            coded("strength", "督办方式", "Strength", "督办单", of="strength"),
            coded("due_day", "督办期限", "Due", "2026年3月20日", of="due_date"),
            value(
                "reason", "督办事由", "Why", "该事项已超过办理时限，现场尚未采取防护措施，存在安全隐患。", of="reason"
            ),
            asked(
                "demands",
                "督办要求",
                "What is demanded",
                "一、立即设置围挡和警示标识，二十四小时内完成。\n二、查明原因，提出修复方案并组织实施。\n三、办理情况书面反馈本单位。",
            ),
        ),
        layout=(
            title("督 办 单"),
            lead("{{承办单位}}："),
            Table(
                widths_mm=(30, 48, 30, 48),
                rows=(
                    ("事项编号", "{{事项编号}}", "事项类别", "{{事项类别}}"),
                    ("登记日期", "{{登记日期}}", "所 在 地", "{{所在地}}"),
                    ("督办方式", "{{督办方式}}", "办结期限", "{{督办期限}}"),
                ),
            ),
            head("一、督办事由"),
            *body("{{督办事由}}"),
            head("二、督办要求"),
            *body("{{督办要求}}"),
            head("三、反馈方式"),
            *body(
                "请于{{督办期限}}前办结，并将办理情况在系统中反馈。逾期未办结又无正当理由的，将按规定提请问责建议。",
                "联系电话：{{联系电话}}",
            ),
            *SEAL,
            *sign(f"签 发 人：{SIGNED}", f"签 收 人：{SIGNED}"),
        ),
    ),
    PaperForm(
        key="follow_up_record",
        title=Wording("回访记录", "Record of a follow-up"),
        reader=Reader.UNIT,
        variables=(
            CASE,
            FILED,
            KIND,
            PLACE,
            HOLDER,
            *STANDING,
            HANDLER,
            coded("reached", "是否联系到", "Reached", "联系到了", of="reached"),
            coded("solved", "问题是否解决", "Solved", "解决了", of="solved", is_required=False),
            coded("satisfied", "是否满意", "Satisfied", "满意", of="satisfied", is_required=False),
            fact("tries", "未接通记录", "Calls without an answer", "2026年11月17日10时05分", is_required=False),
            value(
                "note",
                "回访情况",
                "What was said",
                "反映人表示路灯已经修好，对办理速度满意。",
                of="note",
                is_required=False,
            ),
            asked("way", "回访方式", "By what way", "电话", limit=20),
        ),
        layout=(
            title("回 访 记 录"),
            Table(
                widths_mm=(34, 44, 34, 44),
                rows=(
                    ("事项编号", "{{事项编号}}", "事项类别", "{{事项类别}}"),
                    ("登记日期", "{{登记日期}}", "承办单位", "{{承办单位}}"),
                    ("所 在 地", "{{所在地}}", "回访方式", "{{回访方式}}"),
                    ("是否联系到", "{{是否联系到}}", "问题是否解决", "{{问题是否解决}}"),
                    ("是否满意", "{{是否满意}}", "未接通记录", "{{未接通记录}}"),
                ),
            ),
            head("回访情况"),
            *body("{{回访情况}}"),
            Line(Style.NOTE, "回访由未经手办理的人员进行；本记录不载反映人姓名和联系方式。"),
            *sign(f"回 访 人（签名）：{SIGNED}", "{{落款日期}}"),
        ),
    ),
    PaperForm(
        key="data_right_answer",
        title=Wording("个人信息权利请求办理结果告知书", "What was done on a data right"),
        reader=Reader.REQUESTER,
        series="个信告",
        has_red_head=True,
        variables=(
            APPLICANT,
            CASE,
            FILED,
            NUMBER,
            RIGHT,
            *STANDING,
            PHONE,
            RIGHT_ANSWER,
            coded("done_as", "办理方式", "What was done", "已提供副本", of="done_as"),
        ),
        layout=(
            title("个人信息权利请求办理结果告知书"),
            lead("{{申请人}}："),
            *body(
                "您于{{登记日期}}提出的个人信息权利请求（{{事项类别}}，编号{{事项编号}}）已办理完毕：{{办理方式}}。",
                "{{答复内容}}",
                "如有异议，可以请求上一级机关处理，也可以向网信部门投诉、举报。咨询电话：{{联系电话}}。",
                "特此告知。",
            ),
            *SEAL,
        ),
    ),
    PaperForm(
        key="data_right_refusal",
        title=Wording("不予同意告知书", "Refusal of a data right"),
        reader=Reader.REQUESTER,
        series="个信告",
        has_red_head=True,
        variables=(
            APPLICANT,
            CASE,
            FILED,
            NUMBER,
            RIGHT,
            *STANDING,
            PHONE,
            RIGHT_ANSWER,
            BASIS,
            coded("refusal_class", "不同意的理由", "Reason", "法定保存期限未满（第四十七条）", of="refusal_class"),
        ),
        layout=(
            title("不予同意告知书"),
            lead("{{申请人}}："),
            *body(
                "您于{{登记日期}}提出的个人信息权利请求（{{事项类别}}，编号{{事项编号}}）收悉。经审查，不予同意。",
                "理由：{{不同意的理由}}。",
                "依据：{{法律依据}}。",
                "{{答复内容}}",
                "如有异议，可以请求上一级机关处理，可以向网信部门投诉、举报，也可以依法向人民法院提起诉讼。咨询电话：{{联系电话}}。",
                "特此告知。",
            ),
            *SEAL,
        ),
    ),
)
