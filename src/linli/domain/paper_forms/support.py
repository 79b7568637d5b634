"""Papers of support for a household and of an inspection round.

A notice to the public names nobody: source 个人信息保护法 arts. 6 and 25 (as little as the purpose needs).
"""

from dataclasses import replace

from linli.domain.paper import PaperForm, Reader
from linli.domain.paper_forms.variables import (
    APPLICANT,
    CASE,
    FILED,
    NUMBER,
    PHONE,
    PLACE,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    kind,
    lead,
    sign,
    title,
    value,
)
from linli.domain.wording import Wording

KIND = kind("困难家庭帮扶")
ANSWER = value("answer", "告知内容", "What was told", "自2026年4月起纳入帮扶，帮扶措施另行告知。", of="answer")
SIGNED = "________________"


def _decision(key: str, wording: Wording, *, result: str, rights: str, said: str = ANSWER.sample) -> PaperForm:
    return PaperForm(
        key=key,
        title=wording,
        reader=Reader.REQUESTER,
        series="帮告",
        has_red_head=True,
        variables=(APPLICANT, CASE, FILED, NUMBER, KIND, *STANDING, PHONE, replace(ANSWER, sample=said)),
        layout=(
            title(wording.zh),
            lead("{{申请人}}："),
            *body(
                f"您于{{{{登记日期}}}}提出的申请（{{{{事项类别}}}}，编号{{{{事项编号}}}}），经入户核实、民主评议、公示和审核，{result}。",
                "{{告知内容}}",
                rights,
                "咨询电话：{{联系电话}}。",
                "特此告知。",
            ),
            *SEAL,
            *sign(f"单位负责人（签名）：{SIGNED}"),
        ),
    )


SUPPORT_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="support_notice",
        title=Wording("评议结果公示", "Notice of a discussion"),
        reader=Reader.PUBLIC,
        variables=(
            CASE,
            KIND,
            PLACE,
            *STANDING,
            PHONE,
            coded("meeting_day", "评议日期", "Day of the discussion", "2026年3月12日", of="meeting_date"),
            coded("voters", "参加评议人数", "People who discussed it", "15", of="voters"),
            coded("agreed_count", "同意人数", "In favour", "14", of="agreed_count"),
            value("notice_place", "公示地点", "Where the notice stands", "桥东社区居务公开栏", of="notice_place"),
            asked("notice_days", "公示期", "How long it stands", "2026年3月13日至3月19日", limit=60),
        ),
        layout=(
            title("公  示"),
            *body(
                "{{评议日期}}，我单位对编号{{事项编号}}的{{事项类别}}申请进行了民主评议。参加评议{{参加评议人数}}人，同意"
                "{{同意人数}}人。现予公示。",
                "公示地点：{{公示地点}}",
                "公示期：{{公示期}}",
                "公示期内如有异议，请向我单位反映，电话：{{联系电话}}。反映情况应当实事求是，我单位对反映人信息保密。",
            ),
            *SEAL,
        ),
    ),
    _decision(
        "support_decision",
        Wording("审定告知书", "Decision on support"),
        result="决定纳入帮扶",
        rights="帮扶期间实行定期复核，情况发生变化的，请及时告知我们。",
    ),
    _decision(
        "support_refusal",
        Wording("不予纳入告知书", "Refusal of support"),
        result="决定不予纳入帮扶",
        rights="如有异议，可以请求上一级重新核查。情况发生变化的，可以再次申请。",
        said="经核实，家庭现有收入高于本区帮扶标准。",
    ),
)
