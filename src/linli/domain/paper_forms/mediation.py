"""Papers of mediation: the application, the record of a session, the agreement, the application to the court.

Source: 人民调解法 arts. 17, 28-33, above all 29 (what an agreement contains); 民事诉讼法 (2023) arts. 205 and 206;
司法部 《人民调解文书格式》 (the order of the parts).
"""

from linli.domain.paper import Line, PaperForm, Reader, Source, Style, Table, Variable
from linli.domain.paper_forms.variables import (
    APPLICANT,
    CASE,
    DAY,
    FILED,
    HANDLER,
    NUMBER,
    PLACE,
    SEAL,
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

KIND = kind("邻里纠纷")
UNIT = fact("unit", "制作单位", "Issuing unit", "桥东社区人民调解委员会")
STANDING = (UNIT, DAY)
PARTIES = Variable(
    key="parties",
    title=Wording("各方", "The parties"),
    source=Source.ROWS,
    of="party_name",
    columns=(("role", "称谓"), ("name", "姓名"), ("about", "基本情况")),
    sample_rows=(
        ("甲方", "张某某", "男，汉族，1968年生，退休，住桥东小区3号楼2单元201室"),
        ("乙方", "李某", "女，汉族，1985年生，职员，住桥东小区3号楼2单元301室"),
    ),
)
"""Art. 29 (1): who the parties are; a telephone number is none of it."""
PARTY_TABLE = Table(
    widths_mm=(20, 30, 106),
    has_head=True,
    rows=(("称谓", "姓名", "基本情况"), ("{{各方.称谓}}", "{{各方.姓名}}", "{{各方.基本情况}}")),
)
SIGNED = Variable(
    key="signed",
    title=Wording("签署", "Signatures"),
    source=Source.ROWS,
    of="strokes",
    is_required=False,
    columns=(("role", "称谓"), ("signature", "签名")),
    drawn="signature",
    sample_rows=(
        ("甲方", "[[120,210,200,110,240,260,300,140,360,240],[400,120,420,280,560,150,640,250,760,120,820,230]]"),
        ("乙方", ""),
        ("人民调解员", ""),
    ),
)
"""The parties' and the mediator's own hands: as written on the screen, or room for whoever signs on the paper."""
SIGNED_TABLE = Table(
    widths_mm=(34, 122),
    has_head=True,
    row_mm=18,
    rows=(("签署人", "签名、盖章或按指印"), ("{{签署.称谓}}", "{{签署.签名}}")),
)
MAIN_FACTS = value(
    "main_facts",
    "主要事实",
    "The main facts",
    "2026年1月起，乙方家中卫生间防水层失效，漏水至甲方家中，造成甲方卧室吊顶、墙面和木地板受损。双方就维修责任和损失数额"
    "未能协商一致。",
    of="main_facts",
)
ISSUES = value(
    "issues",
    "争议事项和责任",
    "The issues, and whose duty is what",
    "争议事项：维修由谁负责，损失如何赔偿。\n经现场勘验，漏水由乙方卫生间防水层老化引起，乙方承担维修和赔偿责任；甲方配合入户检修。",
    of="issues",
)
AGREED = value(
    "agreement",
    "协议内容",
    "What was agreed",
    "一、乙方于2026年3月31日前完成卫生间防水维修，费用由乙方承担。\n二、乙方一次性赔偿甲方装修损失人民币叁仟陆佰元（¥3600.00）。\n"
    "三、甲方在维修期间提供入户便利，维修完成后双方共同试水验收。",
    of="agreement",
)
MANNER = value(
    "manner",
    "履行方式和期限",
    "How and by when",
    "赔偿款于2026年3月31日前以银行转账方式一次付清；维修工程于同日前完工，由调解委员会到场见证验收。",
    of="manner",
)
SESSION = value(
    "session_note",
    "调解记录",
    "Record of the session",
    "调解员宣布调解纪律，告知当事人在调解活动中的权利和义务，询问是否申请调解员回避。各方均表示不申请回避。\n"
    "甲方陈述：楼上漏水两个月，多次沟通未果，要求修好并赔偿。\n"
    "乙方陈述：愿意维修，但认为对方要求的赔偿过高。\n"
    "调解员依据勘验结果和《民法典》第二百八十八条、第二百九十六条释法说理，双方就维修时间和赔偿数额达成一致。",
    of="session_note",
)
COURT = asked("court", "受理法院", "The court", "明河区人民法院", limit=60)
BLANK = "________________"

MEDIATION_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="dispute_application",
        title=Wording("人民调解申请书", "Application for mediation"),
        reader=Reader.REQUESTER,
        variables=(
            APPLICANT,
            CASE,
            FILED,
            KIND,
            PLACE,
            UNIT,
            DAY,
            asked(
                "applicant_about",
                "申请人基本情况",
                "About the applicant",
                "男，汉族，1968年生，住桥东小区3号楼2单元201室",
                limit=300,
                is_required=False,
            ),
            asked("other_party", "被申请人", "The other party", "李某，住桥东小区3号楼2单元301室", limit=300),
            value(
                "words",
                "纠纷简要情况",
                "The dispute in short",
                "楼上卫生间漏水，我家卧室吊顶、墙面和地板受损，多次协商没有结果。",
                of="words",
            ),
            asked("wishes", "申请事项", "What is asked for", "请求调解由被申请人修复漏水并赔偿损失。", limit=1000),
        ),
        layout=(
            title("人民调解申请书"),
            Table(
                widths_mm=(34, 122),
                rows=(
                    ("申 请 人", "{{申请人}}"),
                    ("基本情况", "{{申请人基本情况}}"),
                    ("被申请人", "{{被申请人}}"),
                    ("纠纷类型", "{{事项类别}}"),
                    ("纠纷发生地", "{{所在地}}"),
                ),
            ),
            head("纠纷简要情况"),
            *body("{{纠纷简要情况}}"),
            head("申请事项"),
            *body("{{申请事项}}"),
            *body(
                "本人已知悉人民调解遵循自愿平等、不收费用的原则，并可以随时终止调解，依法通过仲裁、行政、司法等途径维护权利。"
            ),
            *body("此致"),
            lead("{{制作单位}}"),
            *sign(f"申请人（签名、盖章或按指印）：{BLANK}", "{{落款日期}}"),
            Line(Style.SMALL, "登记编号：{{事项编号}}  登记日期：{{登记日期}}"),
        ),
    ),
    PaperForm(
        key="dispute_record",
        title=Wording("人民调解记录", "Record of a mediation session"),
        reader=Reader.PARTY,
        variables=(
            CASE,
            KIND,
            *STANDING,
            HANDLER,
            PARTIES,
            SESSION,
            coded("session_kind", "是否公开", "Open or closed", "不公开", of="session_kind"),
            coded("attended", "到场人数", "People present", "4", of="attended"),
            asked("session_place", "调解地点", "Where", "桥东社区人民调解室", limit=80),
            asked("session_time", "调解时间", "When", "2026年3月10日 14:30 至 16:10", limit=60),
            asked(
                "session_result",
                "调解结果",
                "What came of it",
                "双方当场达成调解协议，另行制作人民调解协议书。",
                limit=1000,
            ),
        ),
        layout=(
            title("人民调解记录"),
            Table(
                widths_mm=(26, 52, 26, 52),
                rows=(
                    ("时  间", "{{调解时间}}", "地  点", "{{调解地点}}"),
                    ("纠纷类型", "{{事项类别}}", "登记编号", "{{事项编号}}"),
                    ("调 解 员", "{{承办人}}", "是否公开", "{{是否公开}}（到场{{到场人数}}人）"),
                ),
            ),
            head("一、当事人"),
            PARTY_TABLE,
            head("二、调解过程"),
            *body("{{调解记录}}"),
            head("三、调解结果"),
            *body("{{调解结果}}"),
            *body("以上记录已向各方当事人宣读（或交其阅读），确认无误。"),
            *sign(f"当事人（签名或按指印）：{BLANK}", f"调 解 员（签名）：{BLANK}", f"记 录 人（签名）：{BLANK}"),
            *SEAL,
        ),
    ),
    PaperForm(
        key="dispute_agreement",
        title=Wording("人民调解协议书", "Mediation agreement"),
        reader=Reader.PARTY,
        series="协",
        variables=(CASE, KIND, NUMBER, *STANDING, HANDLER, PARTIES, MAIN_FACTS, ISSUES, AGREED, MANNER, SIGNED),
        layout=(
            title("人民调解协议书"),
            Line(Style.CENTRE, "{{文号}}"),
            head("一、当事人基本情况"),
            PARTY_TABLE,
            head("二、纠纷的主要事实"),
            *body("{{主要事实}}"),
            head("三、争议事项和各方责任"),
            *body("{{争议事项和责任}}"),
            head("四、协议内容"),
            *body("经{{制作单位}}调解，各方当事人自愿达成如下协议：", "{{协议内容}}"),
            head("五、履行的方式和期限"),
            *body("{{履行方式和期限}}"),
            head("六、效力和救济"),
            *body(
                "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，对各方当事人具有"
                "法律约束力，当事人应当按照约定履行。",
                "各方当事人认为有必要的，可以自本协议生效之日起三十日内，共同向有管辖权的人民法院申请司法确认。就协议的履行或者"
                "内容发生争议的，可以向人民法院提起诉讼。",
                "本协议一式三份，各方当事人各执一份，人民调解委员会留存一份。",
            ),
            SIGNED_TABLE,
            *SEAL,
        ),
    ),
    PaperForm(
        key="dispute_confirmation",
        title=Wording("司法确认申请书", "Application for judicial confirmation"),
        reader=Reader.PARTY,
        variables=(
            CASE,
            *STANDING,
            PARTIES,
            AGREED,
            COURT,
            asked("agreement_number", "协议书文号", "Number of the agreement", "桥东人民调解协〔2026〕5号", limit=80),
            asked("agreement_day", "协议生效日期", "Day it took effect", "2026年3月10日", limit=40),
        ),
        layout=(
            title("司法确认申请书"),
            head("申请人"),
            PARTY_TABLE,
            head("请求事项"),
            *body("请求依法确认{{协议书文号}}《人民调解协议书》有效。"),
            head("事实和理由"),
            *body(
                "申请人之间的纠纷，经{{制作单位}}主持调解，于{{协议生效日期}}达成《人民调解协议书》，主要内容为：",
                "{{协议内容}}",
                "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如因该协议内容给他人造成损害的，愿意承担相应的"
                "民事责任和其他法律责任。现根据《中华人民共和国民事诉讼法》第二百零五条的规定，共同提出申请。",
            ),
            *body("此致"),
            lead("{{受理法院}}"),
            *sign(f"申请人（签名、盖章或按指印）：{BLANK}", f"申请人（签名、盖章或按指印）：{BLANK}", "{{落款日期}}"),
            Line(Style.SMALL, "附：1. 人民调解协议书；2. 申请人身份证明；3. 与纠纷有关的财产权利证明等材料。"),
        ),
    ),
)
