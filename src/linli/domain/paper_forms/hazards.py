"""Papers of a hazard: notice to rectify, order to correct, opinion after the recheck; each with two inspectors.

Source: FIELD.md §8 (number, place, hazard, legal basis, deadline, receiver, two inspectors, signature or refusal note,
review date); 安全生产法 (2021) arts. 65, 68; 消防法 (2021) art. 60 (what follows is the competent body's).
"""

from linli.domain.paper import Block, PaperForm, Reader, Style, Table, Variable
from linli.domain.paper import Line as PaperLine
from linli.domain.paper_forms.variables import (
    CASE,
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

SIGNED = "________________"
TO = asked("receiver_unit", "送达单位", "To whom", "明河区某农贸市场管理有限公司", limit=80)
SPOT = fact("place_name", "场所", "Place", "桥东农贸市场", is_required=False)
FOUND_DAY = fact("found_day", "检查日期", "Day of the check", "2026年3月2日")
LIMIT = fact("limit_day", "整改期限", "To be rectified by", "2026年3月3日9时30分", is_required=False)
INSPECTORS = fact("inspectors", "检查人员", "Inspectors", "胡某、查某")
GRADE = fact("grade", "隐患级别", "Grade", "一般隐患")
PROBLEM = value("problem", "隐患情况", "What is wrong", "东侧疏散通道堆放货物约十二米，安全出口不能完全打开。",
                of="problem")  # fmt: skip
MEASURES = value("measures", "整改要求", "What is to be done", "立即清除堆放物，恢复并保持疏散通道和安全出口畅通。",
                 of="measures")  # fmt: skip
BASIS = coded("legal_basis", "依据", "Legal basis", "《中华人民共和国消防法》第二十八条", of="legal_basis")
RECEIPT = (
    PaperLine(Style.NOTE, "送达与签收"),
    Table(
        widths_mm=(36, 42, 36, 42),
        rows=(
            ("检查人员签名", " ", "检查人员签名", " "),
            ("签收人签名", " ", "签收时间", "    年  月  日"),
            ("拒绝签收的", "□ 拒签，已注明", "见证人签名", " "),
        ),
    ),
)
"""Signed by both sides; a refusal is noted. Source: 安全生产法 art. 68."""


def _order(key: str, wording: Wording, series: str, *, opening: str, closing: tuple[str, ...]) -> PaperForm:
    """Return one order as a paper: where, what, by what right, until when, signed by two."""
    layout: tuple[Block, ...] = (
        title(wording.zh),
        lead("{{送达单位}}："),
        *body(opening),
        Table(
            widths_mm=(26, 54, 26, 50),
            rows=(
                ("事项编号", "{{事项编号}}", "隐患级别", "{{隐患级别}}"),
                ("检查日期", "{{检查日期}}", "隐患类别", "{{事项类别}}"),
                ("场所", "{{场所}}", "整改期限", "{{整改期限}}"),
                ("检查人员", "{{检查人员}}", "督促单位", "{{承办单位}}"),
            ),
        ),
        head("一、隐患情况"),
        *body("{{隐患情况}}"),
        head("二、依据"),
        *body("{{依据}}"),
        head("三、整改要求和期限"),
        *body("{{整改要求}}", "请于{{整改期限}}前整改到位。"),
        head("四、复查"),
        *body(*closing, "联系电话：{{联系电话}}"),
        *SEAL,
        *RECEIPT,
    )
    variables: tuple[Variable, ...] = (
        TO, CASE, NUMBER, PLACE, SPOT, kind("疏散通道堵塞"), GRADE, FOUND_DAY, LIMIT, INSPECTORS, HOLDER, PROBLEM,
        BASIS, MEASURES, *STANDING, PHONE,
    )  # fmt: skip
    return PaperForm(
        key=key, title=wording, reader=Reader.UNIT, series=series, has_red_head=True, variables=variables, layout=layout
    )


REPORTS = "整改完成后请书面或者在系统中报告，并附整改后的照片；由没有参与整改的人员复查。"
REFUSES = "逾期不改正的，将移送有权机关依法处理；查封、停产停业和罚款由有权机关决定。"
HAZARD_FORMS: tuple[PaperForm, ...] = (
    _order(
        "hazard_notice", Wording("整改通知书", "Notice to rectify"), "隐改",
        opening="经在{{所在地}}检查，发现你单位存在以下安全隐患，现通知你单位整改。", closing=(REPORTS,),
    ),
    _order(
        "hazard_correction", Wording("责令改正书", "Order to correct"), "责改",
        opening="经在{{所在地}}检查，发现你单位存在以下安全隐患，现依法责令限期改正。", closing=(REPORTS, REFUSES),
    ),
    _order(
        "hazard_correction_major", Wording("责令改正书（重大隐患）", "Order to correct a major hazard"), "责改",
        opening="经在{{所在地}}检查，发现你单位存在以下重大安全隐患，现依法责令限期改正，整改前和整改中采取措施保证安全。",
        closing=(
            "请在十个工作日内提交整改方案，写明目标和任务、方法和措施、经费和物资、负责的机构和人员、时限和要求、安全措施和应急预案，"
            "做到措施、资金、时限、责任人、预案五到位。",
            "整改完成后请申请复查，自申请之日起十日内复查。", REFUSES,
        ),
    ),
    PaperForm(
        key="hazard_recheck",
        title=Wording("整改复查意见书", "Opinion after the recheck"),
        reader=Reader.UNIT,
        series="复查",
        has_red_head=True,
        variables=(
            TO, CASE, NUMBER, PLACE, SPOT, kind("疏散通道堵塞"), GRADE, FOUND_DAY, INSPECTORS, PROBLEM,
            value("findings", "复查情况", "What the recheck found", "堆放物已清除，疏散通道和安全出口畅通。",
                  of="findings"),
            *STANDING, PHONE,
        ),
        layout=(
            title("整改复查意见书"),
                        lead("{{送达单位}}："),
            *body("你单位在{{所在地}}的安全隐患（事项编号：{{事项编号}}）报告已经整改，现将复查意见告知如下。"),
            Table(
                widths_mm=(26, 54, 26, 50),
                rows=(
                    ("隐患类别", "{{事项类别}}", "隐患级别", "{{隐患级别}}"),
                    ("场所", "{{场所}}", "发现日期", "{{检查日期}}"),
                ),
            ),
            head("一、原隐患情况"),
            *body("{{隐患情况}}"),
            head("二、复查情况"),
            *body("{{复查情况}}"),
            head("三、复查意见"),
            *body("隐患已经消除，予以销号。请落实日常检查，防止再次出现。", "复查人员：{{检查人员}}",
                  "联系电话：{{联系电话}}"),
            *SEAL,
            *sign(f"复查人员签名：{SIGNED}", f"签收人签名：{SIGNED}"),
        ),
    ),
)  # fmt: skip
