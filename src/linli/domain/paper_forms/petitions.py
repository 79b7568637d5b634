"""Papers of a petition: told of receipt, the opinion, the review, the final review.

Source: 信访工作条例 (2022) arts. 23 (told in writing), 32 (what an opinion contains), 35 and 36 (review, final review).
"""

from dataclasses import replace

from linli.domain.paper import Block, PaperForm, Reader, Variable
from linli.domain.paper_forms.variables import (
    APPLICANT,
    CASE,
    FILED,
    NUMBER,
    PHONE,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    fact,
    head,
    kind,
    lead,
    title,
    value,
)
from linli.domain.wording import Wording

KIND = kind("申诉求决")
PETITIONER = replace(APPLICANT, is_required=False)
"""Who wrote without a name is answered too: the line that names nobody is left out."""
RESULT = coded("result", "处理结果", "Result", "支持", of="petition_result")
REQUEST = value(
    "request_words",
    "请求",
    "The request",
    "要求修复桥东小区三号楼北侧长期漏水的化粪池，并恢复路面。",
    of="request_words",
)
FACTS = value(
    "facts",
    "事实和理由",
    "Facts and reasons",
    "经现场查看并调取物业维修记录，化粪池盖板破损、池壁渗漏属实，漏水自2025年11月开始，影响通行和周边环境卫生。\n"
    "该设施建成后未移交市政部门，维护责任在物业服务企业；该企业已于2025年12月退出，现由社区居委会代管。",
    of="facts",
)
OPINION = value(
    "opinion",
    "处理意见",
    "Opinion",
    "由街道城市管理办公室组织施工，于2026年4月30日前完成化粪池修复和路面恢复；费用先由街道应急维修资金列支。\n"
    "社区居委会在完工前设置围挡和警示标识，每两日清掏一次。",
    of="opinion",
)
BASIS = coded(
    "legal_basis", "法律依据", "Legal basis", "《信访工作条例》第三十二条；《物业管理条例》第五十五条", of="legal_basis"
)
ANSWER = value("answer", "答复", "Answer", "", of="answer", is_required=False)


def _opinion(
    key: str, wording: Wording, series: str, *, opening: str, rights: str, more: tuple[Variable, ...] = ()
) -> PaperForm:
    layout: tuple[Block, ...] = (
        title(wording.zh),
        lead("{{申请人}}："),
        *body(opening),
        head("一、请求事项"),
        *body("{{请求}}"),
        head("二、事实和理由"),
        *body("{{事实和理由}}"),
        head("三、处理意见"),
        *body("经研究，对上述请求的处理结果为：{{处理结果}}。", "{{处理意见}}", "{{答复}}"),
        head("四、法律法规依据"),
        *body("{{法律依据}}"),
        head("五、权利告知"),
        *body(rights),
        *SEAL,
    )
    return PaperForm(
        key=key,
        title=wording,
        reader=Reader.REQUESTER,
        series=series,
        has_red_head=True,
        variables=(
            PETITIONER,
            CASE,
            FILED,
            NUMBER,
            REQUEST,
            FACTS,
            RESULT,
            OPINION,
            BASIS,
            ANSWER,
            *more,
            *STANDING,
            PHONE,
        ),
        layout=layout,
    )


EARLIER = asked(
    "earlier_paper", "原意见文号", "Number of the opinion under review", "柳岸综治信复〔2026〕12号", limit=80
)

PETITION_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="petition_receipt",
        title=Wording("信访事项告知书", "Notice of receipt of a petition"),
        reader=Reader.REQUESTER,
        series="信告",
        has_red_head=True,
        variables=(
            PETITIONER,
            CASE,
            FILED,
            NUMBER,
            KIND,
            *STANDING,
            PHONE,
            value(
                "receipt_note",
                "告知内容",
                "What was told",
                "您反映的事项属于本机关职责范围，现予受理，由本机关城市管理办公室承办。",
                of="receipt_note",
            ),
            fact("due_day", "办理期限", "To be decided by", "2026年5月1日", is_required=False),
        ),
        layout=(
            title("信访事项告知书"),
            lead("{{申请人}}："),
            *body(
                "您提出的信访事项，已于{{登记日期}}登记，编号{{事项编号}}，类别为{{事项类别}}。",
                "{{告知内容}}",
                "根据《信访工作条例》第二十三条、第三十四条的规定，信访事项自受理之日起六十日内办结；情况复杂的，经批准可以延长，"
                "延长期限不超过三十日，并告知您延长理由。",
                "本事项已经受理，办理期限至{{办理期限}}。",
                "办理期间，您可以凭回执查询进度、补充材料。咨询电话：{{联系电话}}。",
                "特此告知。",
            ),
            *SEAL,
        ),
    ),
    _opinion(
        "petition_opinion",
        Wording("信访事项处理意见书", "Opinion on a petition"),
        "信复",
        opening="您于{{登记日期}}提出的信访事项（编号{{事项编号}}）收悉。经调查核实，现将处理意见答复如下：",
        rights="如不服本处理意见，可以自收到本意见书之日起三十日内，请求原办理机关、单位的上一级机关、单位复查。"
        "逾期不请求复查的，本意见书为信访终结意见。",
    ),
    _opinion(
        "petition_review",
        Wording("信访事项复查意见书", "Review of an opinion"),
        "信查",
        more=(EARLIER,),
        opening="您不服《信访事项处理意见书》（{{原意见文号}}）提出的复查请求（编号{{事项编号}}）收悉。经复查，意见如下：",
        rights="如不服本复查意见，可以自收到本意见书之日起三十日内，请求复查机关、单位的上一级机关、单位复核。",
    ),
    _opinion(
        "petition_final_review",
        Wording("信访事项复核意见书", "Final review of an opinion"),
        "信核",
        more=(replace(EARLIER, sample="柳岸综治信查〔2026〕3号"),),
        opening="您不服《信访事项复查意见书》（{{原意见文号}}）提出的复核请求（编号{{事项编号}}）收悉。经复核，意见如下：",
        rights="本意见为信访终结意见。对本复核意见不服，仍然以同一事实和理由提出投诉请求的，各级党委和政府信访部门和其他机关、"
        "单位不再受理。",
    ),
)
