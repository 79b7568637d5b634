"""What the moves of a hazard ask: codes and days stand in the entry, what people write stays apart.

Source: FIELD.md §8; 安全生产事故隐患排查治理暂行规定 art. 15 (contents of the plan of a major hazard: goal and task,
method and measures, money and material, body and people, time and requirements, safety measures and emergency plan);
安全生产法 (2021) art. 68 (record signed by both sides, a refusal is noted).
"""

from linli.domain.engine.declarations import Field, FieldType
from linli.domain.engine.declaring import choices, field, words
from linli.domain.mediation_fields import STROKES, STROKES_MAX
from linli.domain.seal import Seal
from linli.domain.wording import Wording

SEVERITIES = choices(("general", "一般隐患", "General hazard"), ("major", "重大隐患", "Major hazard"))
"""Small and removable at once; or large, with work stopped for a time or causes outside the unit. Source: art. 3."""
FOUND_IN = choices(
    ("inspection", "检查", "An inspection"),
    ("round", "巡查", "A round"),
    ("report", "群众反映", "A report"),
    ("sweep", "举一反三排查", "A sweep of like places"),
    ("self_check", "单位自查", "The unit's own check"),
    ("sensor", "设备告警", "A sensor"),
)
SERVED = choices(
    ("signed", "当场签收", "Signed for"),
    ("refused", "拒绝签收,已注明", "Refused; noted"),
    ("left", "留置送达", "Left on the premises"),
    ("posted", "邮寄送达", "By post"),
)
DECISIONS = choices(
    ("temporary_seal", "临时查封", "Temporary sealing"),
    ("stop_work", "责令停产停业", "Stop of work"),
    ("closure", "予以关闭", "Closure"),
    ("fine", "罚款", "Fine"),
    ("power_cut", "停止供电", "Power cut"),
    ("lifted", "解除查封或恢复生产", "Seal lifted, or work resumed"),
)
"""What only the competent body decides; the register keeps the number of its document. Source: 消防法 art. 54."""

IN_PLACE = ("measures_in_place", "money_in_place", "time_in_place", "person_in_place", "emergency_in_place")
"""五到位: what must be in place before a major hazard is worked on."""
ORDER = ("unit", "post?", "problem", "measures", "legal_basis")
"""What every order says: to whom, what is wrong, what is to be done, and by what right."""


def _in_place(key: str, zh: str, en: str) -> Field:
    return field(key, f"{zh}到位", f"{en}: in place", FieldType.FLAG)


FIELDS: tuple[Field, ...] = (
    field("severity", "隐患级别", "Grade", FieldType.CHOICE, choices=SEVERITIES),
    field("place", "场所", "Place", FieldType.LINE, limit=26,
          hint=Wording("场所名录中的编号", "Its id in the register")),
    field("found_in", "怎么发现的", "How it was found", FieldType.CHOICE, choices=FOUND_IN),
    field("found_ref", "由哪次检查或排查发现", "Which inspection or sweep", FieldType.LINE, limit=80),
    words("problem", "隐患情况", "What is wrong", limit=2000,
          hint=Wording("写场所的状况,不写人", "The condition of the place, never a person")),
    words("measures", "整改要求和措施", "What is to be done", limit=2000),
    field("second_inspector", "另一名检查人员", "The other inspector", FieldType.POST),
    field("served", "怎样送达", "How it was served", FieldType.CHOICE, choices=SERVED),
    words("receiver", "签收人", "Who signed for it", type=FieldType.LINE, limit=40, seal=Seal.SEALED, subject="party"),
    words(STROKES, "屏上签名", "Signature on the screen", limit=STROKES_MAX, seal=Seal.SEALED, subject="party"),
    words("refusal_note", "拒签情况和见证人", "The refusal, and who witnessed it", limit=500, seal=Seal.SEALED,
          subject="party"),
    words("scan", "扫描件", "Scan", type=FieldType.PHOTO),
    words("plan_goal", "整改目标和任务", "Goal and task", limit=1000),
    words("plan_money", "经费和物资", "Money and materials", limit=1000),
    field("plan_yuan", "经费数额", "Amount of money", FieldType.NUMBER, unit="元", limit=10**9),
    words("plan_people", "负责的机构和人员", "Body and people responsible", limit=500, subject="handler"),
    field("plan_date", "完成时限", "To be done by", FieldType.DATE),
    words("plan_safety", "安全措施和应急预案", "Safety measures and emergency plan", limit=2000),
    _in_place("measures_in_place", "措施", "Measures"),
    _in_place("money_in_place", "资金", "Money"),
    _in_place("time_in_place", "时限", "Deadline"),
    _in_place("person_in_place", "责任人", "Responsible person"),
    _in_place("emergency_in_place", "应急预案", "Emergency plan"),
    words("findings", "复查情况", "What the recheck found", limit=2000),
    field("decision_kind", "决定种类", "Kind of decision", FieldType.CHOICE, choices=DECISIONS),
    words("decision_body", "作出决定的机关", "Body that decided", type=FieldType.LINE, limit=80),
    field("document_number", "决定书文号", "Number of its document", FieldType.LINE, limit=60),
    field("decision_date", "决定日期", "Decided on", FieldType.DATE),
    field("fine_yuan", "罚款数额", "Amount of the fine", FieldType.NUMBER, unit="元", limit=10**8),
)  # fmt: skip
