"""Who looked: whoever holds the receipt learns when, which role of which unit, what and why; never who by name."""

import pytest

from linli.actions.case_views import open_for
from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.glass import Because, break_glass, find_glass, review
from linli.actions.reading import Opening, open_fields
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.public.conftest import NOW, body, visitor_in

PHONE = "000-8888 1234"


@pytest.fixture(autouse=True)
def named_staff(office: Office) -> None:
    people = {post.staff_id or "" for post in cast.POSTS.values() if post.staff_id}
    save_staff(StaffMember(username=f"login-{one}", pseudonym=one, name=f"STAFF-{one}") for one in people)


def look(office: Office, case_id: str, who: str, **given: str) -> None:
    view = open_for(office, cast.POSTS[who], case_id, NOW)
    assert view is not None
    names = tuple(one.name for one in view.openable if one.subject == "requester")
    asked = Opening(fields=names, request=offices.command_id("look"), **{"reason": "call_back", **given})
    open_fields(office, view, asked, NOW)


def test_a_matter_that_nobody_opened_says_so(office: Office) -> None:
    page = body(visitor_in("zh-hans").get(f"/r/{offices.file(office, requester_phone=PHONE).receipt}"))
    assert "到目前为止没有人打开过" in page and PHONE not in page


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "为这件事联系本人"), ("en", "To contact the person")])
def test_a_look_is_told_by_role_unit_and_duty_without_a_name_or_words_of_staff(
    language: str, words: str, office: Office
) -> None:
    filed = offices.file(office, requester_phone=PHONE)
    look(office, filed.case_id, "hu", words="INTERNAL-words")
    page = body(visitor_in(language).get(f"/r/{filed.receipt}"))
    assert words in page and cast.POSTS["hu"].role.wording.within("zh" if language == "zh-hans" else "en") in page
    for hidden in ("STAFF-", "INTERNAL-words", "s-hu", PHONE, "p-hu"):
        assert hidden not in page


def test_an_opening_in_an_emergency_and_its_review_are_told_to_the_person(office: Office) -> None:
    fields = {
        "category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_phone": PHONE, "words": "吵架",
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    filed = file_case(office, filing, actor=cast.actor("hu"), now=NOW)
    because = Because(reason="life", words="INTERNAL-words", request=offices.command_id("glass"))
    glass = find_glass(office, break_glass(office, cast.POSTS["cheng"], filed.number, because, NOW).id)
    assert glass is not None
    page = body(visitor_in("zh-hans").get(f"/r/{filed.receipt}"))
    assert "紧急打开了您的事项" in page and "有人身危险" in page
    review(office, cast.POSTS["bao"], glass, Because(reason="not_in_order", words="INTERNAL-words"), NOW)
    page = body(visitor_in("zh-hans").get(f"/r/{filed.receipt}"))
    assert "不应打开" in page and "INTERNAL" not in page and "STAFF-" not in page
