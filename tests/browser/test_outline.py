"""Drawing an outline on the map: by mouse and by keyboard; the field of corners always says the same."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.places_to_see import ADMINISTRATOR, sit_down

READY = "[data-outline].is-ready"


def open_outline(open_page: OpenPage) -> Page:
    """The outline of the first grid that a search finds."""
    page = open_page()
    sit_down(page, ADMINISTRATOR)
    page.goto("/console/setup/areas?q=01网格")
    page.get_by_role("link", name="画边界").first.click()
    expect(page.locator(READY)).to_be_visible()
    return page


def corners(page: Page) -> list[str]:
    return page.locator("#field-outline").input_value().splitlines()


def test_corners_are_chosen_moved_added_and_taken_away_by_the_keyboard(open_page: OpenPage) -> None:
    page = open_outline(open_page)
    before = corners(page)
    page.locator("[data-outline-do=next]").press("Enter")
    expect(page.locator("canvas.maplibregl-canvas")).to_be_focused()
    page.keyboard.press("ArrowRight")
    moved = corners(page)
    assert (len(moved), moved[1:]) == (len(before), before[1:])
    assert float(moved[0].split(",")[0]) > float(before[0].split(",")[0])
    page.keyboard.press("Delete")
    assert corners(page) == before[1:]
    page.locator("[data-outline-do=add]").press("Enter")
    assert len(corners(page)) == len(before)


def test_a_press_adds_a_corner_a_drag_moves_it_and_what_is_drawn_is_saved(open_page: OpenPage) -> None:
    page = open_outline(open_page)
    before = corners(page)
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    added = corners(page)
    fresh = next(one for one in added if one not in before)
    assert len(added) == len(before) + 1
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 10, steps=4)
    page.mouse.up()
    dragged = corners(page)
    assert len(dragged) == len(added) and fresh not in dragged
    page.locator("#field-outline").fill("\n".join(before))
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#field-outline")).to_have_value("\n".join(before))
