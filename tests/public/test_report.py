"""Reporting in three steps, by a browser without script: refusals first, then the way that works."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.public_views import open_by_receipt
from linli.store import cases, models
from linli.store.strangers import StrangerSession
from tests import cast, offices
from tests.public.conftest import (
    CANARY,
    NOW,
    body,
    command_of,
    filled,
    mistakes,
    photo_file,
    sent,
    visitor_in,
    what,
)


def count_cases() -> int:
    return models.Case.objects.count()


@pytest.mark.parametrize("path", ["/report/what/", "/report/check/", "/report/done/"])
def test_no_step_can_be_entered_before_the_one_before_it(path: str, visitor: Client) -> None:
    assert visitor.get(path).headers["Location"].startswith("/report/")
    assert visitor.post(path, what()).status_code in (302, 405)
    assert count_cases() == 0


def test_a_place_must_be_chosen(visitor: Client) -> None:
    answer = visitor.post("/report/", {"place_words": "三号楼前"})
    assert "Tell us where" in mistakes(visitor, answer)


@pytest.mark.parametrize("area", ["/elsewhere/", cast.COUNTY, "", "'"])
def test_an_area_that_is_none_of_the_county_is_refused(area: str, visitor: Client) -> None:
    assert mistakes(visitor, visitor.post("/report/", {"area": area}))


@pytest.mark.parametrize(
    ("lon", "lat"), [("x", "1"), ("nan", "nan"), ("999", "5"), ("", ""), ("1e400", "0"), ("0", "0")]
)
def test_a_position_that_is_no_place_here_is_refused_in_words(lon: str, lat: str, visitor: Client) -> None:
    answer = visitor.post("/report/", {"lon": lon, "lat": lat})
    assert 'id="problems"' in mistakes(visitor, answer)


def test_all_mistakes_come_at_once_and_everything_typed_is_still_there(visitor: Client) -> None:
    answer = filled(
        visitor, category="", words="", requester_phone="12", requester_email="nobody at all", requester_name="x" * 41
    )
    page = mistakes(visitor, answer)
    assert "5 things to put right" in page
    assert page.count('class="field__error"') == 5
    for sentence in (
        "Choose what kind",
        "one of the two is enough",
        "look like a phone number",
        "look like an e-mail",
        "at most 40",
    ):
        assert sentence in page
    assert 'value="nobody at all"' in page
    assert 'value="12"' in page
    assert f'value="{"x" * 41}"' in page


def test_the_mistakes_are_told_in_chinese_to_a_chinese_reader(office: Office) -> None:
    visitor = visitor_in("zh-hans")
    page = mistakes(visitor, filled(visitor, category="", words="", requester_phone=""))
    for sentence in ("请选一类问题", "请写几句情况", "请留一个电话或邮箱"):
        assert sentence in page


def test_a_named_reporter_leaves_a_way_to_be_answered_and_an_anonymous_one_need_not(visitor: Client) -> None:
    assert mistakes(visitor, filled(visitor, requester_phone=""))
    assert visitor.post("/report/what/", what(requester="anonymous", requester_phone="")).status_code == 302


def test_what_an_anonymous_reporter_typed_about_themselves_is_not_filed(visitor: Client, office: Office) -> None:
    code = sent(visitor, requester="anonymous", requester_phone="000-7777 1234", requester_name="某某")
    view = open_by_receipt(office, code, NOW)
    assert view is not None
    assert not view.has_contact
    assert view.state.requester == "anonymous"


def test_what_is_no_photo_is_refused_and_the_words_stay(visitor: Client) -> None:
    wrong = SimpleUploadedFile("virus.jpg", b"MZ not a picture", content_type="image/jpeg")
    answer = filled(visitor, photo=wrong)
    page = mistakes(visitor, answer)
    assert "cannot be opened" in page
    assert "楼前的路灯不亮" in page


def test_a_seventh_photo_is_refused_and_six_are_kept(visitor: Client) -> None:
    answer = filled(visitor, photo=[photo_file(f"{number}.jpg") for number in range(7)])
    assert "At most 6 photos" in mistakes(visitor, answer)
    assert body(visitor.get("/report/what/")).count("/report/photo/") == 6


def test_the_three_steps_lead_to_a_receipt_without_script(visitor: Client, office: Office) -> None:
    code = sent(visitor)
    view = open_by_receipt(office, code, NOW)
    assert view is not None
    assert view.state.area == cast.GRID
    assert view.state.category == "municipal.street_lamp"
    assert view.state.channel == "web"
    assert set(view.values.values()) == {"楼前的路灯不亮", "三号楼前"}
    assert view.has_contact


def test_the_grid_and_its_worker_are_named_when_a_place_is_chosen(visitor: Client) -> None:
    visitor.post("/report/", {"area": cast.GRID})
    page = body(visitor.get("/report/"))
    assert "Liuan · Bridge East · Grid 1" in page
    assert "STAFF-ren" in page


def test_a_position_is_placed_in_its_grid_and_kept_with_the_matter(visitor: Client, office: Office) -> None:
    visitor.post("/report/", {"lon": "114.305", "lat": "36.105"})
    assert "Grid 1" in body(visitor.get("/report/"))
    visitor.post("/report/", {"place_words": ""})
    visitor.post("/report/what/", what())
    visitor.post("/report/check/", {"command_id": command_of(visitor)})
    case = models.Case.objects.get()
    assert (case.area_path, case.how_placed) == (cast.GRID, "inside")
    assert [one.field for one in cases.values_of(office.county_id, f"case/{case.id}", fields=["point"])] == ["point"]


def test_a_photo_alone_is_enough_and_going_back_loses_nothing(visitor: Client) -> None:
    assert filled(visitor, words="", photo=photo_file()).status_code == 302
    page = body(visitor.get("/report/what/"))
    assert page.count("/report/photo/0/") == 1
    assert 'value="000-8888 1234"' in page
    assert 'value="municipal.street_lamp" checked' in page
    visitor.post("/report/", {"place_words": "换到东门"})
    assert "/report/photo/0/" in body(visitor.get("/report/check/"))
    assert "换到东门" in body(visitor.get("/report/check/"))


def test_a_photo_can_be_taken_out_again(visitor: Client) -> None:
    filled(visitor, photo=photo_file())
    visitor.post("/report/what/", what(remove="0"))
    assert "/report/photo/" not in body(visitor.get("/report/what/"))
    assert visitor.get("/report/photo/0/").status_code == 404


def test_nobody_else_can_open_a_photo_of_a_draft(visitor: Client) -> None:
    filled(visitor, photo=photo_file())
    assert visitor.get("/report/photo/0/").status_code == 200
    assert visitor_in("en").get("/report/photo/0/").status_code == 404


def test_nothing_of_a_photo_but_its_pixels_is_ever_served_or_stored(visitor: Client, office: Office) -> None:
    code = sent(visitor, photo=photo_file())
    served = visitor.get(f"/r/{code}/photo/1/photo1")
    assert served.status_code == 200
    assert served.content.startswith(b"\xff\xd8")
    case = models.Case.objects.get()
    stored = cases.photo(office.county_id, f"case/{case.id}", 1, "photo1")
    assert stored == served.content
    for part in (CANARY.encode(), b"Exif", b"GPS"):
        assert part not in served.content


def test_a_double_press_and_a_reload_are_one_matter(visitor: Client) -> None:
    filled(visitor)
    command_id = command_of(visitor)
    first = visitor.post("/report/check/", {"command_id": command_id})
    again = visitor.post("/report/check/", {"command_id": command_id})
    assert first.headers["Location"] == again.headers["Location"] == "/report/done/"
    assert body(visitor.get("/report/done/")) and count_cases() == 1


def test_a_press_that_arrives_twice_at_once_gives_one_matter_and_one_receipt(visitor: Client) -> None:
    """The second request still carries the draft as it was before the first one was answered."""
    filled(visitor, photo=photo_file())
    command_id = command_of(visitor)
    key = visitor.cookies["linli_report"].value
    before = {one.session_key: one.session_data for one in Session.objects.all()}
    visitor.post("/report/check/", {"command_id": command_id})
    receipt = body(visitor.get("/report/done/"))
    for session_key, data in before.items():
        Session.objects.update_or_create(
            session_key=session_key, defaults={"session_data": data, "expire_date": NOW + timedelta(days=3650)}
        )
    visitor.cookies["linli_report"] = key
    visitor.post("/report/check/", {"command_id": command_id})
    code = receipt.partition('id="receipt-code">')[2].partition("<")[0]
    assert code in body(visitor.get("/report/done/"))
    assert count_cases() == 1


def test_a_page_left_over_from_an_earlier_report_sends_nothing(visitor: Client) -> None:
    sent(visitor)
    filled(visitor, words="另一件")
    answer = visitor.post("/report/check/", {"command_id": "web-of-an-earlier-report"})
    assert mistakes(visitor, answer)
    assert count_cases() == 1


def test_a_new_report_after_a_sent_one_is_another_matter(visitor: Client) -> None:
    assert sent(visitor) != sent(visitor)
    assert count_cases() == 2


def test_what_was_filled_in_can_be_deleted_at_once(visitor: Client) -> None:
    filled(visitor, photo=photo_file())
    visitor.post("/report/forget/")
    assert Session.objects.count() == 0
    assert visitor.get("/report/check/").status_code == 302


def test_nothing_typed_stays_behind_after_sending(visitor: Client) -> None:
    sent(visitor, photo=photo_file())
    kept = [StrangerSession(one.session_key).load() for one in Session.objects.all()]
    assert [one.get("values") for one in kept] == [{}]


def test_similar_matters_are_told_by_number_only_and_stop_nobody(visitor: Client, office: Office) -> None:
    offices.file(office, words="FOREIGN-words", title="FOREIGN-title", area=cast.OTHER_GRID)
    offices.file(office, words="FOREIGN-words", area=cast.FAR_GRID)
    filled(visitor)
    page = body(visitor.get("/report/check/"))
    assert "There is one like it nearby" in page
    assert "FOREIGN" not in page
    visitor.post("/report/check/", {"command_id": command_of(visitor)})
    assert count_cases() == 3


def test_the_receipt_page_says_by_when_an_answer_comes(visitor: Client) -> None:
    sent(visitor)
    page = body(visitor.get("/report/done/"))
    assert "The centre takes it in by 2 Mar 11:00" in page
    assert "You are answered by 17 Mar 24:00" in page
    assert 'class="qr"' in page


def test_who_cannot_say_what_kind_it_is_lets_the_centre_choose(visitor: Client) -> None:
    sent(visitor, category="other")
    assert models.Case.objects.get().category == "other"


def test_a_refused_step_tells_its_mistakes_once_and_keeps_what_was_typed(visitor: Client) -> None:
    """Going back or reloading shows a page that can be shown: never the answer to a form that was sent."""
    answer = filled(visitor, category="", requester_phone="12")
    assert "look like a phone number" in mistakes(visitor, answer)
    again = body(visitor.get("/report/what/"))
    assert 'id="problems"' not in again
    assert 'value="12"' in again
    assert "楼前的路灯不亮" in again


def test_a_refusal_is_shown_on_the_page_of_its_form_only(visitor: Client) -> None:
    refused = visitor.post("/follow/", {"receipt": "ABCD"})
    assert 'id="problems"' not in body(visitor.get("/report/"))
    assert "ABCD" in mistakes(visitor, refused)


def test_a_refusal_of_one_browser_is_shown_in_no_other(visitor: Client) -> None:
    visitor.post("/follow/", {"receipt": "ABCD"})
    other = visitor_in("en")
    other.cookies["linli_refused"] = visitor.cookies["linli_refused"].value.replace(":", "x")
    assert "ABCD" not in body(other.get("/follow/"))


def test_no_refusal_is_kept_once_it_was_shown(visitor: Client) -> None:
    before = Session.objects.count()
    mistakes(visitor, visitor.post("/follow/", {"receipt": "ABCD"}))
    assert Session.objects.count() == before
