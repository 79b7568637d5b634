"""Places at the console: refused like missing, every mistake beside its field, filters as addresses, few questions."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.actions.deciding import Office
from linli.actions.load_places import load_places
from linli.actions.office import open_office
from linli.actions.place_acts import adopt
from linli.actions.place_merging import Merging, merge
from linli.actions.place_register import close, enter
from linli.domain.delimited import records
from linli.domain.place_file import PlaceFile
from linli.store import places
from tests import offices
from tests.actions.test_places import CELLS, HU, big_table
from tests.console.conftest import NOW, Seat, mistakes

QUERIES_MAX = 25
FORM = {**CELLS, "outline": "", "aliases": "", "name_en": "", "credit_code": "", "datum": "wgs84"}


@pytest.fixture
def here(office: Office) -> PlaceFile:
    return enter(office, HU, CELLS, command_id=offices.command_id(), now=NOW)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def file_of(office: Office, place_id: str) -> PlaceFile:
    return places.files(office.county_id, [place_id])[place_id]


def test_who_has_nothing_to_do_with_a_place_finds_none(here: PlaceFile, seat: Seat) -> None:
    own = f"/console/places/{here.place.id}"
    missing = "/console/places/01ARZ3NDEKTSV4RRFFQ69G5FAV"
    for who in ("deng", "lan", "ding"):
        client = seat(who)
        for tail in ("", "/edit", "/check", "/units", "/model", "/standing"):
            for method in (client.get, client.post):
                assert method(own + tail).status_code == method(missing + tail).status_code == 404, (who, tail)
    ren = seat("ren")
    assert ren.get(own).status_code == ren.get(f"{own}/check").status_code == 200
    for tail in ("/edit", "/model", "/standing"):
        assert ren.get(own + tail).status_code == ren.post(own + tail).status_code == 404
    for path in ("new", "import", "import/refused.csv", "doubles", "merge"):
        assert ren.get(f"/console/places/{path}").status_code == 404, path


def test_a_place_is_entered_with_every_mistake_beside_its_field(office: Office, seat: Seat) -> None:
    hu = seat("hu", language="zh-CN")
    wrong = {**FORM, "name": "", "kind": "", "phone": "13800000000", "lon": "x", "credit_code": "123"}
    shown = mistakes(hu, hu.post("/console/places/new", wrong))
    for sentence in ("请填写这一项。", "这是个人手机号", "请填数字。"):
        assert shown.count(sentence) >= 2, "in the list and beside its field"
    assert 'value="柳岸路88号"' in shown and 'value="13800000000"' in shown
    answer = hu.post("/console/places/new", {**FORM, "credit_code": "123", "lon": "114.9"})
    shown = page(hu, answer.headers["Location"])
    assert "场所已登记" in shown and "统一社会信用代码应为 18 位" in shown and "不在任何已知边界内" in shown
    edited = page(hu, answer.headers["Location"] + "/edit")
    assert 'value="114.900000"' in edited
    hu.post(answer.headers["Location"] + "/edit", {**FORM, "risk": "major", "datum": "bd09", "lon": "114.900000",
                                                   "lat": "36.105000"})  # fmt: skip
    changed = file_of(office, answer.headers["Location"].rpartition("/")[2])
    assert set(changed.history[-1].changed) == {"risk", "credit_code"}, "an untouched point is not converted"


def test_the_same_form_twice_enters_one_place(office: Office, seat: Seat) -> None:
    hu = seat("hu")
    given = {**FORM, "command": "a" * 32}
    first, again = (hu.post("/console/places/new", given).headers["Location"] for _ in range(2))
    assert first == again
    assert len(open_office(office.ports, office.county_id).directory.setup.places) == 1


def test_filters_stand_in_the_address_and_a_list_asks_few_questions(office: Office, seat: Seat) -> None:
    load_places(office, records(big_table(3, 300).splitlines(keepends=True)), now=NOW)
    enter(office, HU, CELLS, command_id=offices.command_id(), now=NOW)
    hu = seat("hu")
    for path, count in (
        ("", 298), ("?kind=estate", 1), ("?kind=shop&risk=general", 297), ("?regulator=u-housing", 1),
        ("?area=/minghe/liuan/bridge-west/", 0), ("?adoption=yes", 0), ("?adoption=no", 298), ("?model=yes", 0),
        ("?standing=closed", 0), ("?q=S7", 1), ("?q=世纪", 1), ("?kind=none&risk=none", 298), ("?adoption=mine", 0),
    ):  # fmt: skip
        page(hu, f"/console/places{path}")
        with CaptureQueriesContext(connection) as asked:
            shown = page(hu, f"/console/places{path}")
        assert f"{count} place" in shown, path
        assert len(asked) <= QUERIES_MAX, path
    assert 'rel="next"' in page(hu, "/console/places?kind=shop")
    assert page(hu, "/console/places/plates?kind=estate").count('class="qr"') == 1
    assert page(hu, "/console/places/plates?kind=shop").count('class="qr"') == 40
    for path in ("doubles", "import"):
        with CaptureQueriesContext(connection) as asked:
            page(hu, f"/console/places/{path}")
        assert len(asked) <= QUERIES_MAX, path


def test_a_page_of_a_place_asks_few_questions_and_tells_its_history(
    office: Office, here: PlaceFile, seat: Seat
) -> None:
    own = f"/console/places/{here.place.id}"
    ren = seat("ren")
    shown = mistakes(ren, ren.post(f"{own}/check", {}))
    assert "Answer at least one item." in shown
    assert ren.post(f"{own}/check", {"gate": "gap", "lighting": "ok", "remark": "灯杆歪斜"}).status_code == 302
    hu = seat("hu")
    shown = mistakes(hu, hu.post(f"{own}/units", {"act": "adopt", "adopt": ""}))
    assert 'id="mistake-adopt"' in shown
    hu.post(f"{own}/units", {"act": "adopt", "adopt": "u-city-management"})
    wei = seat("wei")
    shown = mistakes(wei, wei.post(f"{own}/units", {"act": "help", "unit": "u-city-management", "kind": "", "day": "",
                                                     "words": ""}))  # fmt: skip
    assert shown.count("Please fill this in.") >= 6
    wei.post(f"{own}/units", {"act": "help", "unit": "u-city-management", "kind": "work", "day": "2026-03-01",
                              "words": "换了灯泡"})  # fmt: skip
    assert "换了灯泡" in page(hu, f"{own}/units")
    page(hu, own)
    with CaptureQueriesContext(connection) as asked:
        shown = page(hu, own)
    assert len(asked) <= QUERIES_MAX
    for words in ("灯杆歪斜", "Gaps: The gate opens without a face", "Adopted by a unit", "City Management"):
        assert words in shown
    hu.post(f"{own}/units", {"act": "release", "unit": "u-city-management"})
    assert file_of(office, here.place.id).adopters == ()


def test_a_model_place_is_recorded_and_ended(office: Office, here: PlaceFile, seat: Seat) -> None:
    hu, own = seat("hu"), f"/console/places/{here.place.id}"
    shown = mistakes(hu, hu.post(f"{own}/model", {"title": "", "evidence": "验收记录", "since": "2036-01-01"}))
    assert "验收记录" in shown and "That day lies ahead." in shown
    hu.post(f"{own}/model", {"title": "平安小区", "evidence": "验收记录", "since": "2026-01-01", "act": "award"})
    assert "平安小区" in page(hu, own) and "1 place" in page(hu, "/console/places?model=yes")
    assert "Please fill this in." in mistakes(hu, hu.post(f"{own}/model", {"act": "end", "reason": ""}))
    hu.post(f"{own}/model", {"act": "end", "reason": "改造中"})
    assert not file_of(office, here.place.id).is_model


def test_a_closed_place_stays_readable_and_comes_back(office: Office, here: PlaceFile, seat: Seat) -> None:
    hu, own = seat("hu"), f"/console/places/{here.place.id}"
    assert "Please fill this in." in mistakes(hu, hu.post(f"{own}/standing", {"act": "close", "reason": ""}))
    hu.post(f"{own}/standing", {"act": "close", "reason": "整体搬迁"})
    shown = page(hu, own)
    assert "This place is closed" in shown and "整体搬迁" in shown
    for tail in ("/check", "/edit", "/model"):
        assert hu.get(own + tail).status_code == 404
    hu.post(f"{own}/standing", {"act": "reopen"})
    assert file_of(office, here.place.id).place.is_active


def test_two_of_one_kind_are_compared_and_merged_at_the_second_look(
    office: Office, here: PlaceFile, seat: Seat
) -> None:
    other = enter(office, HU, {**CELLS, "key": "P-2", "lon": "114.3051"}, command_id=offices.command_id(), now=NOW)
    adopt(office, HU, other.place.id, "u-letters", command_id=offices.command_id(), now=NOW)
    hu = seat("hu")
    assert f"goes={other.place.id}&amp;stays={here.place.id}" in page(hu, "/console/places/doubles")
    look = f"/console/places/merge?goes={other.place.id}&stays={here.place.id}"
    assert "Letters" in page(hu, look)
    deng = seat("deng")
    assert deng.get(look).status_code == 404
    given: dict[str, Any] = {"goes": other.place.id, "stays": here.place.id, "goes_seq": 1, "stays_seq": 1}
    assert "One of the two changed" in mistakes(hu, hu.post("/console/places/merge", given))
    done = hu.post("/console/places/merge", {**given, "goes_seq": 2})
    assert done.headers["Location"] == f"/console/places/{here.place.id}"
    led = hu.get(f"/console/places/{other.place.id}")
    assert led.headers["Location"] == f"/console/places/{here.place.id}", "an old plate leads to the survivor"
    assert "Merged into another place" in page(hu, f"/console/places/{other.place.id}?record=1")
    assert "No pair looks like one place" in page(hu, "/console/places/doubles")


def test_a_survivor_that_is_merged_later_is_led_through(office: Office, here: PlaceFile, seat: Seat) -> None:
    more = [
        enter(office, HU, {**CELLS, "key": f"P-{at}"}, command_id=offices.command_id(), now=NOW).place.id
        for at in (2, 3)
    ]
    for goes, stays, seqs in ((here.place.id, more[0], (1, 1)), (more[0], more[1], (2, 1))):
        asked = Merging(goes=goes, stays=stays, goes_seq=seqs[0], stays_seq=seqs[1])
        merge(office, HU, asked, command_id=offices.command_id(), now=NOW)
    led = seat("hu").get(f"/console/places/{here.place.id}")
    assert led.headers["Location"] == f"/console/places/{more[1]}"


def test_pairs_that_are_two_are_offered_no_more(office: Office, here: PlaceFile, seat: Seat) -> None:
    other = enter(office, HU, {**CELLS, "key": "P-2"}, command_id=offices.command_id(), now=NOW)
    hu = seat("hu")
    hu.post("/console/places/doubles", {"one": here.place.id, "other": other.place.id})
    assert "No pair looks like one place" in page(hu, "/console/places/doubles")
    lost = hu.post("/console/places/doubles", {"one": here.place.id, "other": "nothing"})
    assert "Not found." in mistakes(hu, lost)


def test_a_file_is_looked_at_and_its_good_rows_are_kept_by_one_press(office: Office, seat: Seat) -> None:
    hu = seat("hu")
    assert "Please fill this in." in mistakes(hu, hu.post("/console/places/import", {"datum": "wgs84"}))
    table = SimpleUploadedFile("places.csv", big_table(3, 300).encode())
    assert hu.post("/console/places/import", {"datum": "wgs84", "file": table}).status_code == 302
    shown = page(hu, "/console/places/import")
    assert "Keep 297 places" in shown and shown.count("“飞船” is not one of the choices listed.") == 3
    refused = hu.get("/console/places/import/refused.csv").content.decode("utf-8-sig")
    assert refused.count("Office phone: That is a person's mobile number.") == 3
    hu.post("/console/places/import", {"apply": "1"})
    assert "297 places entered" in page(hu, "/console/places")
    assert "No file waits" in mistakes(hu, hu.post("/console/places/import", {"apply": "1"}))
    assert hu.get("/console/places/import/refused.csv").status_code == 302
    table.seek(0)
    hu.post("/console/places/import", {"datum": "wgs84", "file": table})
    shown = page(hu, "/console/places/import")
    assert 'name="apply"' not in shown, "the same file again changes nothing"
    hu.post("/console/places/import", {"give_up": "1"})
    assert "Refused rows" not in page(hu, "/console/places/import")


def test_the_plate_of_one_place_leads_to_it(here: PlaceFile, seat: Seat) -> None:
    shown = page(seat("ren"), f"/console/places/plates?id={here.place.id}")
    assert "世纪花园" in shown and "P-1" in shown
    assert "No plate to print" in page(seat("deng"), f"/console/places/plates?id={here.place.id}")


def test_a_closed_place_is_found_by_its_filter(office: Office, here: PlaceFile, seat: Seat) -> None:
    close(office, HU, here.place.id, "拆除", command_id=offices.command_id(), now=NOW)
    assert "1 place" in page(seat("hu"), "/console/places?standing=closed")
