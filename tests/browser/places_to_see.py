"""Every page of the product, by seat, with the way there: what the crawl checks and what `make screens` draws."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

PUBLIC, OPERATOR, HANDLER, LEADER, ADMINISTRATOR = "", "operator", "handler", "coordinator", "administrator"
SEATS = (PUBLIC, OPERATOR, HANDLER, LEADER, ADMINISTRATOR)
SEAT_PLACES = {OPERATOR: 2, HANDLER: 5, LEADER: 8, ADMINISTRATOR: 12}
"""Which seat of /demo/ it is, counted from nought: titles change with the language."""
MISSING_CASE = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
Go = Callable[[Page], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One page: its name, how to get there, and whether it answers that there is nothing."""

    name: str
    go: Go
    is_missing: bool = False


def at(path: str) -> Go:
    """Go to an address."""
    return lambda page: _opened(page, path)


def sit_down(page: Page, seat: str) -> None:
    """Take a seat of the demo, whatever language the page speaks."""
    page.goto("/demo/")
    page.locator(".seat").nth(SEAT_PLACES[seat]).click()
    page.wait_for_url("**/console/")


def sights(page: Page, seat: str) -> Iterable[Sight]:
    """Return every page of a seat; `page` sits there already, and is asked for the matters that lie there."""
    if seat == PUBLIC:
        return (*_public(), *_telling(), *_reporting())
    if seat == ADMINISTRATOR:
        own = [Sight(name=f"setup-{name}", go=at(f"/console/{path}")) for name, path in SETUP_ROOMS]
        return (Sight(name="today-administrator", go=at("/console/")), *own, *_loading())
    own = [Sight(name=f"{name}-{seat}", go=at(path)) for name, path in ROOMS]
    if seat == LEADER:
        own += [Sight(name=f"wall-{panel}", go=at(f"/console/wall?panel={panel}")) for panel in WALL_PANELS]
        own += [Sight(name="figures-behind", go=_behind_a_figure)]
    if seat == HANDLER:
        own += [Sight(name="not-yours", go=at("/console/setup/doors"), is_missing=True)]
    return (*own, *_case(page, seat), *((*_desk(page), *PHONE) if seat == OPERATOR else ()))


PHONE = (
    Sight(name="phone", go=at("/console/phone")),
    Sight(name="phone-matter", go=at("/console/phone/matter")),
    Sight(name="phone-figures", go=at("/console/phone/figures")),
    Sight(name="phone-calls", go=at("/console/phone/calls")),
)
TABLE = """编号,类别,事项内容,地点,状态,受理时间
7,路灯,楼道口的路灯不亮,印月路1号,已办结,2026-05-31
8,井盖,井盖松动,印月路2号,办理中,2026-06-01
9,路灯,没有写日期,印月路3号,办理中,某天
""".encode()
WALL_PANELS = ("streets", "flow", "clocks", "voices", "alerts")
ROOMS = (
    ("today", "/console/"),
    ("cases", "/console/cases"),
    ("cases-overdue-dense", "/console/cases?clock=overdue&dense=1"),
    ("cases-none", "/console/cases?q=nothing-like-it"),
    ("notices", "/console/notices"),
    ("unit", "/console/unit"),
    ("seat", "/console/seat"),
    ("help", "/console/help"),
    ("case-map", "/console/map"),
    ("case-map-overdue", "/console/map?clock=overdue"),
    ("figures", "/console/figures"),
)
SETUP_ROOMS = (
    ("overview", "setup"),
    ("settings", "setup/settings"),
    ("setting", "setup/settings/abuse.wrong_codes"),
    ("workbook", "setup/workbook"),
    ("load", "load"),
    ("wizard-areas", "setup/wizard/area"),
    ("wizard-check", "setup/wizard/check"),
    ("areas", "setup/areas"),
    ("layer", "setup/areas/layer"),
    ("duties", "setup/duties"),
    ("limits", "setup/limits?family=municipal"),
    ("calendar", "setup/calendar/2026"),
    ("messages", "setup/messages"),
    ("message", "setup/messages/r_filed"),
    ("rehearsal", "setup/rehearsal?kind=limit&urgency=ordinary&length=1&unit=working_day&days=90&go=1"),
    ("units", "setup/of/unit"),
    ("posts", "setup/of/post"),
    ("unit-form", "setup/of/unit/one"),
    ("lists", "lists"),
    ("procedures", "procedures"),
    ("procedure", "procedures/grid_event"),
    ("doors", "setup/doors"),
    ("door-client", "setup/doors/client"),
    ("door-hook", "setup/doors/hook"),
)


def _public() -> Iterable[Sight]:
    plain = (
        ("home", "/"),
        ("follow", "/follow/"),
        ("grid-finder", "/grid/"),
        ("grid-found", "/grid/?q=%E5%8D%B0%E6%9C%88"),
        ("public-map", "/map"),
        ("public-map-kind", "/map?kind=municipal&under=990101003000"),
        ("charter", "/charter"),
        ("public-help", "/help/"),
        ("privacy", "/privacy/"),
        ("channels", "/channels/"),
        ("sign-in", "/accounts/login/"),
        ("demo", "/demo/"),
        ("story-facade", "/demo/stories/facade/"),
        ("report-place", "/report/"),
        ("report-place-unknown", "/report/?q=nothing"),
    )
    yield from (Sight(name=name, go=at(path)) for name, path in plain)
    yield Sight(name="grid-page", go=_grid_page)
    yield Sight(name="missing", go=at("/nothing-here"), is_missing=True)
    yield Sight(name="follow-wrong", go=_wrong_code)
    yield Sight(name="matter", go=_receipt_of_the_demo)


