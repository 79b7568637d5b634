"""Amounts are typed in the unit that people count in and kept as whole numbers; what is no amount is not bent."""

import pytest
from django.utils.translation import override

from linli.console.amounts import amount_words, unit_words, whole_of
from linli.domain.engine.declarations import Field, FieldType
from linli.domain.wording import Wording


def _field(unit: str) -> Field:
    return Field(key="some", title=Wording("数额", "Amount"), type=FieldType.NUMBER, unit=unit)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("53260", "5326000"), ("53,260.00", "5326000"), ("53260.5", "5326050"), ("0.07", "7"), (" 12 ", "1200"),
        ("1.234", "1.234"), ("-3", "-3"), ("壹佰", "壹佰"), ("1e5", "1e5"), ("", ""),
    ],
)  # fmt: skip
def test_yuan_are_kept_as_fen_and_anything_else_is_left_to_be_refused(typed: str, kept: str) -> None:
    assert whole_of(_field("分"), typed) == kept


def test_a_whole_unit_is_kept_as_typed_and_every_unit_is_said() -> None:
    assert whole_of(_field("元"), "300") == "300"
    with override("en"):
        assert amount_words(_field("分"), 7) == "0.07 yuan"
    with override("zh-hans"):
        _in_chinese()


def _in_chinese() -> None:
    assert [unit_words(_field(one)) for one in ("分", "0.01 亩", "0.01 m²", "元", "人", "")] == [
        "元", "亩", "m²", "元", "人", "",
    ]  # fmt: skip
    assert amount_words(_field("分"), 5_326_050) == "53,260.50 元"
    assert amount_words(_field("0.01 亩"), 150) == "1.50 亩"
    assert amount_words(_field("元"), 3600) == "3,600 元"
    assert amount_words(_field(""), 7) == "7"
