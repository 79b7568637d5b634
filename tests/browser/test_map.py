"""Maps in a real browser: a picked point names the right grid, by press and by key; every point is in a list too."""

import random
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from linli.demo.district import build_district
from linli.domain.coordinates import Point
from linli.domain.placing import How, Placer
from tests.browser.chromium import DESK, PHONE, Look
from tests.browser.conftest import FindResident, OpenPage
from tests.browser.hands import Pointing
from tests.browser.people import COMMUNITY, GRID, STREET
from tests.browser.product import SEED

POINTS = 200
CLICK_PX_MAX = 1.0
DRAWN = '[data-map][data-map-state="drawn"]'
SIZE_OF_PIXEL = (
    "m => { const a = m.unproject([0, 0]), b = m.unproject([1, 1]); return [b.lng - a.lng, a.lat - b.lat]; }"
)


@pytest.fixture(scope="module")
def placer() -> Placer:
    """The domain's own placing over the demo's district."""
    return Placer(build_district(SEED).areas)


def drawn(page: Page, path: str) -> Any:
    """Open a page and return its map once it is drawn."""
    page.goto(path)
    expect(page.locator(DRAWN)).to_have_count(1)
    return page.evaluate_handle(f"document.querySelector('{DRAWN}').map")


def spots(placer: Placer) -> list[Point]:
    """Random points of the district, with a fixed seed."""
    chance, found = random.Random(20261121), []
    box = placer.bounds
    assert box is not None
    while len(found) < POINTS:
        spot = Point(chance.uniform(box.west, box.east), chance.uniform(box.south, box.north))
        if placer.place(spot).how in (How.INSIDE, How.SHARED_EDGE):
            found.append(spot)
    return found


AIM = """([selector, lon, lat, dx, dy]) => {
  const host = document.querySelector(selector), map = host.map;
  host.dataset.pickState = "none";
  map.jumpTo({center: [lon, lat], zoom: 15});
  map.panBy([dx, dy], {duration: 0});
  const at = map.project([lon, lat]), box = map.getCanvas().getBoundingClientRect();
  const one = map.unproject([0, 0]), other = map.unproject([1, 1]);
  return [box.x + at.x, box.y + at.y, other.lng - one.lng, one.lat - other.lat];
}"""
TOLD = """(selector) => {
  const told = document.querySelector(selector).dataset, form = document.querySelector("[data-pick-form]").elements;
  return [told.pickKey, told.pickAt, `${form.lon.value},${form.lat.value}`];
}"""


def test_a_press_on_the_map_names_the_grid_of_that_point_for_200_points(open_page: OpenPage, placer: Placer) -> None:
    """Each point is pressed where the map draws it; what is named is what the domain places there, and what is sent."""
    page = open_page(Look(size=DESK))
    drawn(page, "/report/")
    page.locator(DRAWN).scroll_into_view_if_needed()
    keys = {area.path: area.key for area in placer.areas}
    wrong, chance = [], random.Random(1)
    for spot in spots(placer):
        # Off the middle, so that a press is told from the cross.
        aside = chance.randint(-120, 120), chance.randint(-80, 80)
        x, y, step_lon, step_lat = page.evaluate(AIM, [DRAWN, spot.lon, spot.lat, *aside])
        page.mouse.click(x, y)
        page.wait_for_selector(f'{DRAWN}[data-pick-state="named"]')
        key, at, sent = page.evaluate(TOLD, DRAWN)
        lon, lat = (float(one) for one in at.split(","))
        is_there = abs(lon - spot.lon) <= CLICK_PX_MAX * step_lon and abs(lat - spot.lat) <= CLICK_PX_MAX * step_lat
        if not is_there or key != keys[placer.place(Point(lon, lat)).area_path] or sent != at:
            wrong.append(f"{spot} pressed at {at}, sent {sent}: {key}")
    assert wrong == [], "\n".join(wrong)


