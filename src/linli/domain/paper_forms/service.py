"""Papers of the service hall: told once what is missing, not taken in or refused, and the mandate for a helper.

Source: 行政许可法 arts. 32 (told once, in writing, with the date), 38 (a refusal names reasons, review and court);
优化营商环境条例 (2019) art. 36; 民法典 arts. 161-165 (a mandate names the matter, its bounds and its time).
"""

from linli.domain.paper import PaperForm, Reader
from linli.domain.paper_forms.variables import (
    CASE,
    FILED,
    NUMBER,
    PHONE,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    head,
    kind,
    lead,
    sign,
    title,
    value,
)
from linli.domain.wording import Wording

ADDRESSEE = asked("addressee", "称呼", "Addressed to", "张先生", limit=40)
KIND = kind("申请办事")
SERVICE = asked("service", "申请事项", "What was applied for", "食品经营许可（新办）", limit=80)
SIGNED = "________________"

SERVICE_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="service_told_once",
        title=Wording("一次性告知书", "Notice of what is missing"),
        reader=Reader.REQUESTER,
        series="补",
        has_red_head=True,
        variables=(
            ADDRESSEE, CASE, FILED, NUMBER, SERVICE, *STANDING, PHONE,
            value("missing", "缺的材料", "What is missing",
                  "一、经营场所平面图 1 份（复印件）。\n二、从业人员健康证明 1 份（原件核对）。", of="missing"),
        ),
        layout=(
            title("一次性告知书"),
            lead("{{称呼}}："),
            *body(
                "您于{{登记日期}}申请办理{{申请事项}}（编号{{事项编号}}）。经核对，还缺下列材料，现一次告知：",
                "{{缺的材料}}",
                "补齐以上材料即予受理，我们不会再要清单以外的材料。可以网上补、邮寄补，也可以到窗口补；补材料的时间不计入办理期限。",
                "咨询电话：{{联系电话}}。",
            ),
            *SEAL,
        ),
    ),
    PaperForm(
        key="service_declined",
        title=Wording("不予受理(办理)决定书", "Notice of refusal"),
        reader=Reader.REQUESTER,
        series="不予",
        has_red_head=True,
        variables=(
            ADDRESSEE, CASE, FILED, NUMBER, SERVICE, *STANDING, PHONE,
            value("answer", "理由", "The reasons", "申请的经营场所位于禁止从事餐饮服务的居民住宅楼内。", of="answer"),
            coded("legal_basis", "依据", "Legal basis", "《中华人民共和国大气污染防治法》第八十一条第二款",
                  of="legal_basis"),
            asked("review_body", "复议机关", "Where to ask for review", "明河区人民政府", limit=60),
            asked("court", "诉讼法院", "Court", "明河区人民法院", limit=60),
        ),
        layout=(
            title("不予受理（办理）决定书"),
            lead("{{称呼}}："),
            *body(
                "您于{{登记日期}}申请办理{{申请事项}}（编号{{事项编号}}）。经审查，理由如下：",
                "{{理由}}",
                "依据{{依据}}，决定不予受理（办理）。",
                "如不服本决定，可以自收到之日起六十日内向{{复议机关}}申请行政复议，也可以自收到之日起六个月内向{{诉讼法院}}提起行政诉讼。",
                "咨询电话：{{联系电话}}。",
            ),
            *SEAL,
        ),
    ),
    PaperForm(
        key="service_helper",
        title=Wording("帮办代办委托书", "Mandate for a helper"),
        reader=Reader.REQUESTER,
        variables=(
            CASE, KIND, SERVICE, *STANDING,
            asked("scope", "委托范围", "What the helper may do", "代为填表、递交材料、领取结果", limit=200),
            asked("until", "委托期限", "Until when", "至本事项办结", limit=60),
        ),
        layout=(
            title("帮办代办委托书"),
            *body(
                "本人申请办理{{申请事项}}（编号{{事项编号}}），自愿委托{{制作单位}}的帮办员免费帮办、代办。",
            ),
            head("一、委托范围"),
            *body("{{委托范围}}。帮办员不代为作出承诺、不代为签署放弃权利的文件、不收取任何费用。"),
            head("二、委托期限"),
            *body("{{委托期限}}。本人可以随时撤回委托，撤回不影响事项继续办理。"),
            *sign(f"申请人（签名）：{SIGNED}", f"帮办员（签名）：{SIGNED}", "{{落款日期}}"),
        ),
    ),
)  # fmt: skip
