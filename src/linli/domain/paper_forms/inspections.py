"""The record of an inspection: when, where, what was looked at by which rule, what was found, who signs.

Source: 安全生产法 (2021) art. 68 (time, place, content, problems and handling; signed by both sides, a refusal noted);
消防监督检查规定 art. 14 (two inspectors, record form).
"""

from linli.domain.paper import PaperForm, Reader, Source, Table, Variable
from linli.domain.paper_forms.variables import NUMBER, SEAL, STANDING, asked, body, fact, head, sign, title
from linli.domain.wording import Wording

LINE = "________________"
INSPECTION_FORMS: tuple[PaperForm, ...] = (
    PaperForm(
        key="inspection_record",
        title=Wording("检查记录", "Record of an inspection"),
        reader=Reader.UNIT,
        series="检",
        variables=(
            NUMBER,
            *STANDING,
            fact("place_name", "被检查场所", "Place", "桥东市场"),
            fact("place_area", "所在区域", "Where", "明河区柳岸街道桥东社区第1网格"),
            fact("checklist", "检查清单", "Checklist", "市场消防检查（第2版）"),
            fact("inspection_kind", "检查方式", "What sort of look", "日常检查"),
            fact("inspection_time", "检查时间", "When", "2026年3月2日 9:00 至 9:20"),
            fact("inspectors", "检查人员", "Inspectors", "周某（承办人）、魏某（部门联络员）"),
            Variable(
                key="items",
                title=Wording("检查内容", "What was looked at"),
                source=Source.ROWS,
                columns=(
                    ("number", "序号"),
                    ("item", "检查项"),
                    ("basis", "依据"),
                    ("outcome", "结论"),
                    ("note", "情况"),
                ),
                sample_rows=(
                    ("1", "消防车通道没有占用、堵塞、封闭", "《中华人民共和国消防法》第28条", "符合", ""),
                    (
                        "2",
                        "安全出口、疏散通道畅通，没有上锁",
                        "《中华人民共和国消防法》第28条",
                        "不符合",
                        "东侧出口堆放货物",
                    ),
                ),
            ),
            asked(
                "findings", "问题和处理", "Findings and what becomes of them", "不符合1项，已登记隐患1件，限期整改。"
            ),
            asked("place_stands", "被检查单位意见", "How the place stands to it", "当场签字。", limit=600),
        ),
        layout=(
            title("检查记录"),
            *body(
                "编号：{{文号}}",
                "被检查场所：{{被检查场所}}（{{所在区域}}）",
                "检查清单：{{检查清单}}　检查方式：{{检查方式}}",
                "检查时间：{{检查时间}}",
                "检查人员：{{检查人员}}",
            ),
            head("一、检查内容"),
            Table(
                widths_mm=(16, 46, 36, 22, 36),
                has_head=True,
                rows=(
                    ("序号", "检查项", "依据", "结论", "情况"),
                    (
                        "{{检查内容.序号}}",
                        "{{检查内容.检查项}}",
                        "{{检查内容.依据}}",
                        "{{检查内容.结论}}",
                        "{{检查内容.情况}}",
                    ),
                ),
            ),
            head("二、问题和处理"),
            *body("{{问题和处理}}"),
            head("三、被检查单位意见"),
            *body("{{被检查单位意见}}"),
            *sign(f"被检查单位（签名）：{LINE}", f"检查人员（签名）：{LINE}　{LINE}"),
            *SEAL,
        ),
    ),
)
