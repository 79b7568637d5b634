"""Every switch is a plain link: the choice is kept and the reader stays on the page."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from linli.ui.frame import frame
from linli.ui.preferences import Preferences, PreferencesMiddleware

BROWSER = RequestFactory()


def through(request: HttpRequest) -> HttpResponse:
    return PreferencesMiddleware(lambda _: HttpResponse("page"))(request)


@pytest.mark.parametrize("query", ["lang=xx", "theme=<b>", "elder=99", "rail="])
def test_a_choice_that_does_not_exist_is_not_kept(query: str) -> None:
    response = through(BROWSER.get(f"/report?{query}"))
    assert response.status_code == 302
    assert not response.cookies


def test_nobody_is_led_to_another_house() -> None:
    request = BROWSER.get("/", {"theme": "dark"})
    request.path = "//evil.example/x"
    assert through(request)["Location"].startswith("/%2F")


def test_what_is_sent_is_never_turned_into_a_redirect() -> None:
    assert through(BROWSER.post("/report?lang=en")).content == b"page"


def test_programs_keep_their_parameters() -> None:
    assert through(BROWSER.get("/api/v1/cases?lang=en")).content == b"page"


@pytest.mark.parametrize(
    ("query", "cookie", "value"),
    [
        ("lang=en", settings.LANGUAGE_COOKIE_NAME, "en"),
        ("theme=dark", "linli_theme", "dark"),
        ("elder=2", "linli_elder", "2"),
        ("rail=narrow", "linli_rail", "narrow"),
    ],
)
def test_a_choice_is_kept_and_leads_back_to_the_same_page(query: str, cookie: str, value: str) -> None:
    response = through(BROWSER.get(f"/report?step=2&{query}&q=a%26b"))
    assert response["Location"] == "/report?step=2&q=a%26b"
    assert response.cookies[cookie].value == value
    assert response.cookies[cookie]["samesite"] == "Lax"


def test_chinese_comes_first_then_the_browsers_wish_then_the_readers_choice() -> None:
    def language_of(request: HttpRequest) -> str:
        through(request)
        return request.preferences.language

    assert language_of(BROWSER.get("/")) == "zh"
    assert language_of(BROWSER.get("/", headers={"accept-language": "en-GB"})) == "en"
    assert language_of(BROWSER.get("/", headers={"accept-language": "fr"})) == "zh"
    chosen = BROWSER.get("/", headers={"accept-language": "en-GB"})
    chosen.COOKIES[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert language_of(chosen) == "zh"


def test_a_spoiled_cookie_counts_as_not_chosen() -> None:
    request = BROWSER.get("/")
    request.COOKIES.update({"linli_theme": "<b>", "linli_elder": "x"})
    through(request)
    assert request.preferences == Preferences()


def test_a_page_varies_with_what_the_reader_chose() -> None:
    assert {"Cookie", "Accept-Language"} <= set(through(BROWSER.get("/"))["Vary"].split(", "))


def test_the_frame_stands_without_any_middleware() -> None:
    told = frame(BROWSER.get("/"))["frame"]
    assert (told.html_lang, told.theme, told.elder_size, list(told.nav), told.seat) == (
        "zh-Hans",
        "auto",
        0,
        [],
        None,
    )
    assert told.district_name
