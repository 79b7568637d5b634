"""Rules of passwords: long enough, none of the usual ones, none made of the house's own words, and nothing else."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from linli.actions.deciding import Office
from linli.config.password_words import LETTERS_MIN, UsualPasswordValidator
from linli.store.models import Staff
from tests import offices


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def codes(password: str, **account: str) -> set[str]:
    """The rules that a password breaks."""
    try:
        validate_password(password, Staff(**account))
    except ValidationError as error:
        return {str(one.code) for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    ["1234Dragon5678!!", "sunshine20261122", "superman.superman", "__iloveyou__123__", "qwertyuiopqwertyuiop"],
)
def test_a_usual_password_with_signs_in_it_or_said_twice_is_refused(password: str, office: Office) -> None:
    assert len(password) >= 12
    assert codes(password) == {"password_too_common"}


@pytest.mark.parametrize("password", ["1" * 14, "ababababababab", "一一一一一一一一一一一一", "121212-121212"])
def test_a_row_of_the_same_few_signs_is_refused(password: str, office: Office) -> None:
    assert "password_too_common" in codes(password)


def test_every_usual_password_made_long_enough_by_digits_is_refused(office: Office) -> None:
    """So of those that fit the rule of length far more than the 3,000 most usual ones are known."""
    usual = [one for one in UsualPasswordValidator().passwords if one.isalpha() and len(one) >= LETTERS_MIN]
    assert len(usual) > 8_000
    assert [one for one in sorted(usual)[::200] if "password_too_common" not in codes(one + "1234567890")] == []


@pytest.mark.parametrize(
    "password",
    ["linlilinli12345", "综治中心网格员admin", "minghe-minghe-1", "柳岸街道linli2026", "Governance-Centre-1"],
)
def test_words_of_the_house_and_names_of_the_district_make_no_password(password: str, office: Office) -> None:
    assert "password_of_house_words" in codes(password)


@pytest.mark.parametrize("password", ["short-one", "correcthors"])
def test_a_short_password_is_refused(password: str, office: Office) -> None:
    assert "password_too_short" in codes(password)


@pytest.mark.parametrize("password", ["unbelievable1", "password123456"])
def test_a_usual_password_or_one_like_the_account_is_refused(password: str, office: Office) -> None:
    assert codes(password, username="unbelievable1") & {"password_too_common", "password_too_similar"}


@pytest.mark.parametrize(
    "password",
    [
        "wet socks on a stove", "雨天晾不干的袜子挂在灶台上", "x" * 5 + "Zq9 " * 30, "quietlittleumbrella",
        " spaced  out  words ",
    ],
)  # fmt: skip
def test_any_signs_of_any_length_are_taken_as_they_are(password: str, office: Office) -> None:
    assert codes(password) == set()
    account = Staff(username="some.one", pseudonym="s-some-one", name="x")
    account.set_password(password)
    assert account.check_password(password)
    assert not account.check_password(password.strip() + "x") and not account.check_password(password.swapcase() + " ")
    assert account.password.startswith("argon2$argon2id$")


def test_a_password_does_not_grow_old_and_no_rule_asks_for_kinds_of_signs() -> None:
    names = [one["NAME"].rpartition(".")[2] for one in settings.AUTH_PASSWORD_VALIDATORS]
    assert names == [
        "UserAttributeSimilarityValidator", "MinimumLengthValidator", "UsualPasswordValidator", "HouseWordsValidator",
    ]  # fmt: skip
    assert settings.AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] == {"min_length": 12}


def test_the_field_hides_what_is_typed_and_lets_a_keeper_of_passwords_fill_it_in(office: Office) -> None:
    shown = Client().get("/accounts/login/").content.decode()
    assert 'type="password"' in shown and 'autocomplete="current-password"' in shown
