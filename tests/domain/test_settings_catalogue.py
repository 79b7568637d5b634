"""Settings: each is declared once, read in one form, bounded, and holds from its day on."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from linli.domain.calendar import SHANGHAI
from linli.domain.directory import Directory
from linli.domain.message_templates import TEMPLATES
from linli.domain.message_text import SAMPLE, MessageText, MessageTexts, text_problems, variables_of
from linli.domain.messages import say, waking
from linli.domain.problems import Refused
from linli.domain.setting import Setting
from linli.domain.settings_catalogue import SETTINGS, SettingKind, Settings
from tests import cast

TODAY = date(2026, 3, 2)


def setting(key: str, value: str, day: date = TODAY) -> Setting:
    return Setting(key=key, value=value, from_date=day, reason="-")


@pytest.mark.parametrize("rule", SETTINGS.values(), ids=lambda one: one.key)
def test_every_default_passes_its_own_rule_unchanged(rule: object) -> None:
    assert rule.read(rule.default) == rule.default


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("abuse.wrong_codes", "2", "too_small"),
        ("abuse.wrong_codes", "1001", "too_large"),
        ("abuse.wrong_codes", "-5", "not_a_number"),
        ("abuse.wrong_codes", "٥", "not_a_number"),
        ("abuse.wrong_codes", " ", "required"),
        ("messages.quiet_from", "24:00", "not_a_time"),
        ("public.hotline", "call me", "not_a_phone"),
        ("public.is_open", "perhaps", "unknown_choice"),
    ],
)
def test_a_value_that_breaks_its_rule_is_refused_by_name(key: str, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        SETTINGS[key].read(text)
    assert refused.value.codes == (code,)


def test_a_value_is_kept_in_one_written_form() -> None:
    assert SETTINGS["messages.quiet_from"].read("9:30") == "09:30"
    assert SETTINGS["public.is_open"].read("否") == "0"
    assert {one.kind for one in SETTINGS.values()} >= {SettingKind.WHOLE, SettingKind.TIME, SettingKind.FLAG}


def test_a_value_holds_from_its_day_until_the_next_ones() -> None:
    found = Settings([setting("abuse.wrong_codes", "9", date(2026, 3, 5)), setting("abuse.wrong_codes", "7")])
    days = [date(2026, 3, day) for day in (1, 2, 4, 5, 9)]
    assert [found.whole("abuse.wrong_codes", day) for day in days] == [20, 7, 7, 9, 9]
    assert [one.value for one in found.coming("abuse.wrong_codes", TODAY)] == ["9"]


def quiet(start: str, until: str) -> Directory:
    hours = (setting("messages.quiet_from", start), setting("messages.quiet_until", until))
    return Directory(replace(cast.setup(), settings=hours))


@pytest.mark.parametrize(
    ("hours", "sent", "told"),
    [
        (("21:00", "08:00"), (23, 0), (3, 8, 0)),
        (("21:00", "08:00"), (7, 59), (2, 8, 0)),
        (("21:00", "08:00"), (12, 0), (2, 12, 0)),
        (("19:30", "09:15"), (19, 45), (3, 9, 15)),
        (("00:00", "06:00"), (5, 0), (2, 6, 0)),
        (("00:00", "06:00"), (23, 0), (2, 23, 0)),
    ],
)
def test_quiet_hours_are_those_that_were_set(
    hours: tuple[str, str], sent: tuple[int, int], told: tuple[int, int, int]
) -> None:
    moment = datetime(2026, 3, 2, *sent, tzinfo=SHANGHAI)
    day, hour, minute = told
    assert waking(moment, quiet(*hours)) == datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize("key", TEMPLATES)
def test_the_standing_words_of_every_message_pass_the_rule_for_own_words(key: str) -> None:
    for language in ("zh", "en"):
        subject, text = MessageTexts().words(key, language)
        own = MessageText(template=key, language=language, subject=subject, text=text)
        assert text_problems(own) == ()
        assert set(variables_of(TEMPLATES[key])) <= set(SAMPLE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{nobody}", "variable_unknown"),
        ("{number.__class__}", "variable_unknown"),
        ("{number[0]}", "variable_unknown"),
        ("{number!r}", "variable_unknown"),
        ("{number:>99999999}", "variable_unknown"),
        ("{}", "variable_unknown"),
        ("{number", "braces_unpaired"),
        ("字" * 601, "too_long"),
        ("", "required"),
    ],
)
def test_own_words_that_could_not_be_filled_in_are_refused(text: str, code: str) -> None:
    own = MessageText(template="r_filed", language="zh", subject="收到", text=text)
    assert [one.code for one in text_problems(own)] == [code]


def test_own_words_that_a_message_cannot_fill_make_way_for_the_standing_ones() -> None:
    own = MessageTexts([MessageText(template="r_filed", language="zh", subject="{due}", text="{due}")])
    params = {key: value for key, value in SAMPLE.items() if key != "due"}
    with pytest.raises(KeyError):
        say("r_filed", params, "zh", own)
    assert say("r_filed", SAMPLE, "zh", own)[0] == SAMPLE["due"]