def test_the_keyboard_alone_picks_a_point_and_goes_on_with_it(open_page: OpenPage, placer: Placer) -> None:
    page = open_page(Look(size=DESK))
    map_ = drawn(page, "/report/")
    page.locator(f"{DRAWN} canvas").focus()
    for key in ("+", "+", "+", "ArrowRight", "ArrowDown", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    page.wait_for_selector(f'{DRAWN}[data-pick-state="named"]')
    expect(page.locator("[data-pick-take]")).to_be_enabled()
    middle = map_.evaluate("m => m.getCenter().toArray()")
    at = [float(one) for one in (page.locator(DRAWN).get_attribute("data-pick-at") or "").split(",")]
    assert at == pytest.approx(middle, abs=1e-6)
    named = page.locator("[data-pick-words]").inner_text().split(" · ")
    page.keyboard.press("Enter")
    expect(page.locator("#s-here")).to_be_visible()
    expect(page.locator(".place .facts").first).to_contain_text(named[-1])


def test_a_point_outside_the_district_cannot_be_sent(open_page: OpenPage) -> None:
    page = open_page(Look(size=PHONE))
    map_ = drawn(page, "/report/")
    map_.evaluate("m => m.jumpTo({center: [116.4, 39.9], zoom: 15})")
    page.locator(DRAWN).click(position={"x": 150, "y": 120})
    expect(page.locator("[data-pick-words]")).to_have_text("这个点不在本区。")
    expect(page.locator("[data-pick-take]")).to_be_disabled()


def test_without_script_the_place_is_found_by_name_and_no_map_stands_in_the_way(open_page: OpenPage) -> None:
    page = open_page(Look(size=PHONE, has_script=False))
    page.goto("/report/")
    expect(page.locator(".pick")).to_be_hidden()
    page.get_by_role("link", name=STREET, exact=True).click()
    page.get_by_role("link", name=COMMUNITY, exact=True).click()
    page.get_by_role("button", name=GRID, exact=True).click()
    expect(page.locator("#s-here")).to_be_visible()


@pytest.mark.parametrize(
    "look", [Look(size=PHONE, theme="dark"), Look(size=DESK, language="en-GB")], ids=["phone-dark", "desk-en"]
)
def test_the_drawn_public_map_locks_nobody_out_and_asks_nobody_else(look: Look, open_page: OpenPage) -> None:
    page = open_page(look)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    map_ = drawn(page, "/map")
    map_.evaluate("m => new Promise(done => m.loaded() ? done() : m.once('idle', done))")
    host = page.url.rpartition("/map")[0]
    assert [one for one in asked if not one.startswith((host, "blob:", "data:"))] == []
    assert errors == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_every_sum_on_the_map_stands_in_the_list_with_the_same_number(open_page: OpenPage) -> None:
    page = open_page(Look(size=DESK, language="en-GB"))
    map_ = drawn(page, "/map")
    map_.evaluate("m => new Promise(done => m.loaded() && m.areTilesLoaded() ? done() : m.once('idle', done))")
    sums = map_.evaluate(
        "m => Object.fromEntries(m.querySourceFeatures('matters', {sourceLayer: 'matter'})"
        ".map(f => [f.properties.name_en, f.properties.count]))"
    )
    rows = page.locator(".map-list__one").evaluate_all(
        "all => Object.fromEntries(all.map(({children: [name, sum]}) =>"
        " [name.textContent.trim(), parseInt(sum.textContent)]))"
    )
    assert sums
    assert {name: rows[name] for name in sums} == sums
    assert sum(rows.values()) == sum(sums.values())


def test_a_press_on_a_sum_tells_how_many_and_leads_to_the_place(open_page: OpenPage) -> None:
    page = open_page(Look(size=DESK))
    map_ = drawn(page, "/map")
    map_.evaluate("m => new Promise(done => m.loaded() && m.areTilesLoaded() ? done() : m.once('idle', done))")
    x, y = map_.evaluate(
        "m => { const f = m.queryRenderedFeatures({layers: ['sum']})[0]; const at = m.project(f.geometry.coordinates);"
        " return [at.x, at.y]; }"
    )
    box = page.locator(DRAWN).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.locator(".map-card__more")).to_contain_text("正在办")
    page.locator(".map-card__title").click()
    expect(page).to_have_url(re.compile(r"/grid/\d+/"))


def test_the_desk_draws_the_next_matter_on_the_same_map_and_paper_keeps_the_sketch(
    open_page: OpenPage, resident: FindResident
) -> None:
    resident(Pointing()).report(None)  # so that two matters wait at the least
    page = open_page(Look(size=DESK), seat="受理员")
    drawn(page, "/console/desk?all=1")
    page.evaluate("s => { document.querySelector(s).map.marked = true; }", DRAWN)
    page.locator(".desk__rows a[data-row]").nth(1).click()
    expect(page).to_have_url(re.compile(r"/console/desk/\w{26}"))
    expect(page.locator(DRAWN)).to_have_count(1)
    assert page.evaluate("s => document.querySelector(s).map.marked", DRAWN) is True
    assert page.locator("canvas").count() == 1
    expect(page.locator(".map-place .sketch")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".map-place .sketch")).to_be_visible()
    expect(page.locator(DRAWN)).to_be_hidden()


def test_the_case_map_draws_every_matter_of_its_list(open_page: OpenPage) -> None:
    page = open_page(Look(size=DESK), seat="受理员")
    map_ = drawn(page, "/console/map")
    found = page.request.get("/console/map/points").json()["features"]
    links = page.locator(".map-page__list a[data-row]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert sorted(one["properties"]["url"] for one in found) == sorted(links)
    assert map_.evaluate("async m => (await m.getSource('matters').getData()).features.length") == len(found)
    found_axe = Axe().run(page)
    assert found_axe.violations_count == 0, found_axe.generate_report()
