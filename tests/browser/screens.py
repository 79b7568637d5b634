"""`make screens`: every page as a picture, in both languages, both themes and three sizes, under build/screens.

python -m tests.browser.screens [--only WORD]... [--size 390x844]... [--language zh]... [--theme light]...
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import SIZES, Look, chromium, installed, open_browser
from tests.browser.places_to_see import SEATS, Sight, sights, sit_down
from tests.browser.product import running_demo

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screens"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
THEMES = ("light", "dark")
SIZE_NAMES = {f"{width}x{height}": (width, height) for width, height in SIZES}
STEPS_OF_A_REPORT = "report-"
"""Each goes on from the one before: all are walked where one of them is wanted."""


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
            page.wait_for_load_state("networkidle")
            if _is_wanted(sight.name, only):
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=folder / f"{sight.name}.png", full_page=True)
                yield folder / f"{sight.name}.png"
        context.close()


def _is_wanted(name: str, only: list[str]) -> bool:
    return not only or any(word in name for word in only)


def _is_walked(sight: Sight, only: list[str]) -> bool:
    """A step of a report is walked for the steps after it; the page of a story's matter needs the story begun."""
    leads_on = sight.name.startswith((STEPS_OF_A_REPORT, "matter-", "story-lamp"))
    return _is_wanted(sight.name, only) or leads_on


if __name__ == "__main__":
    sys.exit(main())
