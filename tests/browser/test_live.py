"""Live: what one person files stands before others within a second, without a reload and without moving their rows."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Look
from tests.browser.conftest import FindResident, OpenPage
from tests.browser.hands import Pointing
from tests.browser.people import Resident

SECOND = 1.0
WALL_FIGURE = ".wall__figure--filed .wall__big a"
OPERATOR, COORDINATOR = "受理员", "区级协调员"
NOTE_WHEN = """selector => {
  const one = () => document.querySelector(selector);
  const seen = () => one() && !one().hidden ? one().textContent : "";
  const before = seen();
  window.changedAt = 0;
  new MutationObserver(() => { if (!window.changedAt && seen() !== before) window.changedAt = Date.now(); })
    .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def listening(page: Page, path: str) -> Page:
    """Open a page and wait until it hears the live process."""
    page.goto(path)
    expect(page.locator("html[data-live-state='on']")).to_be_attached()
    return page


def note_when(page: Page, selector: str) -> None:
    """Let the page note when what it shows there changes."""
    page.evaluate(NOTE_WHEN, selector)


def changed_at(page: Page) -> float:
    """Return when that was, once it was."""
    page.wait_for_function("() => window.changedAt > 0")
    return float(page.evaluate("() => window.changedAt")) / 1000


def report(somebody: Resident) -> float:
    """Report something and return when the answer came."""
    answered: list[float] = []
    somebody.page.on("response", lambda one: answered.append(time.time()) if one.request.method == "POST" else None)
    somebody.report(None)
    return answered[-1]


def test_a_matter_filed_in_one_window_stands_on_anothers_desk_and_on_the_wall_within_a_second(
    resident: FindResident, open_page: OpenPage
) -> None:
    desk = listening(open_page(seat=OPERATOR), "/console/desk")
    wall = listening(open_page(Look(size=(1920, 1080)), seat=COORDINATOR), "/wall")
    rows = desk.locator(".desk__rows .row").count()
    before = int(wall.locator(WALL_FIGURE).inner_text())
    note_when(desk, "[data-live-chip]")
    note_when(wall, WALL_FIGURE)
    answered = report(resident(Pointing()))
    assert changed_at(desk) - answered < SECOND
    assert changed_at(wall) - answered < SECOND
    assert int(wall.locator(WALL_FIGURE).inner_text()) == before + 1
    chip = desk.locator("[data-live-chip]")
    expect(chip).to_have_text(re.compile("1 件新的"))
    expect(desk).to_have_title(re.compile(r"^\(1\) "))
    assert desk.locator(".desk__rows .row").count() == rows
    chip.click()
    expect(desk.locator(".desk__rows .row")).to_have_count(rows + 1)
    expect(chip).to_be_hidden()
    expect(desk.locator("#desk-lead")).to_contain_text(f"{rows + 1}")


def test_today_changes_without_a_reload(resident: FindResident, open_page: OpenPage) -> None:
    today = listening(open_page(seat=OPERATOR), "/console/")
    note_when(today, "#today-live")
    today.evaluate("() => { window.isSamePage = true; }")
    answered = report(resident(Pointing()))
    assert changed_at(today) - answered < SECOND
    assert today.evaluate("() => window.isSamePage")


def test_without_the_live_process_the_page_says_that_it_asks_now_and_then(open_page: OpenPage) -> None:
    wall = open_page(Look(size=(1920, 1080)), seat=COORDINATOR)
    wall.route("**/live/events*", lambda route: route.abort())
    wall.goto("/wall")
    expect(wall.locator("html[data-live-state='polling']")).to_be_attached()
    expect(wall.locator(".wall__state--polling")).to_be_visible()
    expect(wall.locator(".wall__state--on")).to_be_hidden()


@pytest.mark.parametrize(("size", "least"), [((1920, 1080), 28), ((3840, 2160), 56)], ids=["1080p", "4K"])
def test_every_figure_on_the_wall_reads_across_a_room_and_nothing_overflows(
    size: tuple[int, int], least: int, open_page: OpenPage
) -> None:
    wall = open_page(Look(size=size), seat=COORDINATOR)
    for panel in ("streets", "flow", "clocks", "voices", "alerts"):
        wall.goto(f"/console/wall?panel={panel}")
        sizes = wall.evaluate(
            "() => [...document.querySelectorAll('a.number')].filter(one => one.checkVisibility())"
            ".map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert sizes
        assert min(sizes) >= least - 0.5, (panel, min(sizes))
        overflow = wall.evaluate(
            "() => [document.documentElement,"
            " ...document.querySelectorAll('.wall__figure, .wall__panel, .wall__ticker')]"
            ".filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)"
            ".map(one => one.className)"
        )
        assert overflow == [], panel


def test_the_wall_is_turned_and_held_by_keys(open_page: OpenPage) -> None:
    wall = open_page(Look(size=(1920, 1080)), seat=COORDINATOR)
    wall.goto("/console/wall")
    expect(wall.locator(".wall__panel--streets")).to_be_visible()
    wall.keyboard.press("ArrowRight")
    expect(wall.locator(".wall__panel--flow")).to_be_visible()
    expect(wall.locator(".wall__panel--streets")).to_be_hidden()
    held = wall.locator("[data-wall-pause]")
    expect(held).to_have_attribute("aria-pressed", "true")  # whoever wants less motion turns them by hand
    wall.keyboard.press("p")
    expect(held).to_have_attribute("aria-pressed", "false")
    wall.keyboard.press(" ")
    expect(held).to_have_attribute("aria-pressed", "true")
