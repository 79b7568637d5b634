"""Pages of the register of places, with the way to each: names and steps, without knowing how they are looked at."""

from collections.abc import Callable

from playwright.sync_api import Page

TABLE = (
    "编号,名称,类别,风险等级,经度,纬度,办公电话\n"
    "T-1,演示仓库,仓库,较大风险,,,0372-5551234\nT-2,,飞船,一般风险,x,36.1,13800000000\n"
)


def _go(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _first(tail: str) -> Callable[[Page], None]:
    """Open the first place of the list, or one of its pages."""

    def go(page: Page) -> None:
        page.goto("/console/places")
        page.goto(str(page.locator("#main a[data-row]").first.get_attribute("href")) + tail)

    return go


def _sent_empty(path: str) -> Callable[[Page], None]:
    """Send a form as it comes, and look at what it says."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#main form[method=post] button.button--primary").first.click()
        page.wait_for_load_state("networkidle")

    return go


def _preview(page: Page) -> None:
    page.goto("/console/places/import")
    page.locator("#field-file").set_input_files(
        {"name": "places.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.locator("#main form[enctype] button").click()
    page.wait_for_load_state("networkidle")


def _doubled(page: Page) -> None:
    """Enter the first place of the list a second time, and open the pairs; the second time it is there already."""
    _first("/edit")(page)
    told = {key: page.locator(f"#field-{key}").input_value() for key in ("key", "name", "kind", "area", "lon", "lat")}
    page.goto("/console/places/new")
    page.locator("#field-key").fill(f"{told['key'].removesuffix('-2')}-2")
    for key in ("name", "lon", "lat"):
        page.locator(f"#field-{key}").fill(told[key])
    for key in ("kind", "area"):
        page.locator(f"#field-{key}").select_option(told[key])
    page.locator("#main form[method=post] button.button--primary").click()
    page.wait_for_load_state("networkidle")
    page.goto("/console/places/doubles")


def _compared(page: Page) -> None:
    _doubled(page)
    page.goto(str(page.locator("#main a[href*='/merge']").first.get_attribute("href")))


PLACE_SIGHTS: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("places", _go("/console/places")),
    ("places-none", _go("/console/places?q=nothing-like-it")),
    ("places-filtered", _go("/console/places?kind=market&risk=larger")),
    ("place-new", _go("/console/places/new")),
    ("place-new-mistakes", _sent_empty("/console/places/new")),
    ("place", _first("")),
    ("place-edit", _first("/edit")),
    ("place-check", _first("/check")),
    ("place-units", _first("/units")),
    ("place-model", _first("/model")),
    ("place-photos", _first("/photos")),
    ("places-import", _go("/console/places/import")),
    ("places-import-preview", _preview),
    ("places-doubles", _doubled),
    ("places-merge", _compared),
    ("places-plates", _go("/console/places/plates?kind=market")),
)
