"""Settings act: each changed value is met where it is used, from its day on."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from linli.actions import public_views
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.actions.settings import change_setting, history, settings_page
from linli.domain.problems import Refused
from linli.domain.setting import SettingSource
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW, ADMIN = cast.MONDAY, cast.POSTS["admin"]


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def changed(office: Office, key: str, value: str, *, day: str = "") -> Office:
    """The office after a change of one setting."""
    given = {"value": value, "reason": "区办〔2026〕7号", "from_date": day}
    change_setting(office, ADMIN, given, key=key, now=NOW)
    return open_office(SILENT_PORTS, office.county_id)


def test_while_reports_are_closed_a_report_is_refused_with_the_number_to_call(office: Office) -> None:
    assert public_views.filing_problems(office, cast.report(), NOW) == ()
    office = changed(changed(office, "public.hotline", "000-12345"), "public.is_open", "否")
    found = public_views.filing_problems(office, cast.report(), NOW)
    assert [one.within("en") for one in found] == ["Reports on the web are closed for now; please call 000-12345."]


def test_the_first_page_shows_the_hotline_that_was_set(office: Office, settings: Settings) -> None:
    settings.LINLI_PORTS = SILENT_PORTS
    changed(office, "public.hotline", "000-12345")
    shown = Client().get("/").content.decode()
    assert 'href="tel:000-12345"' in shown


def test_wrong_codes_are_counted_up_to_the_limit_that_was_set(office: Office) -> None:
    office = changed(office, "abuse.wrong_codes", "3")
    assert [public_views.wrong_codes(office, "192.0.2.1", NOW) for _ in range(5)] == [False] * 3 + [True] * 2


def test_a_limit_of_tomorrow_does_not_act_today(office: Office) -> None:
    office = changed(office, "abuse.wrong_codes", "3", day="2026-03-03")
    assert not any(public_views.wrong_codes(office, "192.0.2.1", NOW) for _ in range(5))
    later = NOW + timedelta(days=1)
    assert [public_views.wrong_codes(office, "192.0.2.1", later) for _ in range(4)][-1]


def test_alike_matters_are_looked_for_as_far_back_as_was_set(office: Office) -> None:
    offices.file(office, at=NOW - timedelta(days=20))
    look = (cast.report()["category"], cast.GRID, NOW)
    assert len(public_views.similar_nearby(office, *look)) == 1
    office = changed(office, "public.similar_days", "10")
    assert public_views.similar_nearby(office, *look) == ()


def test_a_setting_tells_its_source_and_who_changed_it(office: Office) -> None:
    office = changed(office, "public.figure_days", "60")
    view = next(one for one in settings_page(office, ADMIN, NOW) if one.rule.key == "public.figure_days")
    assert (view.value, view.source, view.since) == ("60", SettingSource.OPERATOR, date(2026, 3, 2))
    told = history(office)["public.figure_days"]
    assert [(one.before, one.after, one.reason) for one in told] == [("30", "60", "区办〔2026〕7号")]
    assert public_views.figures(office, NOW).days == 60


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"value": "20", "reason": "same"}, {"nothing_changed"}),
        ({"value": "0", "reason": ""}, {"too_small", "reason_needed"}),
        ({"value": "9", "reason": "x", "from_date": "2026-03-01"}, {"not_before_today"}),
        ({"value": "9", "reason": "x" * 201, "from_date": "soon"}, {"too_long", "not_a_date"}),
        ({"value": "9", "reason": "a\x00b"}, {"bad_text"}),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_every_reason(
    given: dict[str, str], codes: set[str], office: Office
) -> None:
    with pytest.raises(Refused) as refused:
        change_setting(office, ADMIN, given, key="abuse.wrong_codes", now=NOW)
    assert set(refused.value.codes) == codes


@pytest.mark.parametrize("name", ["yuan", "hu", "wei"])
def test_who_keeps_no_rules_changes_no_setting(name: str, office: Office) -> None:
    with pytest.raises(Refused) as refused:
        change_setting(office, cast.POSTS[name], {"value": "9", "reason": "x"}, key="abuse.wrong_codes", now=NOW)
    assert refused.value.codes == ("not_found",)
