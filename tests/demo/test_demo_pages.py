"""The demo's pages: the centre at a glance with counted numbers, and seats by one press, in a demo only."""

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings

from linli.actions.seats import SESSION_POST
from linli.config.urls import faces
from linli.demo import opening
from linli.demo.cast import Cast
from linli.demo.district import build_district
from linli.demo.drawing import draw, drawing_of
from linli.demo.glance import glance_of
from linli.demo.later import LATER_ROOMS, LATER_STORIES
from linli.demo.seats import FIRST_STREET, RESIDENT, SEAT_KINDS, seats_in
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseQuery
from linli.domain.problems import Refused
from linli.store import cases, models
from linli.ui.moment import present
from tests.demo.conftest import Demo

ADDRESSES = ("/demo/", "/demo/stories/facade/", "/demo/stories/lamp/")
POSTS = ("/demo/seat/", *(f"/demo/stories/facade/{name}/" for name in ("step", "try", "again", "mine")))


def streets(demo: Demo) -> list[str]:
    return sorted(area.key for area in demo.office.directory.tree if area.level is AreaLevel.SUBDISTRICT)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "坐到谁的位置上看看"), ("en", "Sit down in somebody")])
def test_the_first_page_speaks_both_languages_and_says_that_it_is_a_demo(
    small_demo: Demo, language: str, words: str
) -> None:
    page = Client().get(f"/demo/?lang={language}", follow=True).content.decode()
    assert words in page
    assert 'class="demo-line"' in page
    assert len(page.encode()) <= 100 * 1024


def test_every_open_matter_stands_on_the_map_in_its_grid_and_in_the_legend(small_demo: Demo) -> None:
    office, now = small_demo.office, present()
    drawing = drawing_of(small_demo.wanted.folder)
    glance = glance_of(office, drawing, now)
    query = CaseQuery(county_id=office.county_id, reach=None, now=now, is_final=False)
    assert len(glance.dots) == sum(count for _, count in glance.legend) == glance.open_count == cases.count_cases(query)
    assert sum(street.cells[-1] for street in glance.streets) == glance.open_count
    page = Client().get("/demo/").content.decode()
    assert page.count('<use href="#dot-') == glance.open_count + len(glance.legend)


def test_the_map_kept_in_the_folder_is_the_one_that_is_drawn(small_demo: Demo) -> None:
    drawn = draw(build_district(small_demo.wanted.seed))
    assert drawing_of(small_demo.wanted.folder) == drawn
    assert len(drawn.grids) == 1_012
    assert [street.key for street in drawn.streets] == streets(small_demo)


def test_figures_say_what_they_are_measured_over_and_planned_rooms_are_named_as_planned(small_demo: Demo) -> None:
    page = Client().get("/demo/?lang=zh-hans", follow=True).content.decode()
    assert "近30天" in page
    tales = re.findall(r'<li class="tale tale--later">(.*?)</li>', page, re.DOTALL)
    assert len(tales) == len(LATER_STORIES)
    assert all(title.zh in tale and "后续版本" in tale for title, tale in zip(LATER_STORIES, tales, strict=True))
    planned = re.search(r'<ul class="later">(.*?)</ul>', page, re.DOTALL)
    assert planned
    assert all(title.zh in planned[1] for title, _more in LATER_ROOMS)
    assert not re.search(r"<a |<button|\d+ 件", planned[1])


@pytest.mark.parametrize("kind", [kind.key for kind in SEAT_KINDS if kind.find])
def test_one_press_takes_a_seat_and_leads_to_the_console(small_demo: Demo, kind: str) -> None:
    visitor = Client()
    street = small_demo.office.directory.tree.by_key[streets(small_demo)[FIRST_STREET]]
    seat = next(one for one in seats_in(Cast(small_demo.office, present()), street) if one.kind.key == kind)
    answer = visitor.post("/demo/seat/", {"post": seat.post_id})
    assert (answer.status_code, answer["Location"]) == (302, "/console/")
    assert visitor.session[SESSION_POST] == seat.post_id
    staff = models.Staff.objects.get(pk=visitor.session["_auth_user_id"])
    assert staff.pseudonym == small_demo.office.directory.posts[seat.post_id].staff_id
    assert not staff.has_usable_password()
    assert visitor.get("/console/").status_code == 200


