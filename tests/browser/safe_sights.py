"""Pages of safe places, by the seat that works on them, with the way to each: what is missing is made on the way."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.browser.safe_seats import ANSWERER, GRID_LEADER, INSPECTOR, KEEPER, OVERSEER, WALKER

Go = Callable[[Page], None]
Ways = tuple[tuple[str, Go], ...]
ROW = "#main a[data-row]"
SEND = "main .form__actions button"
LEFT_TO_LOOK_AT = "#main td a.button"


def _today() -> date:
    return datetime.now(tz=ZoneInfo("Asia/Shanghai")).date()


def _at(path: str) -> Go:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def _sent(path: str, **typed: str) -> Go:
    """Send a form with what is typed and nothing else, and look at what it says."""

    def go(page: Page) -> None:
        page.goto(path)
        for name, words in typed.items():
            page.locator(f"#field-{name}").fill(words)
        _press(page, SEND)

    return go


def _behind(path: str, *presses: str) -> Go:
    """Open a page and press one thing after another."""

    def go(page: Page) -> None:
        page.goto(path)
        for one in presses:
            _press(page, one)

    return go


def _on_round(page: Page) -> None:
    """Go on with the round, starting one where none is."""
    page.goto("/console/rounds")
    if page.locator("#main .rounds__start button").count():
        _press(page, "#main .rounds__start button")
    else:
        _press(page, "#main .note a:not([href$='/handover'])")


def _round(selector: str) -> Go:
    def go(page: Page) -> None:
        _on_round(page)
        _press(page, selector)

    return go


def _at_plate(page: Page) -> None:
    """Scan the plate of the first planned place."""
    _on_round(page)
    said = page.locator("#main .rows .row__more.number").first.inner_text()
    code = re.search(r"[A-Z][0-9A-Z-]+", said)
    assert code, said
    page.goto(f"/console/rounds/at/{quote(code[0])}")


def _found_with_mistakes(page: Page) -> None:
    _round("#main a[href$='/found']")(page)
    _press(page, SEND)


def _leave_asked(page: Page) -> None:
    """Ask for leave that begins where it ends, which is refused, and look at what it says."""
    page.goto("/console/rounds")
    page.locator("#field-first").fill("2031-05-02")
    page.locator("#field-last").fill("2031-05-01")
    _press(page, "form:has(#field-first) .form__actions button")


def _roster_made(page: Page) -> None:
    """Make the month where it is not made, and look at who is on duty."""
    page.goto("/console/rounds/roster")
    if not page.locator("#s-days").count():
        _press(page, "form:has([name=posts]) .form__actions button")


def _roster_ahead(page: Page) -> None:
    """A month that nobody made yet."""
    page.goto(f"/console/rounds/roster?month={_today() + timedelta(days=180):%Y-%m}")


def _inspection(stage: str) -> Go:
    return _behind(f"/console/inspections/all?mine=1&stage={stage}", ROW)


def _begun(page: Page) -> None:
    """Open the inspection that goes on, beginning the first of mine where none does."""
    page.goto("/console/inspections/all?mine=1&stage=started")
    if page.locator(ROW).count():
        _press(page, ROW)
        return
    page.goto("/console/inspections/new?checklist=fire_market")
    page.locator("#field-place").fill(_a_market(page))
    page.locator("details.team").first.evaluate("one => one.open = true")
    for number in range(2):
        page.locator("input[name=inspectors]").nth(number).check()
    _press(page, "button[name=save]")
    _press(page, "form[action$='/do/begin'] button")


def _a_market(page: Page) -> str:
    """Return the number of a market, from the list of the form."""
    return str(page.locator("#places option").first.get_attribute("value"))


def _half_done(page: Page) -> None:
    """Say of the first item that it is not in order, and nothing of why."""
    _begun(page)
    page.locator("input[type=radio][value=not_ok]").first.check()
    _press(page, ".items__bar button")


def _plan_of(page: Page) -> None:
    _inspection("planned")(page)
    page.goto(f"{page.url.partition('?')[0]}/plan")


def _hazard(page: Page) -> None:
    """Open a hazard that is still open."""
    page.goto("/console/hazards?state=open")
    _press(page, ROW)


def _sweep_form(page: Page) -> None:
    _hazard(page)
    _press(page, ".hazard-panel a[href$='/sweep']")


def _sweep(page: Page) -> None:
    """Open a sweep with places left to look at, beginning one where there is none: a story closes its own."""
    page.goto("/console/hazards/sweeps")
    for address in [str(one.get_attribute("href")) for one in page.locator(ROW).all()]:
        page.goto(address)
        if page.locator(LEFT_TO_LOOK_AT).count():
            return
    _sweep_form(page)
    page.locator("#field-kind").select_option("market")
    overseer = page.locator("#field-overseer option[value]:not([value=''])").first.get_attribute("value")
    page.locator("#field-overseer").select_option(overseer)
    page.locator("#field-due_date").fill((_today() + timedelta(days=14)).isoformat())
    _press(page, SEND)


def _sweep_finding(page: Page) -> None:
    _sweep(page)
    _press(page, LEFT_TO_LOOK_AT)


def _sweep_mistakes(page: Page) -> None:
    _sweep_form(page)
    _press(page, SEND)


PREPARED, NOTICED = "筹备中的巡察", "便民服务巡察"
"""Two rounds: one stays in preparation for every look, of the other the notice is out."""


def _planned_round(page: Page, title: str = PREPARED) -> None:
    """Open the round of that title, planning it where it is not: it begins today."""
    page.goto("/console/oversight")
    own = page.locator(ROW).filter(has_text=title)
    if own.count():
        with page.expect_navigation():
            own.first.click()
        return
    page.goto("/console/oversight/new")
    page.locator("#field-title").fill(title)
    page.locator("#field-starts_date").fill(_today().isoformat())
    for key in ("team", "units"):
        for number in (1, 2):
            page.locator(f"input[name={key}]").nth(number).check()
    _press(page, "button[name=save]")


def _round_page(tail: str, title: str, *, sent: bool = False) -> Go:
    """Open a page of a round; with `sent`, send its form as it comes."""

    def go(page: Page) -> None:
        _planned_round(page, title)
        page.goto(page.url.partition("?")[0] + tail)
        if sent:
            _press(page, SEND)

    return go


def _noticed(page: Page) -> None:
    """Publish the notice where it is not, and look at the round."""
    _planned_round(page, NOTICED)
    address = page.url.partition("?")[0]
    if not page.locator("#main a[href$='/notice']").count():
        return
    page.goto(f"{address}/notice")
    page.locator("#field-notice_words").fill("受理对街道和社区服务的意见。信箱挂在一楼大厅,每周五开箱。")
    page.locator("input[name=channels]").first.check()
    _press(page, SEND)


def _noted(page: Page) -> None:
    """Write a problem of one unit down where none is, and open the unit."""
    _noticed(page)
    address = page.url.partition("?")[0]
    page.goto(f"{address}/problem")
    page.locator("#field-words").fill("服务大厅没有无障碍坡道。")
    for key in ("kind", "topic", "units"):
        page.locator(f"input[name={key}]").first.check()
    _press(page, SEND)
    if "/units/" not in page.url:
        page.goto(address)
        _press(page, ROW)


def _hand_over(page: Page) -> None:
    _noted(page)
    _press(page, "#main a[href$='/hand-over']")


SAFE_SIGHTS: Mapping[str, Ways] = {
    WALKER: (
        ("rounds-week", _at("/console/rounds")),
        ("rounds-leave-mistakes", _leave_asked),
        ("rounds-week-walked", _behind("/console/rounds", "#main .page__head a[href^='?week=']")),
        ("round-walked", _behind("/console/rounds", "#main .page__head a[href^='?week=']", ROW)),
        ("round-running", _on_round),
        ("round-mistakes", _round("section[aria-labelledby=r-code] button")),
        ("round-found", _round("#main a[href$='/found']")),
        ("round-found-mistakes", _found_with_mistakes),
        ("round-plate", _at_plate),
        ("roster-mine", _at("/console/rounds/roster")),
        ("roster-none", _roster_ahead),
        ("handover", _at("/console/rounds/handover")),
        ("broadcasts-form", _at("/console/rounds/broadcasts")),
    ),
    GRID_LEADER: (
        ("roster-month", _roster_ahead),
        ("section-new-mistakes", _sent("/console/rounds/sections/new")),
        ("roster-made", _roster_made),
        ("round-days-leader", _at("/console/rounds/days")),
    ),
    INSPECTOR: (
        ("inspections-mine", _at("/console/inspections")),
        ("inspections-filled", _at("/console/inspections/all")),
        ("inspections-nothing", _at("/console/inspections/all?stage=cancelled&refused=1")),
        ("inspection-planned", _inspection("planned")),
        ("inspection-begun", _begun),
        ("inspection-mistakes", _half_done),
        ("inspection-finished", _inspection("finished")),
        ("inspection-new-mistakes", _sent("/console/inspections/new", place="Q999999")),
        ("inspection-plan", _plan_of),
        ("inspections-coverage-due", _at("/console/inspections/coverage?checklist=fire_market")),
        ("campaigns", _at("/console/inspections/campaigns")),
        ("campaign-mistakes", _sent("/console/inspections/campaigns/new")),
        ("draws-filled", _at("/console/inspections/draws")),
        ("draw", _behind("/console/inspections/draws", ROW)),
        ("draw-mistakes", _sent("/console/inspections/draws/new")),
        ("place-told", _behind("/console/places?model=yes", ROW)),
        ("place-units-told", _behind("/console/places?model=yes", ROW, "#main a[href$='/units']")),
        ("public-draws", _at("/draws")),
        ("public-draw", _behind("/draws", "article a")),
        ("hazards-filled", _at("/console/hazards")),
        ("hazards-nothing", _at("/console/hazards?severity=major&clock=paused")),
        ("hazard", _hazard),
        ("sweep-new-mistakes", _sweep_mistakes),
        ("sweep", _sweep),
        ("sweep-hazard", _sweep_finding),
        ("sweeps-filled", _at("/console/hazards/sweeps")),
    ),
    OVERSEER: (
        ("oversight", _at("/console/oversight")),
        ("oversight-new-mistakes", _sent("/console/oversight/new")),
        ("oversight-planned", _planned_round),
        ("oversight-plan", _round_page("/plan", PREPARED)),
        ("oversight-notice-mistakes", _round_page("/notice", PREPARED, sent=True)),
        ("oversight-noticed", _noticed),
        ("oversight-problem-mistakes", _round_page("/problem", NOTICED, sent=True)),
        ("oversight-sheet-mistakes", _round_page("/sheet", NOTICED, sent=True)),
        ("oversight-box-mistakes", _round_page("/box", NOTICED, sent=True)),
        ("oversight-unit-noted", _noted),
        ("oversight-hand-over", _hand_over),
        ("oversight-round", _behind("/console/oversight", f"{ROW} >> nth=-1")),
        ("oversight-unit", _behind("/console/oversight", f"{ROW} >> nth=-1", ROW)),
        ("oversight-rate", _behind("/console/oversight", f"{ROW} >> nth=-1", "#main a[href$='/rate']")),
        ("public-oversight-noticed", _at("/oversight")),
    ),
    KEEPER: (
        ("supply-sites", _at("/console/supplies")),
        ("supply-counted-site", _behind("/console/supplies", ROW)),
        ("assets-due", _at("/console/assets")),
        ("asset-told", _behind("/console/assets", ROW)),
        ("asset-edit", _behind("/console/assets", ROW, "#main a[href$='/edit']")),
        ("plans-told", _at("/console/plans")),
        ("plan-told", _behind("/console/plans", ROW)),
        ("plan-version", _behind("/console/plans", ROW, "#main a[href$='/version']")),
        ("drill", _behind("/console/plans", ROW, "#main a[href*='/drills/']")),
        ("centre-told", _behind("/console/centres", ROW)),
    ),
    ANSWERER: (
        ("oversight-answers", _at("/console/oversight/answers")),
        ("oversight-rectify", _behind("/console/oversight/answers", "#main .row__side a")),
    ),
}
