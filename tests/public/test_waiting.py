"""More than usual: every report is filed and has its receipt; what is beyond the allowance waits, none is refused."""

from collections import Counter
from datetime import timedelta

from django.test import Client

from linli.actions import case_lists
from linli.actions.deciding import Filing, Office
from linli.actions.held_reports import count_held, queue_for, release_due, release_group, release_reports
from linli.actions.public_views import public_matters
from linli.actions.reports import Origin, Reported, file_report, waiting_of, work_for
from linli.domain.allowance import BucketKind, Passage
from linli.domain.work import solve
from linli.store import models
from tests import cast, offices
from tests.public.conftest import body, command_of, filled, visitor_in

NOW = cast.MONDAY
DESK = cast.POSTS["hu"]
ADDRESS = "203.0.113.7"
ORIGIN = Origin(address=ADDRESS, device="one")
ALLOWED = 10
"""What one browser is allowed in an hour."""


def report(office: Office, origin: Origin = ORIGIN, **changes: str) -> Reported:
    return file_report(office, filing(**changes), origin, now=NOW)


def filing(**changes: str) -> Filing:
    return offices.filing(**{"requester": "anonymous", "requester_phone": "", **changes})


def flood(office: Office, count: int) -> list[Reported]:
    return [report(office) for _ in range(count)]


def on_the_desk(office: Office) -> set[str]:
    return {one.id for one in case_lists.page_of(case_lists.queue(office, DESK, NOW)).lines}


def test_what_is_beyond_the_allowance_is_filed_with_a_receipt_and_waits(office: Office) -> None:
    made = flood(office, ALLOWED + 3)
    waiting = made[ALLOWED:]
    assert [one.hold is not None for one in made] == [False] * ALLOWED + [True] * 3
    assert len({one.filed.receipt for one in made}) == len(made)
    assert models.Case.objects.count() == len(made)
    assert {reason for one in waiting if one.hold for reason in one.hold.reasons} == {BucketKind.DEVICE}
    waits = [one.hold.until - NOW for one in waiting if one.hold]
    assert waits == [timedelta(minutes=6 * at) for at in (1, 2, 3)]


def test_a_waiting_report_is_whole_but_not_shown_to_those_who_take_it_in_nor_to_the_public(office: Office) -> None:
    made = flood(office, ALLOWED + 1)
    held = made[-1].filed
    case = models.Case.objects.get(pk=held.case_id)
    assert (case.stage, case.step_due_at is not None, case.wait_due_at is not None) == ("reported", True, True)
    assert models.Entry.objects.filter(stream=held.stream).count() == 1
    assert on_the_desk(office) == {one.filed.case_id for one in made[:-1]}
    assert held.case_id not in {line.id for line in case_lists.today(office, DESK, NOW).mine}
    assert len(public_matters(office, NOW, limit=100)) == ALLOWED
    assert {case_lists.waiting_for(office, DESK, NOW).held, count_held(office, DESK, NOW)} == {1}


def test_the_line_that_says_it_waits_tells_nothing_about_a_person(office: Office) -> None:
    flood(office, ALLOWED)
    report(office, requester="known", requester_phone="13800000000", words="secret words")
    row = models.HeldReport.objects.values().get()
    assert set(row) == {"county_id", "case_id", "reasons", "held_at", "until", "released_at", "released_by"}
    kept = str([*models.HeldReport.objects.values(), *models.Allowance.objects.values()])
    assert not any(word in kept for word in (ADDRESS, "203.0.113", "13800000000", "secret", cast.GRID))


def test_the_same_buckets_have_other_names_the_next_day(office: Office) -> None:
    flood(office, 1)
    before = set(models.Allowance.objects.values_list("bucket", flat=True))
    file_report(office, filing(), ORIGIN, now=NOW + timedelta(days=1))
    after = set(models.Allowance.objects.values_list("bucket", flat=True)) - before
    assert len(before) == len(after) == 4


def test_every_kind_of_bucket_counts_by_itself(office: Office) -> None:
    for at in range(ALLOWED + 1):
        found = report(
            office,
            Origin(address=f"198.51.{at}.1", device=f"d{at}"),
            requester="known",
            requester_phone="138-0000-0000",
        )
    assert found.hold is not None
    assert found.hold.reasons == (BucketKind.PHONE,)


def test_work_in_place_of_waiting_lets_a_report_straight_in_and_ordinary_load_asks_none(office: Office) -> None:
    mine = filing()
    assert work_for(office, mine, ORIGIN, now=NOW) == ""
    flood(office, ALLOWED)
    challenge = work_for(office, mine, ORIGIN, now=NOW)
    assert challenge
    solution = solve(challenge)
    other = filing()
    borrowed = file_report(office, other, Origin(address=ADDRESS, device="one", solution=solution), now=NOW)
    assert borrowed.hold is not None
    own = file_report(office, mine, Origin(address=ADDRESS, device="one", solution=solution), now=NOW)
    assert own.hold is None


