"""Rehearsal: known matters under a changed limit, day and duty; what would have come out otherwise, and no more."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from linli.actions.deciding import Office
from linli.actions.rehearsal import RehearsalView, rehearse_change
from linli.actions.setup_sheets import send_workbook
from linli.domain.problems import Refused
from linli.store import models
from tests import cast, offices
from tests.actions.test_setup_sheets import book

DAY = timedelta(days=1)
NOW = cast.MONDAY + 14 * DAY
ADMIN = cast.POSTS["admin"]
LAMP = {"category": "municipal.street_lamp", "area_class": "core", "urgency": "ordinary", "unit": "working_day"}


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def handled(office: Office, *, after: timedelta, begins: datetime = cast.MONDAY) -> str:
    """A street lamp, dispatched at once and reported done `after` its dispatch; its number."""
    filed = offices.file(office, at=begins)
    at = begins + timedelta(minutes=20)
    offices.move(office, filed.stream, "hu", "register", at=at)
    offices.move(office, filed.stream, "pan", "dispatch", at=at, unit=cast.UNITS["city-management"].id)
    offices.move(office, filed.stream, "wei", "accept", at=at + timedelta(minutes=5))
    offices.move(office, filed.stream, "song", "start", at=at + timedelta(minutes=10))
    result = {"result": "换了灯", "condition": "repaired"}
    offices.move(office, filed.stream, "song", "report_result", at=at + after, **result)
    return filed.number


def play(office: Office, kind: str, given: Mapping[str, str], *, post: str = "admin") -> RehearsalView:
    return rehearse_change(office, cast.POSTS[post], given, kind=kind, days=90, now=NOW)


def test_a_shorter_limit_turns_late_exactly_what_took_longer(office: Office) -> None:
    """The core's two working days end on Wednesday at 17:30; one working day ends on Tuesday."""
    quick, slow = handled(office, after=DAY), handled(office, after=2 * DAY)
    view = play(office, "limit", {**LAMP, "length": "1"})
    assert (view.rehearsed.looked_at, view.rehearsed.moved_deadlines) == (2, 2)
    assert [(one.number, one.turns_late) for one in view.rehearsed.comparisons] == [(slow, True)]
    assert quick != slow


def test_a_longer_limit_turns_on_time_what_was_late(office: Office) -> None:
    late = handled(office, after=3 * DAY)
    view = play(office, "limit", {**LAMP, "length": "5"})
    assert [(one.number, one.turns_on_time) for one in view.rehearsed.comparisons] == [(late, True)]


def test_a_day_off_moves_the_deadline_by_a_working_day(office: Office) -> None:
    late = handled(office, after=3 * DAY)
    view = play(office, "day", {"day": "2026-03-03", "day_kind": "off"})
    assert [(one.number, one.turns_on_time) for one in view.rehearsed.comparisons] == [(late, True)]
    assert view.rehearsed.comparisons[0].after.due_at.date().isoformat() == "2026-03-05"


def test_another_owner_of_a_duty_changes_the_unit_and_no_clock(office: Office) -> None:
    number = handled(office, after=DAY)
    given = {"category": "municipal", "area": "minghe", "role": "sector", "unit": "housing"}
    found = play(office, "duty", given).rehearsed
    assert [(one.number, one.changes_unit, one.moves_deadline) for one in found.comparisons] == [(number, True, False)]
    assert (found.other_unit, found.turned_late, found.turned_on_time) == (1, 0, 0)


def test_the_present_rule_changes_nothing(office: Office) -> None:
    handled(office, after=2 * DAY)
    found = play(office, "limit", {**LAMP, "length": "2"}).rehearsed
    assert (found.comparisons, found.moved_deadlines) == ((), 0)


def test_a_pause_that_a_matter_had_is_counted_under_the_changed_rule_too(office: Office) -> None:
    filed = offices.file(office)
    at = cast.MONDAY + timedelta(minutes=20)
    offices.move(office, filed.stream, "hu", "register", at=at)
    offices.move(office, filed.stream, "pan", "dispatch", at=at, unit=cast.UNITS["city-management"].id)
    offices.move(office, filed.stream, "wei", "accept", at=at + timedelta(minutes=5))
    offices.move(
        office, filed.stream, "wei", "pause", at=at + timedelta(hours=1), pause_reason="weather", reason="暴雨"
    )
    offices.move(office, filed.stream, "wei", "resume", at=at + 3 * DAY)
    offices.move(office, filed.stream, "song", "start", at=at + 3 * DAY)
    result = {"result": "换了灯", "condition": "repaired"}
    offices.move(office, filed.stream, "song", "report_result", at=at + 3 * DAY + timedelta(hours=2), **result)
    assert play(office, "limit", {**LAMP, "length": "1"}).rehearsed.comparisons == ()


def test_nothing_is_written(office: Office) -> None:
    handled(office, after=2 * DAY)
    before = (models.Entry.objects.count(), models.County.objects.get().setup_version)
    play(office, "limit", {**LAMP, "length": "1"})
    assert (models.Entry.objects.count(), models.County.objects.get().setup_version) == before


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("limit", {**LAMP, "length": "0"}, "too_small"),
        ("limit", {**LAMP, "category": "no.such", "length": "2"}, "category_unknown"),
        ("day", {"day": "soon", "day_kind": "off"}, "not_a_date"),
        ("day", {"day": "2026-03-03", "day_kind": "working"}, "calendar_not_a_weekend"),
        ("duty", {"category": "municipal", "area": "minghe", "role": "sector", "unit": "nobody"}, "unit_unknown"),
        ("else", {}, "unknown_choice"),
    ],
)
def test_a_rule_that_could_not_be_is_refused(kind: str, given: dict[str, str], code: str, office: Office) -> None:
    with pytest.raises(Refused) as refused:
        play(office, kind, given)
    assert code in refused.value.codes


def test_who_keeps_no_rules_rehearses_none(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        play(office, "limit", {**LAMP, "length": "1"}, post="hu")
    assert refused.value.codes == ("not_found",)


def test_a_workbook_that_waits_is_rehearsed_before_it_is_saved(office: Office) -> None:
    slow = handled(office, after=2 * DAY)
    with pytest.raises(Refused, match="draft_gone"):
        play(office, "workbook", {})
    content = book(limit=[["municipal.street_lamp", "核心区", "一般", 1, "工作日", "区办〔2026〕1号"]])
    send_workbook(office, ADMIN, filename="x.xlsx", content=content, only="", now=NOW)
    assert [one.number for one in play(office, "workbook", {}).rehearsed.comparisons] == [slow]