def test_every_seat_stands_in_every_street(small_demo: Demo) -> None:
    cast = Cast(small_demo.office, present())
    for key in streets(small_demo):
        seats = seats_in(cast, small_demo.office.directory.tree.by_key[key])
        assert len({seat.post_id for seat in seats}) == len(SEAT_KINDS)
        assert all(seat.place.zh and seat.place.en for seat in seats)
    page = Client().get(f"/demo/?street={streets(small_demo)[0]}&lang=en", follow=True).content.decode()
    assert "Street seats are in Shiqiao" in page
    assert Client().get("/demo/?street=nowhere").status_code == 200


def test_the_residents_seat_signs_out_and_leads_to_the_public_page(small_demo: Demo) -> None:
    visitor = Client()
    post = seats_in(
        Cast(small_demo.office, present()), small_demo.office.directory.tree.by_key[streets(small_demo)[0]]
    )[1]
    visitor.post("/demo/seat/", {"post": post.post_id})
    answer = visitor.post("/demo/seat/", {"post": RESIDENT})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", "console/", ""]
)
def test_a_seat_never_leads_off_this_site(small_demo: Demo, wanted: str) -> None:
    answer = Client().post("/demo/seat/", {"post": RESIDENT, "next": wanted})
    assert answer["Location"] == "/"


def test_only_accounts_of_the_demo_can_be_sat_down_in(small_demo: Demo) -> None:
    post = next(one for one in small_demo.office.directory.posts.values() if one.staff_id)
    assert post.staff_id is not None
    models.Staff.objects.filter(pseudonym=post.staff_id).update(is_demo=False)
    try:
        assert Client().post("/demo/seat/", {"post": post.id}).status_code == 404
    finally:
        models.Staff.objects.filter(pseudonym=post.staff_id).update(is_demo=True)
    assert Client().post("/demo/seat/", {"post": "no-such-post"}).status_code == 404
    assert Client().post("/demo/seat/", {}).status_code == 404


@pytest.mark.parametrize("address", POSTS)
def test_what_changes_something_is_not_a_link_and_needs_the_forms_token(small_demo: Demo, address: str) -> None:
    assert Client().get(address).status_code == 405
    assert Client(enforce_csrf_checks=True).post(address, {"post": RESIDENT}).status_code == 403


def test_outside_a_demo_no_page_of_it_exists(small_demo: Demo) -> None:
    with override_settings(FACES=["public", "console"], DEMO=False):
        assert not any(str(one.pattern) == "demo/" for one in faces())
        assert [Client().get(address).status_code for address in ADDRESSES] == [404] * len(ADDRESSES)
        assert [Client().post(address).status_code for address in POSTS] == [404] * len(POSTS)


def test_an_unknown_story_is_not_found(small_demo: Demo) -> None:
    assert Client().get("/demo/stories/nothing/").status_code == 404
    assert Client().post("/demo/stories/nothing/step/").status_code == 404


def test_pages_of_a_demo_are_kept_by_nobody(small_demo: Demo) -> None:
    assert Client().get("/demo/")["Cache-Control"] == "private, no-store"


def test_another_county_keeps_the_demo_out(fresh_database: str, tmp_path: Path) -> None:
    models.County.objects.create(key="real", name="真区")
    with pytest.raises(Refused) as refusal:
        opening.is_open(tmp_path)
    assert refusal.value.codes == ("demo_elsewhere",)


def test_before_a_county_is_set_up_the_page_says_what_to_run(fresh_database: str) -> None:
    answer = Client().get("/demo/?lang=en", follow=True)
    assert answer.status_code == 503
    assert "linli demo" in answer.content.decode()
