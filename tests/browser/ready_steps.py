"""Steps on the pages of what stands ready: whatever is missing is entered first, so that each page has something."""

from playwright.sync_api import Page

FLOOD = (("水泵", "台", "38"), ("编织袋", "条", "300"), ("手电", "支", "2"), ("雨衣", "件", "50"))


def _sent(page: Page, selector: str = "main .form__actions button") -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def open_site(page: Page) -> None:
    """Open the newest site of supplies, entering one with its required list where none is."""
    page.goto("/console/supplies")
    if page.locator("#main [data-row]").count():
        _sent(page, "#main [data-row]")
        return
    page.goto("/console/supplies/new")
    page.locator("#field-name").fill("防汛值守点")
    _sent(page)
    for name, measure, least in FLOOD:
        for key, words in (("name", name), ("measure", measure), ("minimum", least), ("quantity", least)):
            page.locator(f"#field-{key}").fill(words)
        _sent(page, "button[name=more]")
    page.locator("#field-name").fill("应急队员")
    page.locator("#field-measure").fill("人")
    page.locator("#field-minimum").fill("20")
    page.locator("#field-quantity").fill("20")
    page.locator("#field-is_team").check()
    _sent(page, "button[name=save]")


def page_of_site(page: Page, tail: str) -> None:
    """Open the form behind a link of the site."""
    open_site(page)
    page.goto(page.url.split("?")[0].split("#")[0] + tail)


def counted(page: Page) -> None:
    """Take stock of the site with two pumps fewer than it must hold, and see what that comes to."""
    page_of_site(page, "/count")
    counts = page.locator(".stocktake__count")
    for number in range(counts.count()):
        counts.nth(number).fill(("36", "300", "2", "52", "20")[number])
    _sent(page)


def count_with_mistakes(page: Page) -> None:
    """Send a stock-take in which nothing is counted."""
    page_of_site(page, "/count")
    _sent(page)


def open_piece(page: Page) -> None:
    """Open the first piece of equipment, entering one where none is."""
    page.goto("/console/assets")
    if page.locator("#main [data-row]").count():
        _sent(page, "#main [data-row]")
        return
    page.goto("/console/assets/new?kind=extinguisher")
    page.locator("#field-code").fill("MHQ-001")
    page.locator("#field-place").fill("东门岗亭")
    _sent(page)


def open_plan(page: Page) -> None:
    """Open the first emergency plan, making one where none is."""
    page.goto("/console/plans")
    if page.locator("#main [data-row]").count():
        _sent(page, "#main [data-row]")
        return
    page.goto("/console/plans/new")
    page.locator("#field-title").fill("防汛应急预案")
    page.locator("#field-text").fill(
        "一、接到预警,值守岗 30 分钟内到岗。\n二、先断电,再转移。\n三、水泵由社区统一调用。"
    )
    _sent(page)


def own_centre(page: Page, tail: str = "") -> None:
    """Open the first centre of the seat's area."""
    page.goto("/console/centres")
    _sent(page, "#main [data-row]")
    if tail:
        page.goto(page.url + tail)
