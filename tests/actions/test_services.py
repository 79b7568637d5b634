"""The service hall in a real database: the register with its history, the workbook both ways, taking in, the room."""

import io
from datetime import timedelta

import pytest
from openpyxl import Workbook, load_workbook

from linli.actions import service_guides as register
from linli.actions.cases import move_case
from linli.actions.deciding import FiledCase, Office
from linli.actions.reports import Origin
from linli.actions.service_room import causes_of, room
from linli.actions.services import STUCK, Coming, apply, bring_stuck
from linli.domain.engine.context import RESIDENT, Command
from linli.domain.problems import Refused
from linli.domain.service_sheet import DESKS, GUIDES
from linli.store import cases
from tests import cast, offices

NOW = cast.MONDAY
DESK = {
    "key": "hall-1", "name": "综合窗口", "unit": "liuan", "place": "一楼大厅", "standard": "缺什么一次告知",
    "is_active": True, "reason": "新设",
}  # fmt: skip
GUIDE = {
    "key": "food-licence", "title": "食品经营许可", "desk": "hall-1", "materials": "平面图|原件|1", "limit_days": "10",
    "steps": "递交\n核对", "basis": "食品安全法第三十五条", "is_active": True, "cross_province": True, "reason": "新增",
}  # fmt: skip


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    register.save_desk(found, cast.POSTS["hu"], DESK, now=NOW)
    register.save_guide(found, cast.POSTS["hu"], GUIDE, now=NOW)
    return found


