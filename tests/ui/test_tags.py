"""The tag library says everything in both languages and never breaks the page's own rules."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from linli.domain.problems import Problem
from linli.domain.wording import Wording
from linli.ui.clock_view import CLOCK_ICONS, CLOCK_TONES, CLOCK_WORDS, ClockState, ClockView
from linli.ui.icons import icon_names
from linli.ui.templatetags import linli_ui


def shown(source: str, language: str = "zh-hans", **values: object) -> str:
    with translation.override(language):
        return Template("{% load linli_ui %}" + source).render(Context(values))


def a_clock(state: ClockState = ClockState.NEAR, **changes: object) -> ClockView:
    values: dict[str, object] = {"title": "我的一步", "left_text": "剩 1 天", "used_percent": 80}
    return ClockView(state=state, **{**values, **changes})


def test_words_of_people_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script>"
    pages = [
        shown("{% state 'active' words %}", words=evil),
        shown("{% masked words %}", words=evil),
        shown("{% wording words %}", words=Wording(evil, evil)),
        shown("{{ words|said }}", words=Wording(evil, evil)),
        shown("{% icon 'clock' title=words %}", words=evil),
        shown("{% qr 'x' title=words %}", words=evil),
        shown("{% clock view %}", view=a_clock(title=evil, left_text=evil, hint=evil)),
    ]
    assert [page for page in pages if "<script" in page] == []


def test_an_icon_never_drawn_becomes_a_dot() -> None:
    assert "#dot" in shown("{% icon name %}", name='"><b>')
    assert "#clock" in shown("{% icon 'clock' %}")


def test_an_icon_with_a_title_is_told_to_screen_readers() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'clock' %}")
    assert 'role="img" aria-label="时限"' in shown("{% icon 'clock' title='时限' %}")


@pytest.mark.parametrize("state", list(ClockState))
@pytest.mark.parametrize("look", ["panel", "chip", "line"])
def test_a_clock_has_colour_icon_and_word(state: ClockState, look: str) -> None:
    page = shown("{% clock view look %}", view=a_clock(state), look=look)
    assert CLOCK_WORDS[state].zh in page
    assert f"#{CLOCK_ICONS[state]}" in page
    assert f"chip--{CLOCK_TONES[state]}" in page or f"clock--{state.value}" in page
    assert CLOCK_WORDS[state].en in shown("{% clock view look %}", "en", view=a_clock(state), look=look)


def test_only_a_clock_of_wall_time_is_counted_down_by_the_browser() -> None:
    due_at = datetime(2026, 11, 18, 1, 41, tzinfo=UTC)
    assert "data-due" not in shown("{% clock view %}", view=a_clock(due_at=due_at))
    assert "data-due" in shown("{% clock view %}", view=a_clock(due_at=due_at, counts_wall_time=True))


def test_every_state_and_clock_uses_an_icon_that_exists() -> None:
    used = {sign for _, sign in linli_ui.STATE_LOOKS.values()} | set(CLOCK_ICONS.values())
    assert used - icon_names() == set()


def test_a_state_says_its_title_in_the_readers_language() -> None:
    title = Wording("处置中", "Being handled")
    assert "处置中" in shown("{% state 'active' title %}", title=title)
    assert "Being handled" in shown("{% state 'active' title %}", "en", title=title)
    assert "chip--neutral" in shown("{% state 'never_heard_of' title %}", title=title)


def test_what_is_hidden_says_so_and_how_to_see_it() -> None:
    assert "已隐藏" in shown("{% masked %}")
    assert "Hidden" in shown("{% masked %}", "en")
    assert 'href="/why"' in shown("{% masked open_url='/why' %}")


def test_a_problem_is_told_beside_its_field_only() -> None:
    problems = [Problem("required", at="place"), Problem("required", at="words")]
    told = shown("{% for one in problems|problems_at:'place' %}{{ one|sentence }}{% endfor %}", problems=problems)
    assert told == "请填写这一项。"
    assert shown("{{ nothing|problems_at:'place' }}") == "[]"


def test_absent_times_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linli_ui, "present", lambda: datetime(2026, 6, 1, tzinfo=UTC))
    assert shown("{{ n|local_moment }}{{ n|local_date }}{{ n|duration }}", n=None) == ""
    assert shown("{{ day|local_date }}", day=date(2026, 11, 18)) == "11月18日"
    moment = datetime(2026, 11, 18, 1, 41, tzinfo=UTC)
    assert shown("{{ moment|local_moment }}", "en", moment=moment) == "18 Nov 09:41"
    assert shown("{{ seconds|duration }}", seconds=11100) == "3 小时 5 分"


def test_a_code_is_drawn_without_styles() -> None:
    drawn = shown("{% qr 'https://linli.example/r/YX7K' %}")
    assert drawn.startswith("<svg")
    assert "style" not in drawn


def test_a_filter_is_an_address_and_begins_at_the_first_page() -> None:
    request = RequestFactory().get("/console/", {"channel": "phone", "after": "x", "sort": "due"})
    asked = "{% query channel='web' sort=None %}"
    assert shown(asked, request=request) == "?channel=web"
    assert shown("{% query after='y' %}", request=request) == "?channel=phone&amp;sort=due&amp;after=y"
    assert shown("{% query kind=kinds %}", request=None, kinds=["a", "b"]) == "?kind=a&amp;kind=b"
