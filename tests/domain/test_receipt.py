"""Receipt codes: what is mistyped is noticed, what is only written differently is understood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.domain.problems import Refused
from linli.domain.receipt import ALPHABET, RANDOM_BYTES, case_number, number_label, read_receipt_code, receipt_code

BYTES = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)
CODE = receipt_code(bytes(range(1, 10)))


def codes_of(text: str) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        read_receipt_code(text)
    return refusal.value.codes


def test_length_and_foreign_symbols_are_named_together():
    assert codes_of("#" + CODE[1:-1]) == ("receipt_length", "receipt_symbols")
    assert codes_of("") == ("receipt_length",)
    assert codes_of("回执" + CODE[2:]) == ("receipt_symbols",)


@settings(max_examples=25)
@given(BYTES)
def test_every_single_wrong_symbol_is_noticed(random_bytes):
    code = receipt_code(random_bytes)
    for place, symbol in enumerate(code):
        for other in ALPHABET:
            if symbol not in ("-", other):
                assert codes_of(code[:place] + other + code[place + 1 :]) == ("receipt_checksum",)


@settings(max_examples=50)
@given(BYTES)
def test_every_exchange_of_two_symbols_is_noticed(random_bytes):
    symbols = receipt_code(random_bytes).replace("-", "")
    for first in range(len(symbols)):
        for second in range(first + 1, len(symbols)):
            if symbols[first] != symbols[second]:
                swapped = list(symbols)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                assert codes_of("".join(swapped)) == ("receipt_checksum",)


@pytest.mark.parametrize("size", [0, 8, 10])
def test_a_code_takes_exactly_its_random_bytes(size):
    with pytest.raises(ValueError, match="9 random bytes"):
        receipt_code(bytes(size))


@given(BYTES)
def test_a_code_is_read_back_as_it_was_written(random_bytes):
    code = receipt_code(random_bytes)
    assert read_receipt_code(code) == code
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]


@given(BYTES, BYTES)
def test_different_random_bytes_give_different_codes(one, other):
    assert (receipt_code(one) == receipt_code(other)) == (one == other)


@given(BYTES)
def test_spaces_lower_case_full_width_and_look_alikes_are_understood(random_bytes):
    code = receipt_code(random_bytes)
    full_width = "".join(chr(ord(symbol) + 0xFEE0) for symbol in code)
    spaced = f"  {code.lower().replace('-', ' ')}\n"
    confused = code.replace("0", "O").replace("1", "l").replace("5", "s").replace("V", "u")
    for text in (
        full_width,
        spaced,
        confused,
        code.replace("-", ""),
        code.replace("-", "——"),
        code.replace("1", "I"),
    ):
        assert read_receipt_code(text) == code


def test_a_code_carries_at_least_sixty_random_bits():
    assert RANDOM_BYTES * 8 >= 60
    assert len(ALPHABET) ** 15 > 2 ** (RANDOM_BYTES * 8)
    assert not set("ILOSU") & set(ALPHABET)


@pytest.mark.parametrize(("area", "year", "serial"), [("", 2026, 1), ("A-B", 2026, 1), ("HY", 26, 1), ("HY", 2026, 0)])
def test_a_case_number_needs_an_area_a_year_and_a_serial(area, year, serial):
    with pytest.raises(ValueError, match="no case number"):
        case_number(area, year, serial)


def test_a_case_number_has_six_digits_and_grows_beyond_them():
    assert case_number("解放路", 2026, 42) == "解放路-2026-000042"
    assert case_number("410503003", 2026, 1_234_567) == "410503003-2026-1234567"


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["解放路街道", "明河"], "解放路"),
        (["2026-03-02", "明河"], "20260302"),
        (["Ma'erkang / north_镇"], "Maerkangnorth"),
        (["街道", "明河"], "明河"),
        (["--", " "], "0"),
        (["路" * 200], "路" * 30),
    ],
)
def test_a_place_of_any_name_gives_a_number_that_can_be_read_and_typed(names, label):
    assert number_label(*names) == label
    assert case_number(number_label(*names), 2026, 1) == f"{label}-2026-000001"
