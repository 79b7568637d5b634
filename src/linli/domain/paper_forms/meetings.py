"""Papers of the desk as a whole: minutes of a joint meeting, the reception rota, a bulletin with its figures.

Source: 党政机关公文处理工作条例 art. 8 (纪要); GB/T 9704-2012, 10.3 (form of minutes); 信访工作条例 art. 12 (leaders
receive visitors by a published rota).
"""

from linli.domain.paper import PaperForm, Reader, Source, Table, Variable
from linli.domain.paper_forms.variables import NUMBER, PHONE, SEAL, STANDING, asked, body, fact, head, sign, title
from linli.domain.wording import Wording

MEETING_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="meeting_minutes",
        title=Wording("会议纪要", "Minutes of a joint meeting"),
        reader=Reader.UNIT,
        series="纪",
        has_red_head=True,
        variables=(
            NUMBER,
            *STANDING,
            asked("meeting_name", "会议名称", "The meeting", "柳岸街道2026年3月综治工作联席会议", limit=80),
            asked("meeting_time", "会议时间", "When", "2026年3月6日 9:00", limit=60),
            asked("meeting_place", "会议地点", "Where", "街道三楼会议室", limit=80),
            asked("chair", "主持人", "Chair", "马某（街道党工委副书记）", limit=80),
            asked(
                "present", "出席", "Present", "街道综治中心、派出所、司法所、城市管理办公室、桥东社区居委会", limit=500
            ),
            asked("absent", "请假", "Absent", "住房保障中心", limit=300, is_required=False),
            asked(
                "summary",
                "会议概况",
                "Summary",
                "会议听取了综治中心2月份工作情况汇报，研究了四项需要协调的事项，明确了责任单位和完成时限。",
            ),
            Variable(
                key="items",
                title=Wording("议定事项", "What was fixed"),
                source=Source.ROWS,
                columns=(
                    ("number", "序号"),
                    ("matter", "事项"),
                    ("sponsor", "包案领导"),
                    ("measure", "措施"),
                    ("unit", "责任单位"),
                    ("due", "时限"),
                ),
                sample_rows=(
                    (
                        "1",
                        "桥东小区化粪池渗漏",
                        "高某",
                        "应急抢修并恢复路面，费用由应急维修资金列支",
                        "街道城市管理办公室",
                        "4月30日",
                    ),
                    (
                        "2",
                        "菜市场北口占道经营",
                        "郝某",
                        "划定临时疏导点，早晚高峰联合值守",
                        "综合行政执法队、派出所",
                        "3月20日",
                    ),
                    ("3", "三号楼漏水赔偿纠纷", "高某", "由桥东社区调委会限期调解", "桥东社区调解委员会", "3月31日"),
                ),
            ),
            asked("orders", "督办情况", "Orders signed", "对“桥东小区化粪池渗漏”签发督办单1份。", is_required=False),
            fact("copies_to", "分送", "Copies to", "各成员单位，各社区居委会", is_required=False),
        ),
        layout=(
            title("{{会议名称}}纪要"),
            *body("时间：{{会议时间}}", "地点：{{会议地点}}", "主持：{{主持人}}", "出席：{{出席}}", "请假：{{请假}}"),
            head("一、会议概况"),
            *body("{{会议概况}}"),
            head("二、议定事项"),
            Table(
                widths_mm=(12, 34, 22, 40, 30, 18),
                has_head=True,
                rows=(
                    ("序号", "事项", "包案领导", "措施", "责任单位", "时限"),
                    (
                        "{{议定事项.序号}}",
                        "{{议定事项.事项}}",
                        "{{议定事项.包案领导}}",
                        "{{议定事项.措施}}",
                        "{{议定事项.责任单位}}",
                        "{{议定事项.时限}}",
                    ),
                ),
            ),
            head("三、督办情况"),
            *body("{{督办情况}}"),
            head("四、工作要求"),
            *body(
                "各责任单位要按照议定事项抓好落实，逾期未完成的，由综治中心发出督办单；落实情况在下次联席会议上报告。"
            ),
            *SEAL,
            *body("分送：{{分送}}"),
        ),
    ),
    PaperForm(
        key="reception_notice",
        title=Wording("领导接待日公示", "Rota of reception days"),
        reader=Reader.PUBLIC,
        variables=(
            *STANDING,
            PHONE,
            asked("month", "月份", "Month", "2026年4月", limit=20),
            asked("reception_place", "接待地点", "Where", "街道综治中心一楼接待室", limit=80),
            Variable(
                key="days",
                title=Wording("接待安排", "The rota"),
                source=Source.ROWS,
                columns=(("day", "日期"), ("time", "时间"), ("leader", "接待领导"), ("post", "职务")),
                sample_rows=(
                    ("4月1日（星期三）", "9:00—11:30", "马某", "街道党工委副书记"),
                    ("4月2日（星期四）", "9:00—11:30", "唐某", "街道办事处副主任"),
                    ("4月3日（星期五）", "14:30—17:00", "顾某", "综治中心主任"),
                ),
            ),
        ),
        layout=(
            title("{{月份}}领导接待日公示"),
            *body("为方便群众反映问题，现将{{月份}}领导接待安排公示如下。来访不用预约，现场取号，凭接待单查询答复。"),
            Table(
                widths_mm=(48, 34, 28, 46),
                has_head=True,
                rows=(
                    ("日期", "时间", "接待领导", "职务"),
                    ("{{接待安排.日期}}", "{{接待安排.时间}}", "{{接待安排.接待领导}}", "{{接待安排.职务}}"),
                ),
            ),
            *body("接待地点：{{接待地点}}", "咨询电话：{{联系电话}}", "因公务调整的，提前一日在此公示。"),
            *SEAL,
        ),
    ),
    PaperForm(
        key="bulletin",
        title=Wording("工作简报", "Bulletin"),
        reader=Reader.UNIT,
        series="简",
        has_red_head=True,
        variables=(
            NUMBER,
            *STANDING,
            asked("period", "统计期间", "Period", "2026年2月", limit=40),
            asked(
                "overview",
                "总体情况",
                "Overview",
                "本月共收到事项235件，办结223件，办结率94.9%（223/235）。其中矛盾纠纷54件，信访事项12件，代表建议1件。",
            ),
            Variable(
                key="figures",
                title=Wording("主要指标", "Figures"),
                source=Source.ROWS,
                columns=(("name", "指标"), ("count", "分子"), ("of", "分母"), ("share", "比率"), ("before", "上期")),
                sample_rows=(
                    ("按期办结", "223", "235", "94.9%", "92.1%"),
                    ("电话接通", "1180", "1204", "98.0%", "97.6%"),
                    ("回访满意", "171", "186", "91.9%", "90.4%"),
                ),
            ),
            asked(
                "stuck",
                "难点问题",
                "What is stuck",
                "老旧小区电梯更换资金缺口较大，已提请联席会议研究。",
                is_required=False,
            ),
            asked(
                "next_steps", "下步工作", "What comes next", "一、集中清理超期事项。\n二、开展春季物业矛盾专项排查。"
            ),
            asked("signed_by", "审核人", "Checked by", "顾某", limit=40),
        ),
        layout=(
            title("{{统计期间}}社区治理工作简报"),
            head("一、总体情况"),
            *body("{{总体情况}}"),
            head("二、主要指标"),
            Table(
                widths_mm=(46, 26, 26, 29, 29),
                has_head=True,
                rows=(
                    ("指标", "分子", "分母", "比率", "上期"),
                    (
                        "{{主要指标.指标}}",
                        "{{主要指标.分子}}",
                        "{{主要指标.分母}}",
                        "{{主要指标.比率}}",
                        "{{主要指标.上期}}",
                    ),
                ),
            ),
            head("三、难点问题"),
            *body("{{难点问题}}"),
            head("四、下步工作"),
            *body("{{下步工作}}"),
            *SEAL,
            *sign("审核：{{审核人}}"),
        ),
    ),
)