def test_what_staff_take_in_and_what_comes_with_a_key_waits_for_nothing(office: Office) -> None:
    flood(office, ALLOWED + 1)
    for passage in Passage:
        assert report(office, Origin(address=ADDRESS, device="one", passage=passage)).hold is None
    assert offices.file(office).case_id in on_the_desk(office)


def test_the_same_report_again_is_answered_the_same_whether_it_waits_or_not(office: Office) -> None:
    mine = filing()
    first = file_report(office, mine, ORIGIN, now=NOW)
    made = flood(office, ALLOWED)
    again = file_report(office, mine, ORIGIN, now=NOW)
    assert again == first
    assert again.hold is None
    assert waiting_of(office, made[-1].filed.case_id) == made[-1].hold
    assert models.Case.objects.count() == ALLOWED + 1


def test_a_person_lets_in_one_or_all_of_a_kind_and_time_does_the_rest(office: Office) -> None:
    made = [one.filed.case_id for one in flood(office, ALLOWED + 6)[ALLOWED:]]
    queue = queue_for(office, DESK, NOW)
    assert (queue.count, sorted(one.line.id for one in queue.lines)) == (6, sorted(made))
    (group,) = queue.groups
    assert (group.count, group.category, group.area_path) == (6, "municipal.street_lamp", cast.GRID)
    assert release_reports(office, DESK, [made[0], made[0], "nonsense"], now=NOW) == 1
    assert made[0] in on_the_desk(office)
    assert release_due(office, now=NOW + timedelta(minutes=12)) == 1
    assert release_group(office, DESK, group.category, group.area_path, now=NOW) == 4
    assert queue_for(office, DESK, NOW).count == 0
    assert set(made) <= on_the_desk(office)
    assert Counter(models.HeldReport.objects.values_list("released_by", flat=True)) == {DESK.id: 5, "": 1}


def test_nobody_lets_in_what_lies_beyond_their_reach(office: Office) -> None:
    held = flood(office, ALLOWED + 1)[-1].filed.case_id
    elsewhere = cast.POSTS["deng"]
    assert count_held(office, elsewhere, NOW) == 0
    assert release_reports(office, elsewhere, [held], now=NOW) == 0
    assert release_group(office, elsewhere, "municipal.street_lamp", cast.GRID, now=NOW) == 0
    assert held not in on_the_desk(office)


def test_messages_wait_with_their_report_and_become_due_with_it(office: Office) -> None:
    made = flood(office, ALLOWED + 1)[-1]
    assert made.hold is not None
    rows = models.Outbox.objects.filter(key__startswith=f"{made.filed.stream}#")
    before = list(rows.values_list("not_before", flat=True))
    assert before
    assert all(moment >= made.hold.until for moment in before)
    release_reports(office, DESK, [made.filed.case_id], now=NOW)
    assert all(moment == NOW for moment in rows.values_list("not_before", flat=True))


def sent_without_script(visitor: Client) -> str:
    filled(visitor, requester="anonymous", requester_phone="")
    visitor.post("/report/check/", {"command_id": command_of(visitor)})
    return body(visitor.get("/report/done/"))


def test_without_script_the_last_page_says_by_when_the_centre_sees_it(visitor: Client) -> None:
    pages = [sent_without_script(visitor) for _ in range(ALLOWED + 1)]
    assert all("receipt-code" in page for page in pages)
    assert "Far more reports than usual" in pages[-1]
    assert not any("Far more reports than usual" in page for page in pages[:-1])
    filled(visitor, requester="anonymous", requester_phone="")
    assert "data-work=" in body(visitor.get("/report/check/"))
    another = visitor_in("en")
    filled(another, requester="anonymous", requester_phone="")
    assert "data-work=" not in body(another.get("/report/check/"))


def test_behind_a_proxy_of_the_house_the_address_it_saw_counts_and_nobody_may_invent_one(office: Office) -> None:
    for direct, told, is_proxied in (("127.0.0.1", "1.1.1.1, 198.51.100.4", True), ("198.51.100.9", "1.1.1.1", False)):
        models.Allowance.objects.all().delete()
        for number in range(2):
            browser = Client(headers={"x-forwarded-for": f"9.9.9.{number}, {told}" if is_proxied else told})
            browser.defaults["REMOTE_ADDR"] = direct
            filled(browser, requester="anonymous", requester_phone="")
            browser.post("/report/check/", {"command_id": command_of(browser)})
        # Two browsers, one net, one grid, one county.
        assert models.Allowance.objects.count() == 5
