"""Papers as rules: who may read what in which paper, numbers without gaps, types that never turn into boxes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.disclosure import CONTACT_FIELDS
from linli.domain.engine.paper_moves import papers_of
from linli.domain.paper import (
    FONT_ROLES,
    READABLE,
    Filling,
    Line,
    PaperNumber,
    Reader,
    Source,
    Style,
    Table,
    chinese_day,
    filling_problems,
    font_problems,
    fonts_found,
    form_problems,
    sample_of,
    unit_label,
)
from linli.domain.paper_forms import FORMS
from linli.domain.paper_forms.variables import HANDLER, value
from linli.procedures import procedures

KEYS = sorted(FORMS)


@pytest.mark.parametrize("key", KEYS)
def test_no_paper_has_a_variable_that_its_reader_may_not_see(key: str) -> None:
    assert form_problems(FORMS[key]) == ()


def test_a_variable_that_the_reader_may_not_see_is_found() -> None:
    """The check can fail: a telephone number in a paper for a unit, a danger note in one for the parties."""
    for key, of in (("supervision_order", "requester_name"), ("dispute_agreement", "danger_words")):
        form = FORMS[key]
        worse = replace(form, variables=(*form.variables, value("x", "甲", "x", "", of=of)))
        assert form_problems(worse) == ("x",)
    letter = FORMS["answer_letter"]
    assert form_problems(replace(letter, variables=(*letter.variables, HANDLER))) == ("handler",)


def test_who_asked_is_named_only_to_themselves_and_a_number_to_nobody() -> None:
    for reader in Reader:
        assert "requester_phone" not in READABLE[reader] and "party_phone" not in READABLE[reader]
    others = (READABLE[Reader.UNIT], READABLE[Reader.PUBLIC], READABLE[Reader.PARTY])
    assert not any(set(CONTACT_FIELDS) & one for one in others)


@pytest.mark.parametrize("key", KEYS)
def test_every_name_in_a_shipped_template_is_declared_and_every_value_stands_in_it(key: str) -> None:
    form = FORMS[key]
    text = "".join(
        "".join("".join(row) for row in block.rows) if isinstance(block, Table) else block.text for block in form.layout
    )
    if form.has_red_head:  # the number stands under it only where the paper has a series of its own
        text += "{{制作单位}}" + ("{{文号}}" if form.series else "")
    named = set(re.findall(r"\{\{(.+?)\}\}", text))
    known = {one.title.zh for one in form.variables if one.source is not Source.ROWS}
    known |= {f"{one.title.zh}.{zh}" for one in form.variables for _key, zh in one.columns}
    assert named <= known
    must = {one.title.zh for one in form.variables if one.source is Source.VALUE and one.is_required}
    assert must <= named


@pytest.mark.parametrize("key", KEYS)
def test_a_sample_is_whole(key: str) -> None:
    assert filling_problems(FORMS[key], sample_of(FORMS[key])) == ()


def test_every_paper_of_every_procedure_has_a_form() -> None:
    for procedure in procedures().values():
        for paper in papers_of(procedure):
            assert paper.template in FORMS, (procedure.key, paper.key)
            assert not paper.numbered or FORMS[paper.template].series, paper.key


def test_everything_missing_is_named_at_once() -> None:
    found = filling_problems(FORMS["dispute_agreement"], Filling(words={"main_facts": "甲\x00"}))
    assert {"parties", "agreement", "issues", "manner"} <= {one.at for one in found}
    assert ("bad_text", "main_facts") in {(one.code, one.at) for one in found}


@pytest.mark.parametrize(
    ("name", "label"),
    [("柳岸街道综治中心", "柳岸综治"), ("桥东社区人民调解委员会", "桥东人民调解"), ("街道办公室", "街道办公室")],
)
def test_a_unit_stands_before_its_number_in_short_and_never_as_nothing(name: str, label: str) -> None:
    assert unit_label(name) == label


@given(st.integers(min_value=1, max_value=10**6), st.integers(min_value=1000, max_value=9999))
def test_a_number_is_written_one_way_without_leading_zeros(serial: int, year: int) -> None:
    text = PaperNumber(label="柳岸综治", series="信复", year=year, serial=serial).text
    assert text == f"柳岸综治信复〔{year}〕{serial}号"


@pytest.mark.parametrize(("label", "series", "serial"), [("", "督", 1), ("甲", "", 1), ("甲", "督", 0)])
def test_what_is_no_number_cannot_be_made(label: str, series: str, serial: int) -> None:
    with pytest.raises(ValueError, match="no paper number"):
        PaperNumber(label=label, series=series, year=2026, serial=serial)


def test_days_are_written_as_official_papers_date_themselves() -> None:
    assert chinese_day(date(2026, 3, 2)) == "2026年3月2日"


def test_a_missing_type_is_named_with_what_stands_in_and_the_same_type_by_another_name_is_not() -> None:
    noto = frozenset({"Noto Serif CJK SC"})
    found = fonts_found(["仿宋_GB2312", "黑体"], noto | {"FangSong", "SimHei"}, noto)
    assert [(one.used, one.is_exact) for one in found] == [("FangSong", True), ("SimHei", True)]
    (only,) = fonts_found(["仿宋_GB2312"], noto, noto)
    assert (only.used, only.is_exact) == ("Noto Serif CJK SC", False)
    assert [one.code for one in font_problems((only,))] == ["paper_font_stands_in"]


def test_a_type_that_holds_no_chinese_never_stands_in() -> None:
    found = fonts_found([one.wanted for one in FONT_ROLES], frozenset({"DejaVu Sans"}), frozenset())
    assert all(one.used == "" for one in found)
    assert {one.code for one in font_problems(found)} == {"paper_font_missing"}


@pytest.mark.parametrize("key", ["petition_opinion", "petition_review", "petition_final_review"])
def test_what_a_petitioner_is_answered_stands_with_the_opinion_and_not_under_the_law(key: str) -> None:
    """Art. 32: opinion and legal basis are two parts; an answer printed under the law would read as law."""
    lines = [one for one in FORMS[key].layout if isinstance(one, Line)]
    heads = {line.text: head.text for head, line in headed(lines)}
    assert heads["{{答复}}"] == heads["{{处理意见}}"] == "三、处理意见"
    assert heads["{{法律依据}}"] == "四、法律法规依据"


def headed(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line with the heading above it."""
    head = lines[0]
    for line in lines:
        head = line if line.style is Style.HEAD else head
        yield head, line
