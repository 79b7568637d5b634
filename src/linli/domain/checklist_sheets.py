"""The two sheets of a district's own checklists: versions, and their items with the rule behind each."""

from typing import Any

from linli.domain.own_checklist import GRADE_WORDS
from linli.domain.place import KIND_WORDS
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.wording import Wording

W, _K = Wording, CellKind
_KINDS = tuple((one.value, words) for one, words in KIND_WORDS.items())
_GRADES = tuple((one.value, words) for one, words in GRADE_WORDS.items())


def _c(key: str, zh: str, en: str, **rest: Any) -> Column:
    return Column(key=key, title=W(zh, en), **rest)


CHECKLIST_SHEETS = (
    Sheet(
        noun="checklist",
        title=W("检查清单", "Checklists"),
        remark=W(
            "自定清单的版本号从 101 起;已施行的版本不能再改,请另立一版。",
            "Versions of the district's own are counted from 101. One in force stays as it is; make the next version.",
        ),
        columns=(
            _c("key", "清单代码", "List code", is_required=True, limit=40, width=18),
            _c("version", "版本", "Version", kind=_K.WHOLE, width=8, is_required=True),
            _c("title", "清单名称", "Name of the list", limit=60, width=30, is_required=True),
            _c("title_en", "英文名称", "English name", limit=120, width=30),
            _c("from_date", "施行日期", "In force from", kind=_K.DATE, width=12, is_required=True),
            _c(
                "kinds",
                "适用场所",
                "Kinds of place",
                kind=_K.MANY,
                choices=_KINDS,
                limit=400,
                width=40,
                is_required=True,
            ),
            _c("category", "隐患类别", "Category of findings", limit=60, width=20, is_required=True),
            _c("again_days", "复查周期(天)", "Due again after days", kind=_K.WHOLE, width=14, is_required=True),
            _c("inspectors", "执法人数", "Inspectors by law", kind=_K.WHOLE, width=12, default="1"),
            _c("has_batches", "抽样", "Takes samples", kind=_K.FLAG, width=8, default="0"),
            _c("is_active", "使用", "In use", kind=_K.FLAG, width=8, default="1"),
        ),
    ),
    Sheet(
        noun="checklist_item",
        title=W("检查项目", "Checklist items"),
        remark=W(
            "每项都要写依据。未核对原文的条文不会印在文书上。",
            "Each item names its rule. An article not compared with the official text is not printed.",
        ),
        columns=(
            _c("checklist", "所属清单", "Of list", is_required=True, limit=40, width=18),
            _c("version", "版本", "Version", kind=_K.WHOLE, width=8, is_required=True),
            _c("position", "序号", "Order", kind=_K.WHOLE, width=8, is_required=True),
            _c("key", "项目代码", "Item code", limit=32, width=18, is_required=True),
            _c("title", "检查内容", "What is looked at", limit=120, width=40, is_required=True),
            _c("title_en", "英文内容", "In English", limit=200, width=40),
            _c("basis", "依据", "Rule", limit=80, width=30, is_required=True),
            _c("basis_en", "英文依据", "Rule in English", limit=120, width=30),
            _c("article", "条", "Article", limit=4, width=8),
            _c(
                "grade",
                "核对",
                "Compared",
                kind=_K.CHOICE,
                choices=tuple((one.value, words) for one, words in GRADE_WORDS.items()),
                default="cited",
            ),
            _c("part", "部分", "Part", limit=40),
            _c("part_en", "英文部分", "Part in English", limit=60),
            _c("is_urgent", "限时整改", "Urgent", kind=_K.FLAG, width=10, default="0"),
            _c("category", "隐患类别", "Category of findings", limit=60, width=20),
            _c("is_active", "使用", "In use", kind=_K.FLAG, width=8, default="1"),
        ),
    ),
)