def _telling() -> Iterable[Sight]:
    yield Sight(name="story-lamp-begun", go=_begin_lamp)
    yield Sight(name="matter-overdue", go=_matter_of_story)


def _reporting() -> Iterable[Sight]:
    """The steps of a report, in their order: each goes on from the one before."""
    yield Sight(name="report-place-chosen", go=_choose_place)
    yield Sight(name="report-what", go=lambda page: press(page, ".onward button"))
    yield Sight(name="report-what-mistakes", go=lambda page: press(page, ".onward button"))
    yield Sight(name="report-check", go=_say_what)
    yield Sight(name="report-done", go=lambda page: press(page, ".onward button"))
    yield Sight(name="matter-new", go=lambda page: press(page, ".onward a"))


def _case(page: Page, seat: str) -> Iterable[Sight]:
    """One matter of the seat that still goes on: its page, its clocks, the forms of its moves."""
    _opened(page, "/console/cases?state=open")
    address = path_of(page.locator("a[data-row]").first)
    _opened(page, address)
    forms = [path_of(one) for one in page.locator(".moves a[href*='/do/']").all()]
    yield Sight(name=f"case-{seat}", go=at(address))
    yield Sight(name=f"clock-{seat}", go=at(f"{address}/clock/wait"))
    yield from (Sight(name=f"move-{one.split('/')[-1].split('?')[0]}-{seat}", go=at(one)) for one in forms)
    _opened(page, "/console/cases?state=final")
    yield Sight(name=f"case-closed-{seat}", go=at(path_of(page.locator("a[data-row]").first)))


def _desk(page: Page) -> Iterable[Sight]:
    _opened(page, "/console/desk")
    first = path_of(page.locator("a[data-row]").first).partition("?")[0]
    yield Sight(name="desk", go=at("/console/desk"))
    yield Sight(name="desk-case", go=at(first))
    yield Sight(name="desk-unit", go=at(f"{first}/unit"))
    yield Sight(name="desk-check", go=at("/console/desk?tab=check"))
    yield Sight(name="desk-none", go=at("/console/desk?channel=visit"))
    yield Sight(name="desk-new", go=at("/console/desk/new"))
    yield Sight(name="desk-new-mistakes", go=_take_in_nothing)
    yield Sight(name="contact", go=_contact)
    yield Sight(name="components", go=at("/console/components"))
    yield Sight(name="case-missing", go=at(f"/console/cases/{MISSING_CASE}"), is_missing=True)


def _loading() -> Iterable[Sight]:
    """The steps of loading a table, in their order, up to the row before anything is kept; then it is forgotten."""
    yield Sight(name="load-map", go=_send_table)
    yield Sight(name="load-preview", go=lambda page: press(page, "button[name=onward]"))
    yield Sight(name="load-sent", go=at("/console/load"))
    yield Sight(name="load-forgotten", go=lambda page: press(page, "button[name=give_up]"))


def _opened(page: Page, path: str) -> None:
    page.goto(path)


def path_of(link: Locator) -> str:
    """Return where a link leads."""
    found = urlsplit(link.get_attribute("href") or "")
    return f"{found.path}?{found.query}" if found.query else found.path


def press(page: Page, selector: str) -> None:
    """Press the first that fits, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def _grid_page(page: Page) -> None:
    page.goto("/grid/?q=%E5%8D%B0%E6%9C%88%E7%A4%BE%E5%8C%BA01%E7%BD%91%E6%A0%BC")
    press(page, "#main a[href^='/grid/9']")


def _wrong_code(page: Page) -> None:
    page.goto("/follow/")
    page.locator("#field-receipt").fill("1234-ABCD")
    press(page, ".onward button")


def _receipt_of_the_demo(page: Page) -> None:
    page.goto("/demo/")
    press(page, "a[href^='/r/']")


def _begin_lamp(page: Page) -> None:
    page.goto("/demo/stories/lamp/")
    for _ in range(2):
        press(page, "#now .scene__moves .button--primary")


def _matter_of_story(page: Page) -> None:
    page.goto("/demo/stories/lamp/")
    press(page, "a[href^='/r/']")


def _choose_place(page: Page) -> None:
    page.goto("/report/?q=%E5%8D%B0%E6%9C%88%E7%A4%BE%E5%8C%BA01%E7%BD%91%E6%A0%BC")
    press(page, "button[name=area]")


def _say_what(page: Page) -> None:
    page.locator(".tiles label").nth(1).click()
    page.locator("#field-words").fill("楼道口的路灯不亮,晚上看不见台阶。")
    page.locator("#field-requester_phone").fill("000-77001234")
    press(page, ".onward button")


def _behind_a_figure(page: Page) -> None:
    page.goto("/console/figures")
    press(page, "a[data-count]")


def _send_table(page: Page) -> None:
    page.goto("/console/load")
    page.locator("#field-file").set_input_files({"name": "12345.csv", "mimeType": "text/csv", "buffer": TABLE})
    press(page, "main form[enctype] button[type=submit]")


def _take_in_nothing(page: Page) -> None:
    page.goto("/console/desk/new")
    press(page, "main .form__actions button")


def _contact(page: Page) -> None:
    """Somebody reports with a number; the desk asks for it."""
    _choose_place(page)
    press(page, ".onward button")
    _say_what(page)
    press(page, ".onward button")
    page.goto("/console/search?q=" + page.locator(".receipt .number").inner_text())
    press(page, "a[href$='/contact']")
