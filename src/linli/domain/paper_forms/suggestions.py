"""The letter that answers deputies: its class at the head, each deputy by name, how to say what one thinks of it.

Source: 河南省人大代表建议办理办法 (2017) art. 21 (one format, signed by the head, joint names answered one by one), 22.
"""

from linli.domain.paper import Line, PaperForm, Reader, Style
from linli.domain.paper_forms.variables import (
    CASE,
    NUMBER,
    PHONE,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    kind,
    lead,
    title,
    value,
)
from linli.domain.wording import Wording

SUGGESTION_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="suggestion_answer",
        title=Wording("代表建议答复函", "Letter of answer to deputies"),
        reader=Reader.REQUESTER,
        series="建复",
        has_red_head=True,
        variables=(
            CASE,
            NUMBER,
            kind("建议"),
            coded("class", "答复类别", "Class", "A 类", of="answer_class"),
            coded("outcome", "办理结果", "Outcome", "已经解决或基本解决", of="disposition"),
            asked("session", "会议", "Session", "区十届人大五次会议", limit=40),
            asked("listed_number", "建议编号", "Number on the list", "第12号", limit=20),
            asked("addressee", "代表姓名", "Deputies", "张某某、李某某", limit=200),
            value(
                "answer",
                "答复内容",
                "The answer",
                "您提出的关于在老旧小区增设电动自行车充电桩的建议收悉。今年已在二十三个小区建成充电桩四百二十个，"
                "其余十一个小区列入明年三月前完成的计划。",
                of="answer",
            ),
            *STANDING,
            PHONE,
        ),
        layout=(
            Line(Style.LEAD, "办理类别：{{答复类别}}（{{办理结果}}）"),
            title("对{{会议}}{{建议编号}}{{事项类别}}的答复"),
            lead("{{代表姓名}}代表："),
            *body(
                "您提出的{{事项类别}}（编号{{事项编号}}）收悉。现答复如下：",
                "{{答复内容}}",
                "请您自收到之日起十个工作日内，凭随函的反馈单对办理态度和办理结果提出意见。对办理结果不满意的，"
                "可以要求重新办理，我们将在一个月内再次答复。",
                "联系电话：{{联系电话}}",
            ),
            *SEAL,
        ),
    ),
)
