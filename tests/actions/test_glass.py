"""Breaking the glass: never for a closed matter or out of the area, told to a second person at once, reviewed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.actions.case_views import open_for, rights_on
from linli.actions.deciding import FiledCase, Office
from linli.actions.glass import Because, break_glass, find_glass, glasses, may_review, review, to_review
from linli.actions.look_views import looks_for_requester
from linli.actions.reading import open_fields
from linli.domain.directory import Directory
from linli.domain.look import GLASS_LASTS, REVIEW_WITHIN, Look, LookKind
from linli.domain.problems import Refused
from linli.domain.seal import Seal
from linli.store import looks, models
from tests import cast, offices
from tests.actions.test_reading import asking, codes, dispute, lamp, seen

POSTS, MONDAY = cast.POSTS, cast.MONDAY


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def because(**changes: str) -> Because:
    return Because(**{"reason": "life", "words": "有人说要出事", "request": offices.command_id("glass"), **changes})


def broken(office: Office, filed: FiledCase, who: str = "cheng") -> Look:
    return break_glass(office, POSTS[who], filed.number, because(), MONDAY)


@pytest.mark.parametrize("who", ["wei", "ren", "tiao", "min", "bao", "admin", "cha", "deng", "kong"])
def test_who_has_no_such_duty_in_the_area_is_answered_as_for_a_matter_that_is_not_there(
    office: Office, who: str
) -> None:
    answers = []
    for key in (dispute(office).number, "石桥-2026-999999", ""):
        with pytest.raises(Refused) as refused:
            break_glass(office, POSTS[who], key, because(), MONDAY)
        answers.append(codes(refused))
    assert answers == [{"not_found"}] * 3
    assert glasses(office, MONDAY) == ()


@pytest.mark.parametrize("seal", [Seal.OPEN, Seal.RESTRICTED, Seal.CLOSED])
def test_only_a_sealed_matter_has_a_glass(office: Office, seal: Seal) -> None:
    filed = dispute(office)
    body_of = models.Entry.objects.get(stream=filed.stream, seq=1)
    assert b'"sealed"' in bytes(body_of.body)
    other = lamp(office) if seal is Seal.OPEN else None
    if other is not None:
        with pytest.raises(Refused) as refused:
            broken(office, other)
        assert codes(refused) == {"not_found"}
    state = replace(seen(office, "hu", filed).state, seal=seal.value)
    for is_broken in (False, True):
        found = rights_on(office, POSTS["lei"], state, is_glass_broken=is_broken)
        assert "case.glass" not in found and "case.sealed" not in found


def test_without_a_reason_in_words_or_with_a_right_of_ones_own_it_stays_whole(office: Office) -> None:
    filed = dispute(office)
    for who, given, expected in (
        ("cheng", because(words=" "), {"required"}),
        ("cheng", because(reason="call_back"), {"unknown_choice"}),
        ("hu", because(), {"glass_not_needed"}),
    ):
        with pytest.raises(Refused) as refused:
            break_glass(office, POSTS[who], filed.number, given, MONDAY)
        assert codes(refused) == expected
    assert glasses(office, MONDAY) == ()


def test_where_nobody_else_can_be_told_it_stays_whole(office: Office) -> None:
    filed = dispute(office)
    setup = cast.setup()
    alone = tuple(one for one in setup.posts if one.role.value not in ("data_protection_officer", "unit_head"))
    lonely = replace(office, directory=Directory(replace(setup, posts=alone)))
    with pytest.raises(Refused) as refused:
        broken(lonely, filed)
    assert codes(refused) == {"glass_nobody_told"}


def test_it_opens_the_matter_for_three_hours_and_even_then_each_value_takes_a_reason(office: Office) -> None:
    filed = dispute(office)
    before = seen(office, "cheng", filed)
    assert not before.openable and before.values == {}
    glass = broken(office, filed)
    view = seen(office, "cheng", filed, MONDAY + timedelta(hours=2, minutes=59))
    assert view.glass == glass and view.values == {} and view.openable
    given = open_fields(office, view, asking(view, reason="life", words="急"), MONDAY + timedelta(hours=1))
    assert "探针话" in given.values.values()
    assert all(one.glass == glass.id for one in looks.of_stream(office.county_id, filed.stream))
    assert not seen(office, "cheng", filed, MONDAY + GLASS_LASTS).openable


def test_it_opens_to_nobody_else_and_moves_nothing(office: Office) -> None:
    filed = dispute(office)
    heads = models.Entry.objects.filter(stream=filed.stream).count()
    broken(office, filed)
    assert not seen(office, "yuan", filed).openable
    assert not seen(office, "cheng", filed).relations & {"holder", "co_handler"}
    assert models.Entry.objects.filter(stream=filed.stream).count() == heads
    assert open_for(office, POSTS["deng"], filed.number, MONDAY) is None


def test_a_head_of_unit_who_did_not_know_of_it_finds_it_for_three_hours(office: Office) -> None:
    filed = dispute(office)
    assert open_for(office, POSTS["lei"], filed.number, MONDAY) is None
    broken(office, filed, "lei")
    assert open_for(office, POSTS["lei"], filed.number, MONDAY) is not None
    assert open_for(office, POSTS["lei"], filed.number, MONDAY + GLASS_LASTS) is None


def test_a_second_person_is_told_at_once_and_never_whoever_broke_it(office: Office) -> None:
    glass = broken(office, dispute(office), "lei")
    assert set(glass.told) == {"p-bao", "p-an"}
    queued = models.Outbox.objects.filter(key__startswith=f"glass/{glass.id}")
    assert {one.payload["post"] for one in queued} == {"p-bao", "p-an"}
    assert all(one.not_before == MONDAY for one in queued)
    assert "探针" not in str([one.payload for one in queued])


def test_the_review_is_work_for_others_until_one_of_them_judges_it(office: Office) -> None:
    glass = broken(office, dispute(office), "cheng")
    waiting = {who for who in POSTS if to_review(office, POSTS[who], MONDAY)}
    assert waiting == {"bao", "an", "lei"}
    found = find_glass(office, glass.id)
    assert found is not None and not may_review(office, POSTS["cheng"], glass)
    with pytest.raises(Refused) as refused:
        review(office, POSTS["gu"], found, because(reason="in_order", words="确有必要"), MONDAY)
    assert codes(refused) == {"not_found"}
    with pytest.raises(Refused) as refused:
        review(office, POSTS["bao"], found, because(reason="fine", words=""), MONDAY)
    assert codes(refused) == {"unknown_choice", "required"}
    review(office, POSTS["bao"], found, because(reason="not_in_order", words="可以等经办人"), MONDAY)
    assert not any(to_review(office, POSTS[who], MONDAY) for who in POSTS)
    again = find_glass(office, glass.id)
    assert again is not None and again.review is not None and again.review.reason == "not_in_order"
    for stale in (again, found):  # one who had the page open before the other judged
        with pytest.raises(Refused) as refused:
            review(office, POSTS["an"], stale, because(reason="in_order", words="确有必要"), MONDAY)
        assert codes(refused) <= {"glass_reviewed", "look_given_before"}
    assert looks.verify(office.county_id) == (2, ())


def test_a_review_that_nobody_made_in_a_week_is_overdue(office: Office) -> None:
    broken(office, dispute(office))
    (one,) = glasses(office, MONDAY + REVIEW_WITHIN)
    assert not one.is_overdue(MONDAY + REVIEW_WITHIN)
    assert one.is_overdue(MONDAY + REVIEW_WITHIN + timedelta(minutes=1))
    assert to_review(office, POSTS["bao"], MONDAY + timedelta(days=60))


def test_the_person_concerned_sees_the_opening_and_what_the_review_said(office: Office) -> None:
    filed = dispute(office)
    glass = broken(office, filed)
    found = find_glass(office, glass.id)
    assert found is not None
    review(office, POSTS["an"], found, because(reason="in_order", words="内部的话"), MONDAY)
    shown = looks_for_requester(office, filed.stream)
    assert [one.kind for one in shown] == [LookKind.REVIEW, LookKind.GLASS]
    assert all(one.staff == "" for one in shown) and "不应" not in shown[0].reason.zh
