"""Every page, by phone and desk, in Chinese and English, light and dark: nobody is locked out, nothing overflows.

Four looks cover every pair of size, language and theme for every page.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request

from tests.browser.chromium import DESK, PHONE, Look
from tests.browser.conftest import OpenPage
from tests.browser.places_to_see import PUBLIC, SEATS, Sight, sights, sit_down
from tests.browser.safe_seats import CHAIRS

LOOKS = (
    Look(size=PHONE, language="zh-CN", theme="light"),
    Look(size=PHONE, language="en-GB", theme="dark"),
    Look(size=DESK, language="zh-CN", theme="dark"),
    Look(size=DESK, language="en-GB", theme="light"),
)
TWO_LOOKS = (LOOKS[0], Look(size=DESK, language="en-GB", theme="dark"))
"""For the chairs of safe places: each size, each language and each theme once, at half the time."""
SEEN = [(seat, look) for seat in SEATS for look in (TWO_LOOKS if seat in CHAIRS else LOOKS)]
LAYOUT_SHIFT_MAX = 0.05
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((found) => {
  for (const one of found.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({type: "layout-shift", buffered: true});
"""
SPILLS = """[...document.querySelectorAll(".choice, .button, .chip, .note, .row, .panel__head")]
  .filter(one => one.clientHeight && one.scrollHeight > one.clientHeight + 3)
  .map(one => `${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
AXE = Axe()


class Watch:
    """Notes what a page asks for and complains of."""

    def __init__(self, page: Page) -> None:
        """Listen from now on."""
        self.page = page
        self.found: list[str] = []
        self.host = ""
        page.add_init_script(WATCH_SHIFTS)
        page.on("console", self._console)
        page.on("pageerror", self._script_error)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url')})")

    def _script_error(self, error: Error) -> None:
        self.found.append(f"script error: {error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and self.host and parts.netloc != self.host:
            self.found.append(f"asks another host: {request.url}")

    def of(self, sight: Sight) -> list[str]:
        """Go to a page and return everything that is wrong with it."""
        self.found.clear()
        sight.go(self.page)
        self.host = urlsplit(self.page.url).netloc
        self.page.wait_for_load_state("load")
        refused = "the server responded with a status of 4"  # a refused form or missing page answers so on purpose
        found = [one for one in self.found if refused not in one]
        return [*found, *_overflow(self.page), *_spills(self.page), *_shifts(self.page), *_barriers(self.page)]


def _overflow(page: Page) -> Iterator[str]:
    asked, given = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if asked > given:
        yield f"is {asked} px wide in a window of {given}"


def _spills(page: Page) -> Iterator[str]:
    for one in page.evaluate(SPILLS)[:5]:
        yield f"words stand out of their box: {one}"


def _shifts(page: Page) -> Iterator[str]:
    shifted = page.evaluate("window.shifted")
    if shifted > LAYOUT_SHIFT_MAX:
        yield f"moves under the reader by {shifted:.3f}"


def _barriers(page: Page) -> Iterator[str]:
    answer: dict[str, Any] = AXE.run(page, options={"resultTypes": ["violations"]}).response
    for rule in answer["violations"]:
        places = [f"{node['html'][:160]} {node['failureSummary'][:200]}" for node in rule["nodes"][:3]]
        yield f"{rule['id']} ({len(rule['nodes'])}): {' | '.join(places)}"


def _named(one: str | Look) -> str:
    return f"{one.size[0]}-{one.language[:2]}-{one.theme}" if isinstance(one, Look) else one or "public"


@pytest.mark.parametrize(("seat", "look"), SEEN, ids=_named)
def test_every_page_is_open_to_everybody_and_fits_its_window(seat: str, look: Look, open_page: OpenPage) -> None:
    page = open_page(look)
    if seat != PUBLIC:
        sit_down(page, seat)
    watch = Watch(page)
    seen = {sight.name: watch.of(sight) for sight in sights(page, seat)}
    assert len(seen) >= {"administrator": 1, "caller": 4, "officer": 7, "grid-leader": 3, "answerer": 2}.get(seat, 10)
    wrong = [f"{name}: {one}" for name, found in seen.items() for one in found]
    assert wrong == [], "\n".join(wrong)


def test_a_planted_barrier_overflow_and_outside_host_are_found(open_page: OpenPage) -> None:
    page = open_page(LOOKS[0])
    watch = Watch(page)

    def plant(page: Page) -> None:
        page.goto("/charter")
        watch.host = urlsplit(page.url).netloc
        page.evaluate("""() => {
          const picture = document.createElement("img"), wide = document.createElement("div");
          picture.src = "http://127.0.0.2:9/x.png"; wide.style.width = "900px"; wide.textContent = "wide";
          const small = document.createElement("div"); small.className = "note"; small.textContent = "small";
          small.style.height = "8px";
          document.querySelector("main").append(picture, wide, small); console.error("planted");
        }""")

    found = "\n".join(watch.of(Sight(name="planted", go=plant)))
    for words in ("image-alt", "px wide", "console: planted", "127.0.0.2", "out of their box: note: small"):
        assert words in found
    assert watch.page.evaluate("document.documentElement.lang") == "zh-Hans"
