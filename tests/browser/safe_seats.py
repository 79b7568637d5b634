"""Seats of safe places that /demo/ does not offer: they are looked up in the administrator's list of posts."""

from dataclasses import dataclass

from playwright.sync_api import Page

ADMINISTRATOR_PLACE = 12
"""Which seat of /demo/ it is, counted from nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A post of the invented house: the key of its unit, and its title, which no language changes."""

    unit: str
    title: str


WALKER, GRID_LEADER, INSPECTOR, OVERSEER, ANSWERER = "walker", "grid-leader", "inspector", "overseer", "answerer"
KEEPER = "keeper"
CHAIRS = {
    WALKER: Chair(unit="committee-003001", title="网格员"),
    GRID_LEADER: Chair(unit="committee-003001", title="网格长"),
    INSPECTOR: Chair(unit="dept-fire", title="检查员"),
    OVERSEER: Chair(unit="oversight", title="巡察组组长"),
    ANSWERER: Chair(unit="centre-004", title="承办人"),
    KEEPER: Chair(unit="centre-001", title="承办人"),
}
"""Where the year's rounds are walked and led; inspectors; the year's oversight round and whom it visited; stores."""


def take_chair(page: Page, seat: str) -> None:
    """Sit down in a post as a story lets a visitor do."""
    _press(page, ADMINISTRATOR_PLACE)
    page.goto(f"/console/setup/of/post?q={CHAIRS[seat].unit}")
    row = page.locator("#main tbody tr").filter(has_text=CHAIRS[seat].title).first
    post_id = str(row.locator("a[href*='?id=']").first.get_attribute("href")).rpartition("=")[2]
    page.goto("/demo/")
    page.evaluate("id => { document.querySelector('.seats input[name=post]').value = id; }", post_id)
    _press(page, 0)


def _press(page: Page, place: int) -> None:
    if not page.url.endswith("/demo/"):
        page.goto("/demo/")
    page.locator(".seat").nth(place).click()
    page.wait_for_url("**/console/")
