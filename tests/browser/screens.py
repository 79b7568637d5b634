"""`make screens`: every page as a picture, in both languages, both themes and three sizes, under build/screens.

python -m tests.browser.screens [--only WORD]... [--size 390x844]... [--language zh]... [--theme light]...
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.chromium import SIZES, Look, chromium, installed, open_browser
from tests.browser.places_to_see import SEATS, Sight, sights, sit_down
from tests.browser.product import running_demo

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screens"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
THEMES = ("light", "dark")
SIZE_NAMES = {f"{width}x{height}": (width, height) for width, height in SIZES}
LEADS_ON = ("report-", "load-", "matter-", "story-lamp")
"""Each goes on from the one before: all are walked where one of them is wanted."""

# A picture of the whole page makes the window longer for a moment: a map keeps the height it has.
TO_THE_END_AND_BACK = """async () => {
  await document.fonts.ready;
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  }
  scrollTo(0, 0);
  for (const one of document.querySelectorAll("[data-map]")) one.style.height = `${one.offsetHeight}px`;
}"""
NOTHING_IS_TO_COME = """() => [...document.querySelectorAll("[data-map], [data-figure-chart]")].every((one) =>
  !one.checkVisibility({visibilityProperty: false}) || one.querySelector("canvas, p")
  && (!one.matches("[data-map]") || /drawn|failed/.test(one.dataset.mapState)))"""
PAINT_MS = 120


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what was asked for and print each file."""
    asked = _asked(arguments)
    if installed() is None:
        print("chromium is not installed", file=sys.stderr)
        return 1
    with chromium() as browser, running_demo() as served:
        for size, language, theme in product(asked.size, asked.language, asked.theme):
            look = Look(size=SIZE_NAMES[size], language=LANGUAGES[language], theme=theme)
            folder = FOLDER / f"{size}-{language}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            for file in _drawn(browser, served.url, look, folder, asked.only):
                print(file.relative_to(FOLDER.parents[1]), flush=True)
    return 0


def _asked(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="screens", description="write every page as a picture to build/screens")
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help="pages whose name holds WORD")
    for name, choices in (("size", SIZE_NAMES), ("language", LANGUAGES), ("theme", THEMES)):
        parser.add_argument(f"--{name}", action="append", choices=list(choices), help="may be given several times")
    asked = parser.parse_args(arguments)
    asked.size, asked.language = asked.size or list(SIZE_NAMES), asked.language or list(LANGUAGES)
    asked.theme = asked.theme or list(THEMES)
    return asked


def _drawn(browser: Browser, url: str, look: Look, folder: Path, only: list[str]) -> Iterator[Path]:
    for seat in SEATS:
        context = open_browser(browser, url, look)
        page = context.new_page()
        if seat:
            sit_down(page, seat)
        for sight in sights(page, seat):
            if not _is_walked(sight, only):
                continue
            sight.go(page)
            if _is_wanted(sight.name, only):
                settle(page)
                page.screenshot(path=folder / f"{sight.name}.png", full_page=True)
                yield folder / f"{sight.name}.png"
        context.close()


def settle(page: Page) -> None:
    """Wait until the page stands as a reader sees it who has been to its end and back: maps and charts are drawn."""
    page.wait_for_load_state("load")
    page.evaluate(TO_THE_END_AND_BACK)
    page.wait_for_function(NOTHING_IS_TO_COME)
    page.wait_for_timeout(PAINT_MS)


def _is_wanted(name: str, only: list[str]) -> bool:
    return not only or any(word in name for word in only)


def _is_walked(sight: Sight, only: list[str]) -> bool:
    """A step is walked for the steps after it; the page of a story's matter needs the story begun."""
    return _is_wanted(sight.name, only) or sight.name.startswith(LEADS_ON)


if __name__ == "__main__":
    sys.exit(main())
