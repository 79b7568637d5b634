"""Pages for everybody: what they tell, what they keep to themselves, and in which languages."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from linli.actions.public_views import PublicFigures
from linli.domain.allowance import net_of
from linli.domain.engine.declarations import fixed
from linli.procedures import procedures
from linli.public.access_table import access_table
from linli.public.charter_words import ROWS
from linli.public.pages import told_figures
from linli.store import models
from tests import offices
from tests.house.scans import ROOT
from tests.public.conftest import body, closed, filled, photo_file, visitor_in

GRID_KEY = "minghe-liuan-bridge-east-g1"
PAGES = ("/", "/report/", "/follow/", "/grid/", f"/grid/{GRID_KEY}/", "/charter", "/help/", "/privacy/", "/channels/")
QUERIES_MAX = 25


@pytest.mark.parametrize("path", ["/grid/nowhere/", "/grid/minghe/", "/grid/x'/", "/r/", "/charter/x"])
def test_what_does_not_exist_is_answered_in_both_languages(path: str, visitor: Client) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert "tel:110" in body(answer)


@pytest.mark.parametrize("path", ["/", "/charter", f"/grid/{GRID_KEY}/", "/robots.txt"])
def test_pages_that_are_only_read_take_nothing(path: str, visitor: Client) -> None:
    assert visitor.post(path, {"x": "y"}).status_code == 405


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_speaks_both_languages_within_its_budget(path: str, language: str, office: Office) -> None:
    page = body(visitor_in(language).get(path))
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page
    assert ("有生命危险" in page) == (language == "zh-hans")
    assert len(page.encode()) < 100 * 1024


def test_nothing_but_kind_place_and_stage_of_others_matters_is_shown(visitor: Client, office: Office) -> None:
    secret = {key: f"SECRET-{key}" for key in ("words", "place_words", "title", "requester_name")}
    offices.file(office, requester_phone="000-5555 1234", photo=(b"SECRET-photo",), **secret)
    closed(office, **secret)
    for path in PAGES:
        page = body(visitor.get(path))
        for canary in ("SECRET", "000-5555", "INTERNAL", "STAFF-song"):
            assert canary not in page, path
    assert "Street lamp" in body(visitor.get("/"))
    assert "Street lamp" in body(visitor.get(f"/grid/{GRID_KEY}/"))


@pytest.mark.parametrize("seal", ["restricted", "sealed", "closed"])
def test_a_sealed_matter_is_on_no_list_and_in_no_figure(seal: str, visitor: Client, office: Office) -> None:
    case_id = offices.file(office, category="fire.hydrant").case_id
    models.Case.objects.filter(id=case_id).update(seal=seal)
    assert "Damaged hydrant" not in body(visitor.get("/"))
    assert "No matters yet" in body(visitor.get("/"))
    assert "Nothing open here" in body(visitor.get(f"/grid/{GRID_KEY}/"))
    filled(visitor, category="fire.hydrant")
    assert "like it nearby" not in body(visitor.get("/report/check/"))


def figures(received: int, done: int, overdue: int = 0) -> dict[str, object]:
    return told_figures(PublicFigures(days=30, received=received, closed=done, overdue=overdue))


def test_without_matters_there_are_no_figures() -> None:
    assert figures(0, 0)["is_empty"]


def test_small_numbers_are_not_told_and_cannot_be_worked_out() -> None:
    few_closed, few_open = figures(50, 2), figures(50, 48)
    assert "2" not in str(few_closed["closed"])
    assert few_closed["open"] != "48"
    assert few_open["closed"] != "48"
    assert "2" not in str(few_open["open"])


def test_large_numbers_are_told_as_they_are() -> None:
    assert (figures(1200, 1000)["closed"], figures(1200, 1000)["open"]) == ("1,000", "200")


def test_the_grid_page_publishes_what_the_law_asks(visitor: Client, office: Office) -> None:
    page = body(visitor.get(f"/grid/{GRID_KEY}/"))
    for words in (
        "STAFF-ren",
        "To complain",
        "What can be reported here",
        "Fire safety",
        "QR code of this page",
        "sketch__here",
    ):
        assert words in page


def test_a_vacant_post_is_called_vacant(visitor: Client, office: Office) -> None:
    assert "vacant" in body(visitor.get("/grid/minghe-dongtang-stone-g1/"))


def test_the_charter_page_has_every_row_of_the_charter(office: Office) -> None:
    text = (ROOT / "docs" / "explanation" / "charter.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    assert len(rows) == len(ROWS) == 14
    page = body(visitor_in("zh-hans").get("/charter"))
    for row in ROWS:
        assert all(cell.zh in page for cell in row)


def test_private_addresses_are_kept_out_of_search_engines(visitor: Client) -> None:
    text = body(visitor.get("/robots.txt"))
    for path in ("/r/", "/report/", "/console/"):
        assert f"Disallow: {path}" in text


def test_small_files_are_there(visitor: Client) -> None:
    assert visitor.get("/favicon.ico").status_code == 302
    assert visitor.get("/site.webmanifest").json()["start_url"] == "/"


def test_every_address_says_who_may_open_it() -> None:
    assert set(access_table().values()) == {"public", "draft", "receipt", "granted", "party"}


def test_an_address_that_does_not_say_who_may_open_it_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.public.access_table.ACCESS", {"home": "public"})
    with pytest.raises(LookupError, match="report_place"):
        access_table()


def test_the_position_may_be_asked_only_where_it_is_needed(visitor: Client) -> None:
    assert "geolocation=(self)" in visitor.get("/report/").headers["Permissions-Policy"]
    for path in ("/", "/follow/", "/charter"):
        assert "geolocation=()" in visitor.get(path).headers["Permissions-Policy"]


def test_reading_a_page_sets_no_cookie_but_the_forms_own_token(visitor: Client) -> None:
    for path in PAGES:
        visitor.get(path)
    assert set(visitor.cookies) <= {"linli_csrf"}


@pytest.mark.parametrize("path", [*PAGES, "/r/{code}"])
def test_every_page_asks_the_database_little(
    path: str, visitor: Client, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    code, _ = closed(office)
    for _number in range(20):
        offices.file(office)
    with django_assert_max_num_queries(QUERIES_MAX):
        visitor.get(path.format(code=code))


def test_the_steps_ask_the_database_little(
    visitor: Client, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    filled(visitor, photo=[photo_file(f"{number}.jpg") for number in range(6)])
    for path in ("/report/", "/report/what/", "/report/check/"):
        with django_assert_max_num_queries(QUERIES_MAX):
            assert visitor.get(path).status_code == 200


def test_before_a_county_is_set_up_pages_are_missing_and_none_breaks(db: None) -> None:
    visitor = visitor_in("en")
    for path in PAGES:
        assert visitor.get(path).status_code in (200, 404)


@pytest.mark.parametrize(
    ("address", "net"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1::/48"),
        ("", "unknown"),
        ("x'", "unknown"),
    ],
)
def test_addresses_are_taken_together_by_their_part_of_the_net(address: str, net: str) -> None:
    assert net_of(address) == net


def test_a_draft_is_not_shared_between_browsers(visitor: Client) -> None:
    filled(visitor, words="ONLY-MINE")
    assert visitor_in("en").get("/report/what/").status_code == 302
    assert "ONLY-MINE" in body(visitor.get("/report/what/"))


def test_help_tells_the_time_limits_that_are_in_force(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = body(visitor.get("/help/"))
    assert "taken in within 2 working hours and answered within 15 days" in page
    assert "Within 30 days you may rate it" in page
    rules = procedures()["grid_event"]
    longer = tuple(replace(one, length=fixed(7)) if one.key in ("take_in", "wait") else one for one in rules.clocks)
    monkeypatch.setattr("linli.public.pages.procedures", lambda: {"grid_event": replace(rules, clocks=longer)})
    assert "taken in within 7 working hours and answered within 7 days" in body(visitor.get("/help/"))
