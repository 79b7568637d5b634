"""Every page of the product, by seat, with the way there: what the crawl checks and what `make screens` draws."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.actions.suggestion_lists import book, row
from tests.browser import ready_steps as ready
from tests.browser.place_sights import PLACE_SIGHTS
from tests.browser.safe_seats import CHAIRS, take_chair
from tests.browser.safe_sights import SAFE_SIGHTS

PUBLIC, OPERATOR, HANDLER, LEADER, ADMINISTRATOR = "", "operator", "handler", "coordinator", "administrator"
OFFICER, MEDIATOR = "officer", "mediator"
CALLER = "caller"
SEATS = (PUBLIC, OPERATOR, HANDLER, LEADER, OFFICER, ADMINISTRATOR, MEDIATOR, CALLER, *CHAIRS)
SEAT_PLACES = {OPERATOR: 2, HANDLER: 5, CALLER: 7, LEADER: 8, OFFICER: 11, ADMINISTRATOR: 12, MEDIATOR: 13}
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
    if seat in CHAIRS:
        take_chair(page, seat)
        return
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
    if seat == OFFICER:
        return RIGHTS
    if seat == CALLER:
        return CALLS
    if seat in SAFE_SIGHTS:
        return tuple(Sight(name=name, go=go) for name, go in SAFE_SIGHTS[seat])
    own = [Sight(name=f"{name}-{seat}", go=at(path)) for name, path in ROOMS]
    if seat == MEDIATOR:
        return (*own, *_mediation(page))
    if seat == LEADER:
        own += [Sight(name=f"wall-{panel}", go=at(f"/console/wall?panel={panel}")) for panel in WALL_PANELS]
        own += [*SERVICE, Sight(name="figures-behind", go=_behind_a_figure), *SUGGESTIONS, *ROUNDS]
    if seat == HANDLER:
        own += [Sight(name="not-yours", go=at("/console/setup/doors"), is_missing=True)]
    if seat == OPERATOR:
        own += [*INSPECTIONS, *PLACES, *HAZARDS, *READY]
    return (*own, *_case(page, seat), *((*_desk(page), *PHONE, *CHANNELS, *PETITIONS) if seat == OPERATOR else ()))


CALLS = (
    Sight(name="follow-up", go=at("/console/follow-up")),
    Sight(name="follow-up-call", go=lambda page: _first_call(page)),
    Sight(name="follow-up-call-opened", go=lambda page: _opened_call(page)),
    Sight(name="follow-up-call-mistakes", go=lambda page: _call_with_mistakes(page)),
)
RIGHTS = (
    Sight(name="rights", go=at("/console/rights")),
    Sight(name="rights-new", go=at("/console/rights/new")),
    Sight(name="rights-new-mistakes", go=lambda page: _sent_empty(page, "/console/rights/new")),
    Sight(name="rights-held", go=lambda page: _hold_one(page)),
    Sight(name="breaches", go=at("/console/breaches")),
    Sight(name="breach-new", go=at("/console/breaches/new")),
    Sight(name="breach-new-mistakes", go=lambda page: _sent_empty(page, "/console/breaches/new")),
)
PHONE = (
    Sight(name="phone", go=at("/console/phone")),
    Sight(name="phone-matter", go=at("/console/phone/matter")),
    Sight(name="phone-figures", go=at("/console/phone/figures")),
    Sight(name="phone-calls", go=at("/console/phone/calls")),
)
CHANNELS = (
    Sight(name="reception", go=at("/console/reception")),
    Sight(name="reception-ticket", go=lambda page: _ticket(page)),
    Sight(name="reception-take-in", go=lambda page: _take_in_visitor(page)),
    Sight(name="rota", go=at("/console/reception/rota")),
    Sight(name="rota-mistakes", go=lambda page: _sent_empty(page, "/console/reception/rota")),
    Sight(name="letters", go=at("/console/letters")),
    Sight(name="letter", go=lambda page: _letter(page)),
)
HAZARDS = (
    Sight(name="hazards", go=at("/console/hazards")),
    Sight(name="hazard-new", go=at("/console/hazards/new")),
    Sight(name="hazard-new-mistakes", go=lambda page: _sent_empty(page, "/console/hazards/new")),
    Sight(name="sweeps", go=at("/console/hazards/sweeps")),
)
MEETINGS = (
    Sight(name="meetings", go=at("/console/meetings")),
    Sight(name="meeting-new", go=at("/console/meetings/new")),
    Sight(name="meeting-new-mistakes", go=lambda page: _sent_empty(page, "/console/meetings/new")),
    Sight(name="meeting", go=lambda page: _planned_meeting(page)),
    Sight(name="meeting-item", go=lambda page: _planned_meeting(page, "a[href*='/items/']")),
    Sight(name="meeting-plan", go=lambda page: _planned_meeting(page, "a[href$='/plan']")),
    Sight(name="meeting-minutes", go=lambda page: _planned_meeting(page, "a[href$='/minutes']")),
    Sight(name="meeting-orders", go=at("/console/meetings/orders")),
)
PLACES = tuple(Sight(name=name, go=go) for name, go in PLACE_SIGHTS)
READY = (
    Sight(name="supply-new-mistakes", go=lambda page: _sent_empty(page, "/console/supplies/new")),
    Sight(name="supply-site", go=ready.open_site),
    Sight(name="supplies", go=at("/console/supplies")),
    Sight(name="supply-item", go=lambda page: ready.page_of_site(page, "/item")),
    Sight(name="supply-move", go=lambda page: ready.page_of_site(page, "/move")),
    Sight(name="supply-count", go=lambda page: ready.page_of_site(page, "/count")),
    Sight(name="supply-count-mistakes", go=ready.count_with_mistakes),
    Sight(name="supply-counted", go=ready.counted),
    Sight(name="asset", go=ready.open_piece),
    Sight(name="assets", go=at("/console/assets")),
    Sight(name="assets-none", go=at("/console/assets?kind=letter_box&state=retired")),
    Sight(name="asset-new-mistakes", go=lambda page: _sent_empty(page, "/console/assets/new")),
    Sight(name="plan", go=ready.open_plan),
    Sight(name="plans", go=at("/console/plans")),
    Sight(name="plan-new-mistakes", go=lambda page: _sent_empty(page, "/console/plans/new")),
    Sight(name="centres", go=at("/console/centres")),
    Sight(name="centre", go=lambda page: ready.own_centre(page)),
    Sight(name="centre-check", go=lambda page: ready.own_centre(page, "/check")),
)
INSPECTIONS = (
    Sight(name="inspections", go=at("/console/inspections")),
    Sight(name="inspections-all", go=at("/console/inspections/all")),
    Sight(name="inspections-coverage", go=at("/console/inspections/coverage")),
    Sight(name="inspections-campaigns", go=at("/console/inspections/campaigns")),
    Sight(name="inspections-draws", go=at("/console/inspections/draws")),
)
PETITIONS = (
    Sight(name="petition-new", go=at("/console/petitions/new")),
    Sight(name="petition-new-mistakes", go=lambda page: _sent_empty(page, "/console/petitions/new")),
)
ROUNDS = (
    Sight(name="round-coverage", go=at("/console/rounds/coverage")),
    Sight(name="rounds-uncovered", go=at("/console/rounds/uncovered")),
    Sight(name="round-slots", go=at("/console/rounds/slots")),
    Sight(name="broadcasts", go=at("/console/rounds/broadcasts")),
    Sight(name="school-terms", go=at("/console/rounds/terms")),
    Sight(name="round-days", go=at("/console/rounds/days")),
    Sight(name="round-days-mistakes", go=lambda page: _sent_empty(page, "/console/rounds/days")),
)
SUGGESTIONS = (
    Sight(name="suggestions-none", go=at("/console/suggestions?year=1999")),
    Sight(name="suggestion-send", go=at("/console/suggestions/send")),
    Sight(name="suggestion-send-mistakes", go=lambda page: _sent_empty(page, "/console/suggestions/send")),
    Sight(name="suggestion-plan-wrong", go=lambda page: _send_list(page, book(row(1), row(1, lead="不存在局")))),
    Sight(name="suggestion-plan", go=lambda page: _send_list(page, GOOD_LIST)),
    Sight(name="suggestions", go=lambda page: _register_list(page)),
    Sight(name="suggestion", go=lambda page: press(page, "#main [data-row]")),
    Sight(name="suggestion-hand-over", go=lambda page: press(page, ".moves a[href$='/hand-over']")),
    Sight(name="suggestion-tables", go=at("/console/suggestions/tables?year=2032")),
)
"""Taken in once: for the looks after the first it stands there already."""
GOOD_LIST = book(row(1, lead=None, co_units=None))
SERVICE = (
    Sight(name="service-desk-form", go=at("/console/service/desk")),
    Sight(name="service-desk-mistakes", go=lambda page: _sent_empty(page, "/console/service/desk")),
    Sight(name="service-guide-form", go=lambda page: _desk_then_guide(page)),
    Sight(name="service-guide-mistakes", go=lambda page: _sent_empty(page, "/console/service/guide")),
    Sight(name="service-guides-filled", go=lambda page: _register_guide(page)),
    Sight(name="service-code", go=at("/console/service/desk/sights/code")),
    Sight(name="service-new", go=at("/console/service/new?guide=sights")),
    Sight(name="service-new-mistakes", go=lambda page: _sent_empty(page, "/console/service/new")),
    Sight(name="service-stuck-new", go=at("/console/service/stuck")),
    Sight(name="public-services", go=at("/services")),
    Sight(name="public-service-guide", go=at("/services/guide/sights")),
    Sight(name="public-service-apply", go=at("/services/guide/sights/apply")),
    Sight(name="public-service-desk", go=at("/services/desk/sights")),
)
"""The register is filled first: a desk and a guide that later looks find there already."""
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
    ("service", "/console/service"),
    ("service-causes", "/console/service/causes"),
    ("service-guides", "/console/service/guides"),
    ("disputes", "/console/disputes"),
    ("dispute-outcomes", "/console/disputes/outcomes"),
    ("mediation-bodies", "/console/disputes/bodies"),
    ("mediators", "/console/disputes/mediators"),
    ("petitions", "/console/petitions"),
    ("petitions-none", "/console/petitions?deed=final_reviewing&late=1"),
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
    ("checklists", "setup/checklists"),
    ("checklist", "setup/checklists/fire_market"),
    ("checklist-form", "setup/checklists/hazardous_chemicals/edit"),
    ("messages", "setup/messages"),
    ("message", "setup/messages/r_filed"),
    ("papers", "setup/papers"),
    ("paper", "setup/papers/petition_opinion"),
    ("rehearsal", "setup/rehearsal?kind=limit&urgency=ordinary&length=1&unit=working_day&days=90&go=1"),
    ("units", "setup/of/unit"),
    ("posts", "setup/of/post"),
    ("unit-form", "setup/of/unit/one"),
    ("lists", "lists"),
    ("procedures", "procedures"),
    ("procedure", "procedures/grid_event"),
    ("proposals", "setup/proposals"),
    ("post-form", "setup/of/post/one"),
    ("mediation-bodies", "setup/of/mediation_committee"),
    ("mediation-body-form", "setup/of/mediation_committee/one"),
    ("roster", "setup/of/mediator"),
    ("mediator-form", "setup/of/mediator/one"),
    ("wechat", "setup/wechat"),
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
        ("privacy-notices", "/privacy/notices/"),
        ("channels", "/channels/"),
        ("reception-days", "/reception/"),
        ("services", "/services"),
        ("services-none", "/services?q=nothing-like-it"),
        ("service-stuck", "/services/stuck"),
        ("public-oversight", "/oversight"),
        ("public-suggestions", "/suggestions/"),
        ("sign-in", "/accounts/login/"),
        ("demo", "/demo/"),
        ("story-facade", "/demo/stories/facade/"),
        ("mediation", "/mediation/"),
        ("report-place", "/report/"),
        ("report-place-unknown", "/report/?q=nothing"),
    )
    yield from (Sight(name=name, go=at(path)) for name, path in plain)
    yield Sight(name="grid-page", go=_grid_page)
    yield Sight(name="missing", go=at("/nothing-here"), is_missing=True)
    yield Sight(name="follow-wrong", go=_wrong_code)
    yield Sight(name="mediation-mistakes", go=lambda page: _sent_application(page))
    yield Sight(name="matter", go=_receipt_of_the_demo)
    yield Sight(name="your-data", go=_your_data)
    yield Sight(name="privacy-notice-former", go=_former_notice)


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


def _mediation(page: Page) -> Iterable[Sight]:
    """Rooms, the form of a dispute, and every page of one that the committee works on, where there is one."""
    yield Sight(name="rooms", go=at("/console/rooms"))
    yield Sight(name="dispute-new", go=at("/console/dispute/new"))
    yield Sight(name="dispute-new-mistakes", go=lambda page: _sent_empty(page, "/console/dispute/new"))
    _opened(page, "/console/disputes")
    rows = page.locator("a[data-row]")
    if not rows.count():
        return
    address = path_of(rows.first)
    yield Sight(name="case-mediator", go=at(address))
    _opened(page, address)
    links = [path_of(one) for one in page.locator(".dispute a[href^='/console/cases/']").all()]
    for one in dict.fromkeys(path for path in links if not path.endswith(".ics")):
        name = "-".join(one.partition("?")[0].split("/")[4:])
        yield Sight(name=f"dispute-{name}", go=at(one))


def _desk(page: Page) -> Iterable[Sight]:
    first = path_of(_first_at_the_desk(page)).partition("?")[0]
    yield Sight(name="desk", go=at("/console/desk"))
    yield Sight(name="desk-case", go=at(first))
    yield Sight(name="desk-unit", go=at(f"{first}/unit"))
    yield Sight(name="desk-check", go=at("/console/desk?tab=check"))
    yield Sight(name="desk-none", go=at("/console/desk?channel=visit"))
    yield Sight(name="desk-new", go=at("/console/desk/new"))
    yield Sight(name="queue", go=at("/console/queue"))
    yield Sight(name="desk-new-mistakes", go=_take_in_nothing)
    yield Sight(name="contact", go=_contact)
    yield Sight(name="components", go=at("/console/components"))
    yield Sight(name="case-missing", go=at(f"/console/cases/{MISSING_CASE}"), is_missing=True)


def _first_at_the_desk(page: Page) -> Locator:
    """The invented town has quiet days, on which nothing waits there: then somebody reports a lamp first."""
    _opened(page, "/console/desk")
    if not page.locator("a[data-row]").count():
        _report(page)
        _opened(page, "/console/desk")
    return page.locator("a[data-row]").first


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


def _sent_application(page: Page) -> None:
    """Name a danger and leave the rest out: helplines first, then the mistakes."""
    page.goto("/mediation/")
    page.locator("#field-words").fill("他又动手打人")
    press(page, "main .onward button")


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


def _your_data(page: Page) -> None:
    _receipt_of_the_demo(page)
    press(page, "main a[href$='/data']")


def _former_notice(page: Page) -> None:
    page.goto("/privacy/notices/")
    press(page, "#main li a")


def _sent_empty(page: Page, path: str) -> None:
    page.goto(path)
    press(page, "main .form__actions button")


def _ticket(page: Page) -> None:
    """Give a number at the window."""
    page.goto("/console/reception")
    press(page, "main .button--primary")


def _take_in_visitor(page: Page) -> None:
    """Call and receive whoever was given the last number, then ask what they say."""
    _ticket(page)
    press(page, "button:has-text('叫号'), button:has-text('Call')")
    press(page, "button:has-text('开始接待'), button:has-text('Receive')")
    press(page, "a[href$='/take-in']")


def _letter(page: Page) -> None:
    """Register a letter and look at it."""
    page.goto("/console/letters")
    press(page, "main .form__actions button")
    press(page, "#main [data-row] a")


def _planned_meeting(page: Page, link: str = "") -> None:
    """Open the newest sitting, planning one where none is; then press `link` on it."""
    page.goto("/console/meetings")
    if not page.locator("#main [data-row]").count():
        page.goto("/console/meetings/new")
        page.locator("#field-place").fill("二楼会议室")
        press(page, "main .form__actions button")
    else:
        press(page, "#main [data-row]")
    if link:
        press(page, f"#main {link}")


def _hold_one(page: Page) -> None:
    """Hold the first matter of the list, and look at what is held; held already, it only looks."""
    page.goto("/console/cases?state=final")
    press(page, "#main [data-row]")
    number = page.locator(".crumbs .number").inner_text().strip()
    page.goto("/console/rights/held")
    page.locator("#field-number").fill(number)
    page.locator("#field-hold_document").fill("(2026)民初 1 号")
    page.locator("#field-hold_reason").fill("诉讼未结")
    press(page, "main form.panel button")


def _send_list(page: Page, content: bytes) -> None:
    """Send a list of suggestions and look at what it would register."""
    page.goto("/console/suggestions/send")
    page.locator("#field-year").fill("2032")
    page.locator("#field-session").fill("五次会议")
    page.locator("#field-file").set_input_files({"name": "x.xlsx", "mimeType": "application/zip", "buffer": content})
    press(page, "main form[enctype] button[type=submit]")


def _register_list(page: Page) -> None:
    _send_list(page, GOOD_LIST)
    if page.locator("button[name=register]").count():
        press(page, "button[name=register]")
    page.goto("/console/suggestions?year=2032")


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


def _report(page: Page) -> None:
    """Walk the steps of a report to its receipt."""
    _choose_place(page)
    press(page, ".onward button")
    _say_what(page)
    press(page, ".onward button")


def _contact(page: Page) -> None:
    """Somebody reports with a number; the desk asks for it."""
    _report(page)
    page.goto("/console/search?q=" + page.locator(".receipt .number").inner_text())
    page.locator(".masked-field__open summary").first.click()
    page.locator(".masked-field__form select").first.select_option("call_back")
    press(page, ".masked-field__form button")


def _desk_then_guide(page: Page) -> None:
    """Enter a desk where there is none yet, and open the form of a guide."""
    page.goto("/console/service/guides")
    if not page.locator("a[href*='desk?key=sights']").count():
        page.goto("/console/service/desk")
        told = {"key": "sights", "name": "便民窗口", "place": "一楼大厅", "hours": "8:30-17:30", "reason": "新设"}
        told["standard"] = "等候不超过 15 分钟;缺什么一次告知。"
        for name, words in told.items():
            page.locator(f"#field-{name}").fill(words)
        press(page, ".form__actions button")
    page.goto("/console/service/guide")


def _register_guide(page: Page) -> None:
    """Enter a guide where there is none yet, and open the list."""
    page.goto("/console/service/guides")
    if not page.locator("a[href*='guide?key=sights']").count():
        page.goto("/console/service/guide")
        page.locator("#field-desk").select_option("sights")
        told = {"key": "sights", "title": "小餐饮登记", "materials": "营业执照|复印件|1\n平面图|原件|1"}
        told |= {"limit_days": "10", "steps": "递交材料\n核对\n决定", "basis": "食品安全法第三十五条", "reason": "新增"}
        for name, words in told.items():
            page.locator(f"#field-{name}").fill(words)
        press(page, ".form__actions button")
    page.goto("/console/service/guides")


def _first_call(page: Page) -> None:
    _opened(page, "/console/follow-up")
    page.locator("[data-row]").first.click()
    page.locator(".calls__say").wait_for()


def _opened_call(page: Page) -> None:
    _first_call(page)
    press(page, "button[name=open]")


def _call_with_mistakes(page: Page) -> None:
    _first_call(page)
    page.locator("input[value=not_satisfied]").check()
    press(page, "button[data-key=s]")
