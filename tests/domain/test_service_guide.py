"""Guides and desks: every mistake at once, what the authorities have is not asked for, no promise beyond the law."""

import pytest

from linli.domain.service_guide import (
    MaterialForm,
    ServiceDesk,
    ServiceGuide,
    desk_problems,
    guide_from,
    guide_problems,
    matches,
    read_materials,
)
from linli.domain.service_sheet import GUIDES, guide_of, guide_row

DESK = ServiceDesk(key="desk-1", name="综合窗口", unit="liuan", place="一楼", standard="缺什么一次告知")
DESKS = {"desk-1": DESK}


def guide(**changes: object) -> ServiceGuide:
    given = {
        "key": "food-licence", "title": "食品经营许可", "desk": "desk-1", "limit_days": 10,
        "steps": ("递交", "核对"), "basis": "食品安全法第三十五条",
        "materials": read_materials("营业执照|免提交\n平面图|原件|2|自备")[0],
    }  # fmt: skip
    return ServiceGuide(**{**given, **changes})


def test_every_mistake_of_a_guide_is_named_at_once() -> None:
    wrong = guide(key="Bad Key", title="", limit_days=21, desk="none", steps=(), basis=" ")
    assert {(one.at, one.code) for one in guide_problems(wrong, DESKS)} == {
        ("key", "register_key_wrong"), ("title", "required"), ("limit_days", "too_large"), ("desk", "desk_unknown"),
        ("steps", "required"), ("basis", "required"),
    }  # fmt: skip


@pytest.mark.parametrize("days", [0, 21, 400])
def test_no_guide_promises_nothing_or_more_than_the_law_allows(days: int) -> None:
    assert [one.at for one in guide_problems(guide(limit_days=days), DESKS)] == ["limit_days"]


def test_every_mistake_of_a_desk_is_named_at_once() -> None:
    wrong = ServiceDesk(key="", name="", unit="nobody", place="", standard="x" * 3000)
    assert {(one.at, one.code) for one in desk_problems(wrong, {"liuan": "u-liuan"})} == {
        ("key", "register_key_wrong"), ("name", "required"), ("unit", "desk_unit_unknown"), ("place", "required"),
        ("standard", "too_long"),
    }  # fmt: skip


@pytest.mark.parametrize("line", ["|原件|1", "平面图|羊皮纸|1", "平面图|原件|很多", "平面图|原件|0", "a|原件|1|b|c"])
def test_a_line_that_names_no_paper_form_or_count_is_named_by_its_number(line: str) -> None:
    _, problems = read_materials(f"身份证|出示\n{line}")
    assert [(one.code, one.params) for one in problems] == [("material_wrong", {"line": 2})]


def test_what_the_authorities_have_themselves_is_not_to_be_brought() -> None:
    assert [(one.name, one.copies) for one in guide().needed] == [("平面图", 2)]
    assert guide().materials[0].form is MaterialForm.NOT_NEEDED


def test_a_guide_comes_back_as_it_was_kept_and_as_its_row_tells_it() -> None:
    kept = guide()
    assert guide_from(kept.to_json(), 3) == kept
    row = dict(zip((one.key for one in GUIDES.columns), guide_row(kept), strict=True))
    again, problems = guide_of({**row, "cross_province": False, "is_active": True})
    assert (again, problems) == (kept, [])


def test_search_finds_a_guide_by_its_title_and_by_what_it_needs() -> None:
    assert matches(guide(), "食品") and matches(guide(), "平面图 食品")
    assert not matches(guide(), "护照")
