"""The map of a post: the same matters as its list, exact by duty, filters that are the address."""

import pytest
from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from tests import offices
from tests.console.conftest import Seat

POINT = {"lon_e6": 114_305_717, "lat_e6": 36_104_939}
EXACT = [114.305717, 36.104939]


def features(seat: Seat, name: str, query: str = "") -> list[dict]:
    answer = seat(name).get(f"/console/map/points{query}")
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.json()["features"]


def test_a_post_without_relation_has_an_empty_map(office: Office, seat: Seat) -> None:
    offices.file(office, point=POINT)
    assert features(seat, "kong") == []
    assert "/console/cases/" not in seat("kong").get("/console/map").content.decode()


def test_the_desk_of_the_street_sees_the_point_and_another_street_nothing(office: Office, seat: Seat) -> None:
    filed = offices.file(office, point=POINT)
    (shown,) = features(seat, "hu")
    assert shown["geometry"]["coordinates"] == EXACT
    assert shown["properties"]["exact"] is True
    assert shown["properties"]["url"] == f"/console/cases/{filed.case_id}"
    assert features(seat, "deng") == []


def test_a_matter_without_a_point_stands_in_its_area_and_says_so(office: Office, seat: Seat) -> None:
    offices.file(office)
    (shown,) = features(seat, "hu")
    assert shown["properties"]["exact"] is False
    assert "place of the area only" in shown["properties"]["more"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1), ("?category=municipal", 1), ("?category=green", 0), ("?state=final", 0), ("?clock=overdue", 0),
        ("?q=路灯", 1), ("?q=井盖", 0), ("?mine=1", 1), ("?since=1", 1), ("?stage=nonsense", 1),
    ],
)  # fmt: skip
def test_a_filter_is_an_address_for_map_and_list_alike(query: str, count: int, office: Office, seat: Seat) -> None:
    filed = offices.file(office, point=POINT)
    assert len(features(seat, "hu", query)) == count
    page = seat("hu").get(f"/console/map{query}").content.decode()
    assert (f"/console/cases/{filed.case_id}" in page) is bool(count)


def test_closed_matters_are_drawn_only_when_asked_for(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    offices.move(office, filed.stream, "resident", "withdraw")
    assert features(seat, "hu") == []
    assert len(features(seat, "hu", "?state=final")) == 1


def test_page_and_points_ask_few_questions_however_many_matters(
    office: Office, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        offices.file(office, point=POINT)
    client = seat("hu")
    with django_assert_max_num_queries(25):
        assert client.get("/console/map").content.decode().count("data-row ") == 30
    with django_assert_max_num_queries(12):
        assert len(client.get("/console/map/points").json()["features"]) == 30


def test_the_case_and_the_desk_draw_the_area_and_the_point_by_duty(office: Office, seat: Seat) -> None:
    filed = offices.file(office, point=POINT)
    for address in (f"/console/cases/{filed.case_id}", f"/console/desk/{filed.case_id}"):
        shown = seat("hu").get(address).content.decode()
        assert "114.305717" in shown.partition('data-map="')[2].partition('"')[0]