def workbook(sheet_title: str, *rows: list[object]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet_title
    for row in rows:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(*args: object, **rest: object) -> set[tuple[str, str]]:
    call, *given = args
    with pytest.raises(Refused) as refusal:
        call(*given, **rest)
    return {(one.at, one.code) for one in refusal.value.problems}


def test_nobody_changes_the_desk_of_another_unit_but_the_countys_centre(office: Office) -> None:
    given = {**DESK, "key": "hall-2", "unit": "dongtang"}
    assert refused(register.save_desk, office, cast.POSTS["hu"], given, now=NOW) == {("", "not_yours")}
    assert refused(register.save_desk, office, cast.POSTS["zhou"], DESK, now=NOW) == {("", "not_yours")}
    taken = {**DESK, "unit": "dongtang", "reason": "划走"}
    assert ("", "not_yours") in refused(register.save_desk, office, cast.POSTS["deng"], taken, now=NOW)
    assert register.save_desk(office, cast.POSTS["cheng"], given, now=NOW).unit == "dongtang"


def test_closing_a_desk_gives_its_guides_to_nobody_else(office: Office) -> None:
    register.save_desk(office, cast.POSTS["hu"], {**DESK, "is_active": False, "reason": "撤窗口"}, now=NOW)
    own = {**DESK, "key": "hall-2", "unit": "dongtang", "reason": "新设"}
    register.save_desk(office, cast.POSTS["deng"], own, now=NOW)
    taken_over = {**GUIDE, "desk": "hall-2", "reason": "划走"}
    assert refused(register.save_guide, office, cast.POSTS["deng"], taken_over, now=NOW) == {("", "not_yours")}
    row = ["food-licence", "食品经营许可", "", "hall-2", "", "", 3, "来窗口", "依据", "", "否", "是"]
    content = workbook(GUIDES.title.zh, [one.title.zh for one in GUIDES.columns], row)
    loaded = register.load_guides(office, cast.POSTS["deng"], content, now=NOW)
    assert {(one.problem.at, one.problem.code) for one in loaded.problems} == {("desk", "not_yours")}
    assert register.save_guide(office, cast.POSTS["cheng"], taken_over, now=NOW).desk == "hall-2"


def test_every_mistake_of_a_form_comes_at_once_and_nothing_is_kept(office: Office) -> None:
    wrong = {**GUIDE, "key": "x y", "title": "", "limit_days": "abc", "materials": "平面图|羊皮纸", "reason": ""}
    assert refused(register.save_guide, office, cast.POSTS["hu"], wrong, now=NOW) == {
        ("key", "register_key_wrong"), ("title", "required"), ("limit_days", "too_small"),
        ("materials", "material_wrong"), ("reason", "reason_needed"),
    }  # fmt: skip
    assert set(register.guides_of(office)) == {"food-licence"}
    assert refused(register.save_guide, office, cast.POSTS["hu"], GUIDE, now=NOW) == {("", "nothing_new")}


def test_a_change_is_a_new_version_and_the_one_before_can_still_be_read(office: Office) -> None:
    register.save_guide(office, cast.POSTS["hu"], {**GUIDE, "limit_days": "5", "reason": "提速"}, now=NOW)
    assert register.guides_of(office)["food-licence"].limit_days == 5
    first = register.guide_in_version(office, "food-licence", 1)
    assert first is not None and first.limit_days == 10
    history = register.history_of(office, "guide", "food-licence")
    assert [(one.version, one.reason, one.changed) for one in history] == [
        (2, "提速", ("limit_days",)), (1, "新增", ()),
    ]  # fmt: skip


def test_a_workbook_comes_back_without_a_change(office: Office) -> None:
    content = register.guides_workbook(office, "zh")
    loaded = register.load_guides(office, cast.POSTS["hu"], content, now=NOW)
    assert (loaded.kept, loaded.same, loaded.problems) == (0, 1, ())
    assert len(register.history_of(office, "guide", "food-licence")) == 1


def test_a_workbook_with_mistakes_is_refused_whole_with_each_row_and_column(office: Office) -> None:
    heads = [one.title.zh for one in GUIDES.columns]
    good = ["new-one", "新事项", "", "hall-1", "", "身份证|出示", 3, "来窗口", "依据", "", "否", "是"]
    bad = ["new-one", "", "", "nowhere", "", "图|羊皮纸", "三天", "来窗口", "依据", "", "也许", "是"]
    long = ["third", "第三件", "", "hall-1", "", "", 40, "来窗口", "依据", "", "否", "是"]
    loaded = register.load_guides(
        office, cast.POSTS["hu"], workbook(GUIDES.title.zh, ["办事指南"], heads, good, good, bad, long), now=NOW
    )
    told = {(one.row, one.problem.at, one.problem.code) for one in loaded.problems}
    assert told == {
        (4, "key", "row_named_twice"), (5, "key", "row_named_twice"), (5, "title", "required"),
        (5, "desk", "desk_unknown"), (5, "materials", "material_wrong"), (5, "limit_days", "not_a_number"),
        (5, "cross_province", "not_yes_or_no"), (6, "limit_days", "too_large"),
    }  # fmt: skip
    assert loaded.kept == 0 and set(register.guides_of(office)) == {"food-licence"}
    assert all(one.letter for one in loaded.problems)


def test_a_workbook_of_desks_is_taken_whole(office: Office) -> None:
    heads = [one.title.zh for one in DESKS.columns]
    row = ["hall-3", "社保窗口", "", "liuan", "二楼", "", "", "一次告知", "是"]
    loaded = register.load_desks(office, cast.POSTS["hu"], workbook(DESKS.title.zh, heads, row), now=NOW)
    assert (loaded.kept, set(register.desks_of(office))) == (1, {"hall-1", "hall-3"})
    read = load_workbook(io.BytesIO(register.desks_workbook(office, "zh")))
    assert [row[0] for row in read.active.iter_rows(min_row=3, values_only=True)] == ["hall-1", "hall-3"]


def taken(office: Office, **given: str) -> FiledCase:
    coming = Coming(command_id=offices.command_id("v"), channel="visit", post=cast.POSTS["hu"])
    return apply(office, {"guide": "food-licence", "requester_phone": "000-5555", **given}, coming, now=NOW)


def state_of(office: Office, filed: FiledCase) -> cases.CaseFile:
    kept = cases.open_case(office.county_id, filed.stream)
    assert kept is not None
    return kept


def test_an_application_stands_under_its_guide_with_its_promise_at_its_desk(office: Office) -> None:
    state = state_of(office, taken(office)).state
    assert (state.notes["guide"], state.notes["desk"], state.holder.unit) == ("food-licence", "hall-1", "u-liuan")
    assert (state.clocks["handling"].amount, state.title, state.requester) == (10, "食品经营许可", "known")


def test_an_application_needs_a_guide_and_a_question_its_words(office: Office) -> None:
    coming = Coming(command_id=offices.command_id("v"), channel="visit", post=cast.POSTS["hu"])
    assert refused(apply, office, {}, coming, now=NOW) == {("guide", "required")}
    asked = {"category": "service.question", "desk": "hall-1"}
    assert refused(apply, office, asked, coming, now=NOW) == {("words", "required")}
    assert refused(apply, office, {"guide": "no-such"}, coming, now=NOW) == {("guide", "guide_unknown")}


def test_a_stuck_matter_from_home_goes_where_its_desk_is_and_without_one_to_the_county(office: Office) -> None:
    given = {"category": "service.many_trips", "words": "跑了三趟"}
    web = Coming(command_id="web-00000001", origin=Origin(address="203.0.113.7"))
    filed = bring_stuck(office, {**given, "guide": "food-licence"}, web, now=NOW)
    assert state_of(office, filed).state.holder.unit == "u-liuan"
    other = Coming(command_id="web-00000002", origin=Origin(address="203.0.113.7"))
    assert state_of(office, bring_stuck(office, given, other, now=NOW)).state.holder.unit == "u-centre"
    assert refused(bring_stuck, office, {}, other, now=NOW) == {("category", "required"), ("words", "required")}


def test_the_same_press_twice_files_once(office: Office) -> None:
    given = {"category": "service.many_trips", "words": "跑了三趟"}
    web = Coming(command_id="web-00000003", origin=Origin(address="203.0.113.7"))
    assert bring_stuck(office, given, web, now=NOW) == bring_stuck(office, given, web, now=NOW)


def answered(office: Office, cause: str, outcome: str = "solved") -> FiledCase:
    coming = Coming(command_id=offices.command_id("s"), channel="visit", post=cast.POSTS["hu"])
    filed = bring_stuck(office, {"category": "service.not_decided", "words": "没下文"}, coming, now=NOW)
    for who, verb, fields in (
        ("hu", "contact", {"contact_way": "by_page"}), ("hu", "solve", {"cause": cause, "result": "办了"}),
        ("pan", "reply", {"outcome": outcome, "answer": "已经办好。"}),
    ):  # fmt: skip
        offices.move(office, filed.stream, who, verb, **fields)
    return filed


@pytest.mark.parametrize("words", ["9999-12", "12345-6", "0000-01", "1-00012", "2026-13", "２０２６-０３"])
def test_a_month_that_is_none_shows_the_present_one(office: Office, words: str) -> None:
    assert causes_of(office, cast.POSTS["hu"], words, NOW).month == NOW.strftime("%Y-%m")


def test_the_causes_of_a_month_are_n_of_all_that_was_answered_in_it(office: Office) -> None:
    for cause in ("materials", "materials", "system"):
        answered(office, cause)
    answered(office, "policy", outcome="explained")
    found = causes_of(office, cast.POSTS["hu"], "2026-03", NOW + timedelta(hours=1))
    counts = [found.counts[key] for key in ("materials", "system", "policy", "staff_conduct")]
    assert (found.total, counts) == (4, [2, 1, 1, 0])
    assert (found.outcomes["solved"], found.contacted_in_time, len(found.lines["materials"])) == (3, 4, 2)
    assert causes_of(office, cast.POSTS["hu"], "2026-02", NOW).total == 0
    assert causes_of(office, cast.POSTS["deng"], "2026-03", NOW).total == 0


def test_the_room_shows_desks_waiting_matters_and_bad_reviews_until_they_are_settled(office: Office) -> None:
    taken(office)
    filed = answered(office, "materials")
    rating = Command(id=offices.command_id("rate"), verb="rate", stream=filed.stream, fields={"grade": "1"})
    move_case(office, rating, actor=RESIDENT, now=NOW)
    found = room(office, cast.POSTS["hu"], NOW)
    assert [(one.desk.key, one.came, one.done) for one in found.desks] == [("hall-1", 1, 0)]
    assert ([one.procedure for one in found.visits.lines], found.stuck.lines) == (["service_visit"], ())
    (review,) = found.reviews
    assert (review.line.procedure, review.clock.key) == (STUCK, "fixing")
    offices.move(office, filed.stream, "hu", "fix_review", fix_note="改了", answer="抱歉")
    offices.move(office, filed.stream, "hui", "call_back", reached="reached")
    assert room(office, cast.POSTS["hu"], NOW).reviews == ()
    other = room(office, cast.POSTS["deng"], NOW)
    assert other.visits.lines == other.stuck.lines == ()


def test_a_long_queue_at_the_desks_is_said_to_be_cut_and_hides_no_stuck_matter(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.actions.service_room.WAITING_MAX", 2)
    for _ in range(3):
        taken(office)
    given = {"category": "service.many_trips", "words": "跑了三趟"}
    coming = Coming(command_id=offices.command_id("s"), channel="visit", post=cast.POSTS["hu"])
    bring_stuck(office, given, coming, now=NOW + timedelta(days=3))
    found = room(office, cast.POSTS["hu"], NOW + timedelta(days=3))
    assert (len(found.visits.lines), found.visits.is_cut) == (2, True)
    assert (len(found.stuck.lines), found.stuck.is_cut) == (1, False)
