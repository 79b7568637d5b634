"""The list of matters: within reach, by filters that are the address, and as a table that calculates nothing."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from tests import cast, offices
from tests.console.conftest import Seat


def test_a_list_holds_only_what_the_post_may_list(office: Office, seat: Seat) -> None:
    own = offices.file(office)
    far = offices.file(office, area=cast.FAR_GRID)
    assert own.case_id in (shown := seat("hu").get("/console/cases").content.decode())
    assert far.case_id not in shown
    assert own.case_id not in seat("kong").get("/console/cases").content.decode()
    assert far.case_id in seat("cheng").get("/console/cases").content.decode()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?q=路灯", True), ("?q=Street+lamp", True), ("?q=桥东", True), ("?q=井盖", False), ("?stage=reported", True),
        ("?stage=closed", False), ("?state=final", False), ("?category=municipal", True), ("?category=green", False),
        (f"?area={cast.LIUAN}", True), (f"?area={cast.DONGTANG}", False), ("?channel=web", True),
        ("?channel=letter", False), ("?urgency=urgent", False), ("?mine=1", True), ("?since=1", True),
        ("?clock=overdue", False), ("?unit=u-liuan", True), ("?unit=u-housing", False),
        ("?stage=nonsense&sort=x", True),
    ],
)  # fmt: skip
def test_a_filter_is_an_address(query: str, is_found: bool, office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    assert (filed.case_id in seat("hu").get(f"/console/cases{query}").content.decode()) is is_found


def test_nothing_found_offers_to_clear_the_filters(office: Office, seat: Seat) -> None:
    offices.file(office)
    shown = seat("hu", language="zh-CN").get("/console/cases?q=没有这样的事").content.decode()
    assert "没有符合条件的事项" in shown
    assert "全部清除" in shown


def test_pages_follow_one_another_without_a_gap(office: Office, seat: Seat) -> None:
    filed = {offices.file(office).case_id for _ in range(53)}
    client = seat("hu")
    first = client.get("/console/cases")
    assert first.context is not None
    onward = first.context["pager"].next_url
    second = client.get(onward)
    seen = [row.id for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == 53
    assert set(seen) == filed
    assert second.context["pager"].next_url == ""


def test_a_broken_cursor_shows_the_first_page(office: Office, seat: Seat) -> None:
    offices.file(office)
    assert seat("hu").get("/console/cases?after=yesterday~x").status_code == 200


def test_searching_a_number_opens_that_matter(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    assert seat("hu").get(f"/console/search?q={filed.number}")["Location"] == f"/console/cases/{filed.case_id}"
    hidden = seat("deng").get(f"/console/search?q={filed.number}")
    assert hidden["Location"].startswith("/console/cases?q=")


def table(client_answer: bytes) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(client_answer))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def test_a_table_holds_the_same_matters_and_no_formula(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    offices.move(office, filed.stream, "hu", "register", title="=HYPERLINK(1)")
    answer = seat("hu").get("/console/cases.xlsx?category=municipal")
    rows = table(answer.content)
    assert rows[2][:2] == (filed.number, "'=HYPERLINK(1)")
    book = load_workbook(BytesIO(answer.content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "d", "n"}
    assert table(seat("hu").get("/console/cases.xlsx?category=green").content)[2:] == []


def test_who_may_list_but_not_take_out_gets_an_empty_table(office: Office, seat: Seat) -> None:
    """A grid worker lists the open matters of the grid; taking them out of the house is another right."""
    filed = offices.file(office)
    client = seat("ren")
    assert filed.case_id in client.get("/console/cases").content.decode()
    assert table(client.get("/console/cases.xlsx").content)[2:] == []


def test_the_list_asks_the_database_at_most_25_times(
    office: Office, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        offices.file(office)
    client = seat("hu")
    with django_assert_max_num_queries(25):
        client.get("/console/cases?q=路灯&clock=on_time")
