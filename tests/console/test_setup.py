"""The set-up pages: who may open them, that each shows in both languages, and what their forms do."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.domain.duty import DutyRole
from linli.store import models
from linli.store.staff import account_of
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS
from tests.actions.test_setup_sheets import book
from tests.console.conftest import NOW, Seat

PAGES = (
    "load", "lists", "procedures", "procedures/grid_event", "setup", "setup/settings", "setup/settings/public.hotline",
    "setup/settings/public.is_open", "setup/workbook", "setup/wizard/name", "setup/wizard/area",
    "setup/wizard/check", "setup/wizard/open", "setup/areas", "setup/areas?q=g1", "setup/areas/layer",
    "setup/areas/minghe-liuan-bridge-east-g1/outline", "setup/duties", "setup/duties?role=sector&family=municipal",
    "setup/limits", "setup/limits?family=municipal", "setup/calendar/2026", "setup/calendar/2031", "setup/messages",
    "setup/messages/r_filed", "setup/rehearsal", "setup/rehearsal?kind=day", "setup/rehearsal?kind=duty",
    "setup/posts/p-hu/password", "setup/of/unit", "setup/of/post", "setup/of/duty", "setup/of/category",
    "setup/of/limit", "setup/of/year_table", "setup/of/list_item", "setup/of/area",
    "setup/of/mediation_committee", "setup/of/mediation_committee/one", "setup/of/mediator", "setup/of/mediator/one",
    "setup/of/unit/one", "setup/of/unit/one?key=liuan", "setup/of/post/one?id=p-hu",
    "setup/checklists", "setup/checklists/fire_market?version=1", "setup/checklists/fire_market/edit",
    "setup/checklist-new", "setup/of/limit/one?urgency=ordinary", "setup/of/area/one?key=minghe-liuan",
)  # fmt: skip


def directory(office: Office):
    return open_office(SILENT_PORTS, office.county_id).directory


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_in_both_languages(path: str, language: str, seat: Seat) -> None:
    answer = seat("admin", language=language).get(f"/console/{path}")
    assert answer.status_code == 200, answer.get("Location")
    assert ('lang="en"' in answer.content.decode()[:60]) == (language == "en")
    assert len(answer.content) < 260 * 1024


@pytest.mark.parametrize("name", ["hu", "wei", "yuan"])
@pytest.mark.parametrize(
    "path",
    ["setup/workbook", "setup/wizard/name", "setup/of/unit/one", "setup/areas/layer", "setup/checklists/compound/edit"],
)
def test_who_keeps_no_rules_finds_no_page_to_change_them(path: str, name: str, seat: Seat) -> None:
    assert seat(name).get(f"/console/{path}").status_code == 404


def test_a_coordinator_reads_the_settings_and_cannot_change_them(seat: Seat) -> None:
    client = seat("yuan")
    assert "Save the change" not in client.get("/console/setup/settings/public.hotline").content.decode()
    answer = client.post("/console/setup/settings/public.hotline", {"value": "000-1", "reason": "x"})
    assert answer.status_code == 404
    assert models.Setting.objects.count() == 0


def test_a_setting_is_refused_with_every_mistake_and_then_kept_with_its_reason(office: Office, seat: Seat) -> None:
    client, address = seat("admin"), "/console/setup/settings/abuse.wrong_codes"
    refused = client.post(address, {"value": "two", "reason": "", "from_date": "2026-01-01"})
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "3 things to put right" in shown
    assert client.post(address, {"value": "5", "reason": "Decision 7", "from_date": ""}).status_code == 302
    shown = client.get(address).content.decode()
    for words in ("20 times", "5 times", "Decision 7", "Admin"):
        assert words in shown
    assert directory(office).settings.whole("abuse.wrong_codes", NOW.date()) == 5


def test_a_value_of_tomorrow_holds_from_tomorrow(office: Office, seat: Seat) -> None:
    given = {"value": "000-12345", "reason": "new line", "from_date": "2026-03-03"}
    seat("admin").post("/console/setup/settings/public.hotline", given)
    settings = directory(office).settings
    assert settings.text("public.hotline", NOW.date()) == "12345"
    assert settings.text("public.hotline", NOW.date().replace(day=3)) == "000-12345"


def test_a_workbook_goes_from_the_form_to_the_plan_to_the_set_up(office: Office, seat: Seat) -> None:
    client = seat("admin")
    sent = io.BytesIO(book(unit=[["new-unit", "新单位", "", "职能部门", "minghe", "", "是"]]))
    sent.name = "units.xlsx"
    answer = client.post("/console/setup/workbook", {"file": sent})
    assert answer["Location"] == "/console/setup/workbook/plan"
    assert "新单位" in client.get("/console/setup/workbook/plan").content.decode()
    assert client.post("/console/setup/workbook/plan", {"apply": "1"})["Location"] == "/console/setup"
    assert any(one.key == "new-unit" for one in directory(office).units.values())
    assert client.get("/console/setup/workbook/plan").status_code == 302


def test_the_mistakes_of_a_workbook_stand_with_sheet_row_and_column(seat: Seat) -> None:
    client = seat("admin")
    sent = io.BytesIO(book(unit=[["u1", "新单位", "", "职能部门", "nowhere", "", "是"]]))
    sent.name = "units.xlsx"
    client.post("/console/setup/workbook", {"file": sent})
    shown = client.get("/console/setup/workbook/plan").content.decode()
    assert "No area has the code “nowhere”." in shown
    assert "Save all of it" not in shown


def test_the_sheet_of_a_noun_opens_with_its_heads(seat: Seat) -> None:
    answer = seat("admin").get("/console/setup/sheets/list_item.xlsx")
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in page[2]][:3] == ["List", "Number", "Item"]


def test_many_cells_of_the_duty_grid_go_to_a_unit_at_once_and_are_taken_away_again(office: Office, seat: Seat) -> None:
    client, address = seat("admin"), "/console/setup/duties?role=sector"
    cells = ["green|minghe", "water|minghe"]
    answer = client.post(address, {"role": "sector", "cell": cells, "unit": "housing"})
    assert answer["Location"] == "/console/setup/duties?role=sector"
    found = directory(office).responsible("green.tree", cast.GRID, DutyRole.SECTOR)
    assert found is not None and found.unit_id == "u-housing"
    client.post(address, {"role": "sector", "cell": cells, "end": "1"})
    assert directory(office).responsible("green.tree", cast.GRID, DutyRole.SECTOR) is None


def test_many_cells_of_the_limit_grid_are_set_at_once(office: Office, seat: Seat) -> None:
    client = seat("admin")
    cells = ["green||ordinary", "water||ordinary"]
    given = {"cell": cells, "length": "2", "unit": "working_day", "source": "区办〔2026〕3号"}
    assert client.post("/console/setup/limits", {**given, "source": ""}).status_code == 422
    assert client.post("/console/setup/limits", given).status_code == 302
    limits = {(one.category, one.area_class, one.urgency): one for one in directory(office).setup.limits}
    assert [limits[(key, None, "ordinary")].length for key in ("green", "water")] == [2, 2]


def test_a_calendar_without_its_notice_is_refused_and_with_it_kept(office: Office, seat: Seat) -> None:
    client, address = seat("admin"), "/console/setup/calendar/2027"
    given = {"off_days": "2027-01-01, 2027-02-06", "work_days": "2027-02-07", "notice": ""}
    assert client.post(address, given).status_code == 422
    assert client.post(address, {**given, "notice": "国办发明电〔2026〕9号"}).status_code == 302
    calendar = directory(office).calendar
    assert not calendar.is_provisional(2027)
    assert calendar.is_working_day(cast.MONDAY.date().replace(year=2027, month=2, day=7))


def test_words_of_a_message_are_previewed_kept_and_taken_back(office: Office, seat: Seat) -> None:
    client, address = seat("admin"), "/console/setup/messages/r_filed"
    wrong = client.post(address, {"language": "zh", "subject": "收到", "text": "{nobody}"})
    assert wrong.status_code == 422
    given = {"language": "zh", "subject": "收到 {number}", "text": "我们收到了{what}。"}
    assert "我们收到了路灯不亮。" in client.post(address, {**given, "preview": "1"}).content.decode()
    assert client.post(address, given).status_code == 302
    assert directory(office).texts.words("r_filed", "zh")[0] == "收到 {number}"
    client.post(address, {"language": "zh", "reset": "1"})
    assert directory(office).texts.own("r_filed", "zh") is None


def test_a_link_for_a_first_password_is_shown_once_and_works_once(seat: Seat) -> None:
    """Nobody but its holder ever knows the password."""
    shown = seat("admin").post("/console/setup/posts/p-hu/password").content.decode()
    link = shown.partition('<code class="account__secret">')[2].partition("</code>")[0]
    address = link[link.index("/accounts/first/") :]
    given = {"password1": "a sentence that is long enough", "password2": "a sentence that is long enough"}
    for expected in ("Your password is set", "This link no longer works"):
        client = Client(headers={"accept-language": "en"})
        assert client.get(address)["Location"] == "/accounts/first/"
        client.post("/accounts/first/", given)
        assert expected in client.get("/accounts/first/").content.decode()
    account = account_of("s-hu")
    assert account is not None and account.check_password(given["password1"])


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("", "", "Please fill this in"), ("short", "short", "not good enough"), ("1" * 14, "1" * 14, "not good enough"),
     ("a sentence that is long enough", "another one of that length", "The two passwords differ")],
)  # fmt: skip
def test_a_weak_first_password_is_refused_and_the_link_stays_good(
    first: str, second: str, told: str, seat: Seat
) -> None:
    shown = seat("admin").post("/console/setup/posts/p-hu/password").content.decode()
    link = shown.partition('<code class="account__secret">')[2].partition("</code>")[0]
    client = Client(headers={"accept-language": "en"})
    client.get(link[link.index("/accounts/first/") :])
    client.post("/accounts/first/", {"password1": first, "password2": second})
    page = client.get("/accounts/first/").content.decode()
    assert told in page
    assert 'name="password1"' in page


@pytest.mark.parametrize("token", ["x", "%00", "A" * 300, "..", "0" * 32])
def test_a_link_that_nobody_made_says_so_calmly(token: str, office: Office) -> None:
    client = Client(headers={"accept-language": "en"})
    if client.get(f"/accounts/first/{token}/").status_code in (302, 400, 404):
        assert client.get("/accounts/first/").status_code == 404


def test_a_list_that_came_from_a_workbook_is_read_by_everybody_in_post(office: Office, seat: Seat) -> None:
    """Its numbers are whatever the district writes, "3-²" too."""
    client = seat("admin")
    kind = "负面清单(不属于社区的事)"
    rows = [[kind, "1", "代办证明", "由窗口办理", "", "区办", "是"], [kind, "3-²", "代收快递", "", "", "区办", "是"]]
    sent = io.BytesIO(book(list_item=rows))
    sent.name = "lists.xlsx"
    client.post("/console/setup/workbook", {"file": sent})
    client.post("/console/setup/workbook/plan", {"apply": "1"})
    page = seat("ren", language="zh-CN").get("/console/lists").content.decode()
    assert page.index("代办证明") < page.index("代收快递")
