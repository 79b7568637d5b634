"""Papers of an oversight round: the notice on the wall, and the document by which problems go to a unit.

Source: district practice (公告上墙; 问题移交单 with number, limit and signatures), REQUIREMENTS 004-05, 003-35.
"""

from linli.domain.paper import PaperForm, Reader, Source, Table, Variable
from linli.domain.paper_forms.variables import NUMBER, PHONE, SEAL, STANDING, asked, body, fact, head, lead, title
from linli.domain.wording import Wording

ROUND = fact("round_title", "轮次", "The round", "2026年第一轮巡察")

OVERSIGHT_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="oversight_notice",
        title=Wording("巡察公告", "Notice of an oversight round"),
        reader=Reader.PUBLIC,
        series="巡告",
        has_red_head=True,
        variables=(
            NUMBER,
            *STANDING,
            PHONE,
            ROUND,
            fact("period", "巡察时间", "Period", "2026年7月1日至2026年8月19日，共50天"),
            fact("visited", "被巡察单位", "Units visited", "曙光街街道、和平路社区、大道西社区"),
            fact("channels", "受理方式", "Ways to reach the team", "来信、来访、网上、电话、微信"),
            asked(
                "notice_words",
                "公告内容",
                "The notice",
                "巡察组主要受理反映被巡察单位落实基层治理职责方面的问题。",
                limit=2000,
            ),
        ),
        layout=(
            title("巡 察 公 告"),
            *body(
                "根据工作安排，现对下列单位开展{{轮次}}。",
                "巡察时间：{{巡察时间}}。",
                "被巡察单位：{{被巡察单位}}。",
                "{{公告内容}}",
                "受理方式：{{受理方式}}。联系电话：{{联系电话}}。",
                "可以不留姓名；留下的姓名只有巡察组知道。任何单位和个人不得打击报复反映问题的人。",
                "特此公告。",
            ),
            *SEAL,
        ),
    ),
    PaperForm(
        key="oversight_hand_over",
        title=Wording("问题移交单", "Problems handed over"),
        reader=Reader.UNIT,
        series="巡移",
        has_red_head=True,
        variables=(
            NUMBER,
            *STANDING,
            ROUND,
            fact("receiver", "接收单位", "Who takes it over", "区住建局"),
            fact("rectify_day", "整改期限", "To be rectified by", "2026年10月31日"),
            Variable(
                key="problems",
                title=Wording("移交问题", "The problems"),
                source=Source.ROWS,
                columns=(("number", "序号"), ("id", "编号"), ("kind", "性质"), ("words", "问题")),
                sample_rows=(
                    ("1", "f3", "个性问题", "老旧小区电梯更换项目推进缓慢，三个小区逾期未开工。"),
                    ("2", "f7", "共性问题", "公共维修资金使用公示不及时。"),
                ),
            ),
            asked("demands", "整改要求", "What is demanded", "请举一反三，完成整改并报告整改情况。", limit=1000),
        ),
        layout=(
            title("问题移交单"),
            lead("{{接收单位}}："),
            *body("现将{{轮次}}发现、应由你单位整改的问题移交如下。"),
            head("一、移交问题"),
            Table(
                widths_mm=(14, 18, 26, 98),
                has_head=True,
                rows=(
                    ("序号", "编号", "性质", "问题"),
                    ("{{移交问题.序号}}", "{{移交问题.编号}}", "{{移交问题.性质}}", "{{移交问题.问题}}"),
                ),
            ),
            head("二、整改要求"),
            *body("{{整改要求}}", "以上问题于{{整改期限}}前整改到位，逐项报告，由巡察组核验。"),
            *SEAL,
            Table(widths_mm=(39, 39, 39, 39), rows=(("组长签字", "", "接收单位负责人签字", ""),)),
        ),
    ),
)
