"""The sheets of the set-up workbook: one per noun, each column with its name in both languages and what it may hold."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from linli.domain.area import AreaClass, AreaKind, AreaLevel
from linli.domain.category import CLOSING_WORDINGS, CategoryKind
from linli.domain.checklist_sheets import CHECKLIST_SHEETS
from linli.domain.dispute_types import DISPUTE_TYPES
from linli.domain.duty import DutyRole
from linli.domain.house_list import LIST_WORDINGS
from linli.domain.mediation_committee import COMMITTEE_WORDINGS
from linli.domain.mediator import MEDIATOR_WORDINGS, SKILLS
from linli.domain.message_templates import TEMPLATES
from linli.domain.settings_catalogue import SETTINGS
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.unit import ROLE_WORDINGS, UnitKind
from linli.domain.wording import Wording

W = Wording


LEVEL_WORDINGS: dict[AreaLevel, Wording] = {
    AreaLevel.COUNTY: W("区县", "County"),
    AreaLevel.SUBDISTRICT: W("街道乡镇", "Subdistrict or town"),
    AreaLevel.COMMUNITY: W("社区村", "Community or village"),
    AreaLevel.GRID: W("网格", "Grid"),
}
AREA_KIND_WORDINGS: dict[AreaKind, Wording] = {
    AreaKind.COUNTY: W("区县", "County"),
    AreaKind.SUBDISTRICT: W("街道", "Subdistrict"),
    AreaKind.TOWN: W("镇", "Town"),
    AreaKind.TOWNSHIP: W("乡", "Township"),
    AreaKind.COMMUNITY: W("社区", "Community"),
    AreaKind.VILLAGE: W("村", "Village"),
    AreaKind.BASIC_GRID: W("基础网格", "Basic grid"),
    AreaKind.SPECIAL_GRID: W("专属网格", "Special grid"),
}
KINDS_OF_LEVEL: dict[AreaLevel, tuple[AreaKind, ...]] = {
    AreaLevel.COUNTY: (AreaKind.COUNTY,),
    AreaLevel.SUBDISTRICT: (AreaKind.SUBDISTRICT, AreaKind.TOWN, AreaKind.TOWNSHIP),
    AreaLevel.COMMUNITY: (AreaKind.COMMUNITY, AreaKind.VILLAGE),
    AreaLevel.GRID: (AreaKind.BASIC_GRID, AreaKind.SPECIAL_GRID),
}
CLASS_WORDINGS: dict[AreaClass, Wording] = {
    AreaClass.CORE: W("核心区", "Core"),
    AreaClass.ORDINARY: W("一般区", "Ordinary"),
    AreaClass.OUTSKIRTS: W("外围区", "Outskirts"),
}
UNIT_KIND_WORDINGS: dict[UnitKind, Wording] = {
    UnitKind.GOVERNANCE_CENTRE: W("综治中心", "Governance centre"),
    UnitKind.DEPARTMENT: W("职能部门", "Department"),
    UnitKind.COMMITTEE: W("居(村)委会", "Residents' committee"),
    UnitKind.MEDIATION_COMMITTEE: W("调解委员会", "Mediation committee"),
    UnitKind.JOINT_MEETING: W("联席会议", "Joint meeting"),
    UnitKind.TEAM: W("工作组", "Team"),
    UnitKind.PROPERTY_COMPANY: W("物业公司", "Property company"),
    UnitKind.SECTOR_BODY: W("行业单位", "Sector body"),
}
DUTY_WORDINGS: dict[DutyRole, Wording] = {
    DutyRole.TERRITORIAL: W("属地责任", "Territorial duty"),
    DutyRole.SECTOR: W("行业责任", "Sector duty"),
    DutyRole.PRINCIPAL: W("主体责任", "Principal duty"),
    DutyRole.POST: W("岗位责任", "Duty of a post"),
}
CATEGORY_KIND_WORDINGS: dict[CategoryKind, Wording] = {
    CategoryKind.COMPONENT: W("部件", "Component"),
    CategoryKind.EVENT: W("事件", "Event"),
}
URGENCY_WORDINGS: dict[str, Wording] = {"ordinary": W("一般", "Ordinary"), "urgent": W("紧急", "Urgent")}
LENGTH_WORDINGS: dict[str, Wording] = {
    "hour": W("小时", "hours"),
    "working_hour": W("工作小时", "working hours"),
    "day": W("天", "days"),
    "working_day": W("工作日", "working days"),
}
ANY_CLASS = W("全部", "All")


def _of(words: Mapping[Any, Wording]) -> tuple[tuple[str, Wording], ...]:
    return tuple((str(key.value if isinstance(key, Enum) else key), value) for key, value in words.items())


def _c(key: str, zh: str, en: str, **rest: object) -> Column:
    return Column(key=key, title=W(zh, en), **rest)  # type: ignore[arg-type]  # spelled in the table below


_NEED = {"is_required": True}
_KEY = {"is_required": True, "limit": 40, "width": 18}
_YES = _c("is_active", "使用", "In use", kind=CellKind.FLAG, width=8, default="1")
_K = CellKind

_ALL = (
    Sheet(
        noun="area",
        title=W("区划", "Areas"),
        remark=W(
            "从上到下:街道乡镇、社区村、网格。停用请填“到”。", "From the top down. To close one, fill in “Until”."
        ),
        columns=(
            _c("key", "代码", "Code", **_KEY),
            _c("name", "名称", "Name", **_NEED, width=22),
            _c("name_en", "英文名称", "English name", width=22, limit=160),
            _c("level", "层级", "Level", kind=_K.CHOICE, choices=_of(LEVEL_WORDINGS), **_NEED),
            _c("kind", "类型", "Kind", kind=_K.CHOICE, choices=_of(AREA_KIND_WORDINGS)),
            _c("parent", "上级代码", "Code above", limit=40, width=18),
            _c("area_class", "地段", "Class", kind=_K.CHOICE, choices=_of(CLASS_WORDINGS), default="ordinary"),
            _c("population", "人口", "Population", kind=_K.WHOLE),
            _c("household_count", "户数", "Households", kind=_K.WHOLE),
            _c("valid_from", "从", "From", kind=_K.DATE, width=12),
            _c("valid_to", "到", "Until", kind=_K.DATE, width=12),
        ),
    ),
    Sheet(
        noun="unit",
        title=W("单位", "Units"),
        remark=W("“所在区划”填区划表里的代码。", "“Area” is a code from the sheet of areas."),
        columns=(
            _c("key", "代码", "Code", is_required=True, limit=60, width=18),
            _c("name", "名称", "Name", **_NEED, width=26),
            _c("name_en", "英文名称", "English name", width=26, limit=160),
            _c("kind", "类型", "Kind", kind=_K.CHOICE, choices=_of(UNIT_KIND_WORDINGS), **_NEED),
            _c("area", "所在区划", "Area", **_KEY),
            _c("phone", "电话", "Telephone", limit=40),
            _YES,
        ),
    ),
    Sheet(
        noun="post",
        title=W("岗位", "Posts"),
        remark=W(
            "登录名相同就是同一个人。离岗请填“到”。",
            "The same login is the same person. To end a post, fill in “Until”.",
        ),
        columns=(
            _c("unit", "单位代码", "Unit", is_required=True, limit=60, width=18),
            _c("role", "岗位", "Role", kind=_K.CHOICE, choices=_of(ROLE_WORDINGS), **_NEED),
            _c("area", "负责区划", "Area", limit=40, width=18),
            _c("title", "岗位名称", "Title", limit=80),
            _c("login", "登录名", "Login", limit=60),
            _c("person", "姓名", "Name", limit=80),
            _c("started", "从", "From", kind=_K.DATE, width=12),
            _c("ended", "到", "Until", kind=_K.DATE, width=12),
            _c("id", "系统编号", "System number", limit=26, width=28),
        ),
    ),
    Sheet(
        noun="duty",
        title=W("职责", "Duties"),
        remark=W("“类别”留空表示全部类别。", "An empty category stands for all of them."),
        columns=(
            _c("category", "类别", "Category", limit=60, width=26),
            _c("area", "区划代码", "Area", **_KEY),
            _c("role", "责任", "Duty", kind=_K.CHOICE, choices=_of(DUTY_WORDINGS), **_NEED),
            _c("unit", "单位代码", "Unit", is_required=True, limit=60, width=18),
            _YES,
        ),
    ),
    Sheet(
        noun="category",
        title=W("类别", "Categories"),
        remark=W("第二级代码写成“上级.本级”。", "A second-level code is “above.own”."),
        columns=(
            _c("key", "代码", "Code", is_required=True, limit=60, width=28),
            _c("name", "名称", "Name", limit=60, **_NEED, width=22),
            _c("name_en", "英文名称", "English name", **_NEED, width=26),
            _c("kind", "类型", "Kind", kind=_K.CHOICE, choices=_of(CATEGORY_KIND_WORDINGS), **_NEED),
            _c(
                "closing_condition",
                "结案条件",
                "Closing condition",
                kind=_K.CHOICE,
                choices=_of(CLOSING_WORDINGS),
                default="removed",
            ),
            _c("icon", "图标", "Icon", limit=24, default="dot"),
            _c("position", "顺序", "Order", kind=_K.WHOLE, width=8),
            _YES,
        ),
    ),
    Sheet(
        noun="limit",
        title=W("时限", "Limits"),
        remark=W(
            "“类别”留空是兜底的时限,“地段”留空适用全部地段。",
            "An empty category is the limit for everything else; an empty class covers all.",
        ),
        columns=(
            _c("category", "类别", "Category", limit=60, width=28),
            _c("area_class", "地段", "Class", kind=_K.CHOICE, choices=_of(CLASS_WORDINGS)),
            _c("urgency", "紧急程度", "Urgency", kind=_K.CHOICE, choices=_of(URGENCY_WORDINGS), **_NEED),
            _c("length", "时长", "Length", kind=_K.WHOLE, **_NEED),
            _c("unit", "单位", "Unit", kind=_K.CHOICE, choices=_of(LENGTH_WORDINGS), **_NEED),
            _c("source", "依据", "Source", **_NEED, limit=200, width=40),
            _YES,
        ),
    ),
    Sheet(
        noun="year_table",
        title=W("日历", "Calendars"),
        remark=W(
            "日期之间用逗号隔开。放假通知还没有公布就填“暂定”。",
            "Separate days by commas. Mark a year provisional until its notice is out.",
        ),
        columns=(
            _c("year", "年份", "Year", kind=_K.WHOLE, **_NEED),
            _c("off_days", "放假日", "Days off", kind=_K.DAYS, limit=4000, width=60),
            _c("work_days", "调休上班日", "Make-up working days", kind=_K.DAYS, limit=4000, width=40),
            _c("notice", "通知文号", "Notice", limit=200, width=28),
            _c("provisional", "暂定", "Provisional", kind=_K.FLAG, default="0"),
        ),
    ),
    Sheet(
        noun="setting",
        title=W("参数", "Settings"),
        remark=W("只写要改的。", "Only those to be changed."),
        columns=(
            _c(
                "key",
                "参数",
                "Setting",
                kind=_K.CHOICE,
                choices=tuple((rule.key, rule.title) for rule in SETTINGS.values()),
                width=36,
                **_NEED,
            ),
            _c("value", "值", "Value", limit=200),
            _c("from_date", "从", "From", kind=_K.DATE, width=12),
            _c("reason", "理由", "Reason", limit=200, width=40, **_NEED),
        ),
    ),
    Sheet(
        noun="message_text",
        title=W("消息", "Messages"),
        remark=W(
            "花括号里的变量由系统填写。两项都留空就恢复原文。",
            "Names in braces are filled in. Leave both empty to take the standing words back.",
        ),
        columns=(
            _c(
                "template",
                "消息代码",
                "Message",
                kind=_K.CHOICE,
                choices=tuple((key, W(key, key)) for key in TEMPLATES),
                **_NEED,
            ),
            _c(
                "language",
                "语言",
                "Language",
                kind=_K.CHOICE,
                choices=(("zh", W("中文", "Chinese")), ("en", W("英文", "English"))),
                **_NEED,
            ),
            _c("subject", "标题", "Subject", width=40),
            _c("text", "正文", "Text", limit=600, width=80),
        ),
    ),
    Sheet(
        noun="list_item",
        title=W("清单", "Lists"),
        remark=W("同一清单里编号不重复。", "A number stands once in its list."),
        columns=(
            _c("list", "清单", "List", kind=_K.CHOICE, choices=_of(LIST_WORDINGS), width=26, **_NEED),
            _c("number", "编号", "Number", limit=20, **_NEED),
            _c("title", "事项", "Item", width=36, **_NEED),
            _c("body", "说明", "Details", limit=2000, width=60),
            _c("unit", "责任单位", "Unit in charge", width=22),
            _c("source", "依据", "Source", limit=200, width=30),
            _YES,
        ),
    ),
    Sheet(
        noun="mediation_committee",
        title=W("调解组织", "Mediation bodies"),
        remark=W(
            "每个单位一行。委员只填人数;“到”留空就是三年一届。“受理类型”留空表示各类都受理。",
            "One row for each unit. Of members only numbers; an empty “Until” is a term of three years."
            " Empty “Takes” stands for every type.",
        ),
        columns=(
            _c("unit", "单位代码", "Unit", is_required=True, limit=60, width=18),
            _c("kind", "类型", "Kind", kind=_K.CHOICE, choices=_of(COMMITTEE_WORDINGS), width=26, **_NEED),
            _c("sector", "行业", "Sector", limit=40),
            _c("types", "受理类型", "Takes", kind=_K.MANY, choices=_of(DISPUTE_TYPES), limit=200, width=30),
            _c("member_count", "委员人数", "Members", kind=_K.WHOLE, width=10),
            _c("women_count", "妇女委员", "Women", kind=_K.WHOLE, width=10),
            _c("minority_count", "少数民族委员", "Minority members", kind=_K.WHOLE, width=14),
            _c("needs_minority", "多民族居住", "Several peoples", kind=_K.FLAG, width=12, default="0"),
            _c("chair", "主任登录名", "Chair's login", limit=60),
            _c("started_date", "从", "From", kind=_K.DATE, width=12, **_NEED),
            _c("ended_date", "到", "Until", kind=_K.DATE, width=12),
            _YES,
        ),
    ),
    Sheet(
        noun="mediator",
        title=W("调解员", "Mediators"),
        remark=W(
            "先在“岗位”里设调解员岗位。“受理类型”留空表示各类都受理。",
            "The post of a mediator stands under “Posts” first. Empty “Takes” stands for every type.",
        ),
        columns=(
            _c("unit", "单位代码", "Unit", is_required=True, limit=60, width=18),
            _c("login", "登录名", "Login", limit=60, **_NEED),
            _c("kind", "专兼职", "Working time", kind=_K.CHOICE, choices=_of(MEDIATOR_WORDINGS), **_NEED),
            _c("types", "受理类型", "Takes", kind=_K.MANY, choices=_of(DISPUTE_TYPES), limit=200, width=30),
            _c("skills", "特长", "Skills", kind=_K.MANY, choices=_of(SKILLS), limit=200, width=24),
            _c("takes_new", "接新件", "Takes new ones", kind=_K.FLAG, width=10, default="1"),
            _c("open_max", "同时在办上限", "Open at once", kind=_K.WHOLE, width=14),
            _c("away_from_date", "外出从", "Away from", kind=_K.DATE, width=12),
            _c("away_until_date", "外出到", "Away until", kind=_K.DATE, width=12),
            _YES,
        ),
    ),
    *CHECKLIST_SHEETS,
)

SHEETS: dict[str, Sheet] = {sheet.noun: sheet for sheet in _ALL}
"""By noun, in the order in which they refer to each other."""
WIZARD_ORDER = ("area", "unit", "post", "duty", "category", "limit", "year_table")
"""Nouns that an empty district fills in, in this order."""


def sheet_called(title: str) -> Sheet | None:
    """Return the sheet of that title in either language, or None."""
    wanted = title.strip().lower()
    return next((one for one in _ALL if wanted in (one.title.zh.lower(), one.title.en.lower(), one.noun)), None)
