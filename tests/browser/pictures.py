"""The few pictures that README and docs show: `python -m tests.browser.pictures` writes docs/pictures anew."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import DESK, PHONE, WIDE, Look, chromium, open_browser
from tests.browser.places_to_see import HANDLER, LEADER, OPERATOR, at, path_of, press, sit_down
from tests.browser.product import running_demo

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
COLOURS, BYTES_MAX = 256, 200 * 1024
CASES = 900
"""Enough for a desk on a busy day."""


def main() -> int:
    """Draw the pictures and print each with its size."""
    with chromium() as browser, running_demo(cases=CASES) as served:
        draw_all(browser, served.url)
    return 0


def draw_all(browser: Browser, url: str) -> None:
    """Draw them from the demo at `url`."""
    page = _page(browser, url, DESK)
    at("/demo/")(page)
    keep(page, "demo")
    sit_down(page, OPERATOR)
    at("/console/desk?all=1")(page)
    page.locator("a[data-row]").nth(6).click()
    page.wait_for_load_state("networkidle")
    keep(page, "desk")
    page = _page(browser, url, DESK)
    sit_down(page, HANDLER)
    at("/console/cases?mine=1&stage=handling")(page)
    _open_one_at_work(page)
    keep(page, "case")
    page = _page(browser, url, PHONE)
    at("/report/?q=%E5%8D%B0%E6%9C%88%E7%A4%BE%E5%8C%BA01%E7%BD%91%E6%A0%BC")(page)
    press(page, "button[name=area]")
    press(page, ".onward button")
    page.locator(".tiles label").nth(1).click()
    page.locator("#field-words").fill("三号楼前的路灯不亮,晚上看不见台阶。")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    keep(page, "report")
    page = _page(browser, url, WIDE)
    sit_down(page, LEADER)
    at("/console/wall?panel=streets")(page)
    keep(page, "wall")


def keep(page: Page, name: str) -> None:
    """Write what the window shows now; where that is too much, with fewer colours."""
    page.wait_for_load_state("networkidle")
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    file = FOLDER / f"{name}.png"
    drawn.save(file, optimize=True)
    if file.stat().st_size > BYTES_MAX:
        drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    if file.stat().st_size > BYTES_MAX:
        raise ValueError(f"{file.name} is larger than {BYTES_MAX} bytes")
    print(file.relative_to(FOLDER.parents[1]), file.stat().st_size)


def _page(browser: Browser, url: str, size: tuple[int, int]) -> Page:
    return open_browser(browser, url, Look(size=size)).new_page()


def _open_one_at_work(page: Page) -> None:
    """Open the matter with the most to tell among the first ones."""
    addresses = [path_of(one) for one in page.locator("a[data-row]").all()][:8]
    told = {}
    for address in addresses:
        at(address)(page)
        told[address] = page.locator(".timeline .step").count()
    at(max(told, key=lambda one: told[one]))(page)


if __name__ == "__main__":
    sys.exit(main())
