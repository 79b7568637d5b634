"""The room of disputes: what is open, outcomes down to each dispute, the registers, and who is proposed at a move."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytest_django import Settings

from linli.actions import figures
from linli.actions.cases import file_case, move_case
from linli.actions.deciding import Filing, Office
from linli.adapters.duckdb_figures import DuckdbFigures
from linli.console.disputes import registers as pages_of_registers
from linli.domain.engine.context import Command
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee
from linli.domain.mediator import Mediator, MediatorKind
from linli.indicators.mediation import INDICATORS
from linli.store.journal import load_states
from linli.store.setup import save_records
from linli.ui.office import the_office
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat, mistakes

ROOM = "/console/disputes"
PAGES = ("", "/outcomes", "/bodies", "/bodies/mediation", "/mediators")
BODY = cast.UNITS["mediation"].id
NUMBER = re.compile(r'<a href="([^"]+)" data-count="(\d+)">')
LATER = cast.MONDAY + timedelta(days=20)


@pytest.fixture
def registers(office: Office) -> Office:
    """The county with one body and its two mediators."""
    body = MediationCommittee(
        unit_id=BODY, kind=CommitteeKind.RESIDENTS, started_date=date(2023, 4, 1), ended_date=date(2026, 3, 31),
        member_count=5, women_count=2, chair_post_id="p-tiao",
    )  # fmt: skip
    roster = [
        Mediator(post_id="p-tiao", kind=MediatorKind.FULL_TIME, types=("dispute.neighbour",), skills=("law",)),
        Mediator(post_id="p-jie", kind=MediatorKind.VOLUNTEER),
    ]
    save_records(office.county_id, [body, *roster], actor=offices.SYSTEM, now=cast.STARTED_AT)
    return the_office()


def file(office: Office, *, category: str = "dispute.neighbour", at: datetime = cast.MONDAY) -> str:
    fields = {
        "category": category, "area": cast.GRID, "channel": "visit", "requester": "known", "requester_phone": "1",
        "words": "楼上漏水",
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    return file_case(office, filing, actor=cast.actor("hu"), now=at).stream


def do(office: Office, stream: str, who: str, verb: str, **fields: object) -> None:
    part = str(fields.pop("part", ""))
    command = Command(id=offices.command_id(verb), verb=verb, stream=stream, fields=fields, part=part)
    move_case(office, command, actor=cast.actor(who), now=cast.MONDAY + timedelta(hours=1))


def mediated(office: Office, *, is_agreed: bool, category: str = "dispute.neighbour") -> str:
    """Play a dispute from its registration to what came of it."""
    stream = file(office, category=category)
    do(office, stream, "pan", "assign", unit=BODY)
    for party in ("a", "b"):
        do(office, stream, "tiao", "add_party", party=party, party_name="某人")
    do(office, stream, "tiao", "ask_consent")
    for part in ("p1", "p2"):
        do(office, stream, "tiao", "give", part=part, how_given="on_paper")
    do(office, stream, "tiao", "begin")
    if is_agreed:
        do(office, stream, "tiao", "record_oral", agreement="三日内清理")
    else:
        do(office, stream, "tiao", "fail", routes="court", answer="可以起诉")
        do(office, stream, "hu", "agree", proposal="fail")
    return stream


@pytest.fixture
def counted(registers: Office, settings: Settings, tmp_path: Path, clock: Callable[[datetime], None]) -> Office:
    """Six agreements and two failures, of which figures were made."""
    settings.LINLI_PORTS = replace(SILENT_PORTS, figures=DuckdbFigures(str(tmp_path / "facts")))
    for number in range(8):
        mediated(registers, is_agreed=number < 6, category="dispute.neighbour" if number else "dispute.debt")
    figures.export_facts(the_office(), now=LATER)
    clock(LATER)
    return registers


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("registers")
def test_every_page_shows_in_both_languages(path: str, language: str, seat: Seat) -> None:
    answer = seat("hu", language=language).get(ROOM + path)
    assert answer.status_code == 200
    assert ('lang="en"' in answer.content.decode()[:60]) == (language == "en")


@pytest.mark.parametrize("path", PAGES[:3])
def test_an_empty_room_says_so(path: str, seat: Seat) -> None:
    assert 'class="empty"' in seat("hu").get(ROOM + path).content.decode()


def test_who_sees_no_matter_finds_no_disputes_and_still_reads_the_register(registers: Office, seat: Seat) -> None:
    client = seat("admin")
    assert [client.get(ROOM + path).status_code for path in PAGES] == [404, 404, 200, 200, 200]
    assert client.get(f"{ROOM}/bodies/nowhere").status_code == 404


@pytest.mark.usefixtures("registers")
def test_a_sealed_dispute_is_counted_for_nobody_who_may_not_list_it(office: Office, seat: Seat) -> None:
    stream = file(office)
    shown = {name: seat(name).get(ROOM).content.decode() for name in ("hu", "tiao", "he", "bai", "deng")}
    assert {name: stream.removeprefix("case/") in page for name, page in shown.items()} == {
        "hu": True, "tiao": False, "he": False, "bai": False, "deng": False,
    }  # fmt: skip
    assert "1 open within your reach" in shown["hu"] and "0 open within your reach" in shown["bai"]


@pytest.mark.usefixtures("registers")
def test_every_filter_narrows_the_list_and_says_how_many_it_opens(office: Office, seat: Seat) -> None:
    given, kept = file(office), file(office, category="dispute.debt")
    do(office, given, "pan", "assign", unit=BODY)
    client = seat("hu")
    page = client.get(ROOM).content.decode()
    for asked, found in (
        ("type=dispute.neighbour", {given}), ("type=dispute.debt", {kept}), ("level=community", {given}),
        ("level=subdistrict", {kept}), ("level=county", set()), (f"unit={BODY}", {given}), ("clock=overdue", set()),
        ("clock=on_time", {given, kept}), ("level=community&type=dispute.debt", set()),
        ("type=nonsense", {given, kept}),
    ):  # fmt: skip
        shown = client.get(f"{ROOM}?{asked}").content.decode()
        assert {one for one in (given, kept) if one.removeprefix("case/") in shown} == found, asked
    assert f'href="{ROOM}?type=dispute.debt"' in page


def test_a_term_that_ends_soon_stands_out_and_can_be_asked_for(registers: Office, seat: Seat) -> None:
    client = seat("gu")
    page = client.get(f"{ROOM}/bodies").content.decode()
    assert "Term ends soon" in page and "2026-03-31" in page
    assert "桥东" in client.get(f"{ROOM}/bodies?term=ending").content.decode() or "Mediation" in page
    assert 'class="empty"' in client.get(f"{ROOM}/bodies?term=over").content.decode()
    assert "Tiao" in client.get(f"{ROOM}/bodies/mediation").content.decode()


def test_a_long_register_comes_in_pages_that_keep_the_filter(
    registers: Office, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_of_registers, "PAGE_ROWS", 1)
    client = seat("gu")
    first = client.get(f"{ROOM}/mediators?level=community").content.decode()
    assert ">Jie<" in first and ">Tiao<" not in first and "1–1 / 2" in first
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward is not None and "level=community" in onward[1]
    second = client.get(unescape(onward[1])).content.decode()
    assert ">Tiao<" in second and ">Jie<" not in second and 'rel="next"' not in second
    assert client.get(f"{ROOM}/mediators?page=ninety").status_code == 200


def test_open_work_is_shown_to_who_gives_work_out_and_to_nobody_else(registers: Office, seat: Seat) -> None:
    do(registers, file(registers), "pan", "assign", unit=BODY, post="p-jie")
    assert "Open now" in seat("pan").get(f"{ROOM}/mediators").content.decode()
    for name in ("tiao", "jie", "gu", "song", "bai"):
        assert "Open now" not in seat(name).get(f"{ROOM}/mediators").content.decode()
        assert "Open now" not in seat(name).get(f"{ROOM}/bodies/mediation").content.decode()


def test_the_roster_is_in_an_order_that_says_nothing_about_work(registers: Office, seat: Seat) -> None:
    for _ in range(2):
        do(registers, file(registers), "pan", "assign", unit=BODY, post="p-jie")
    page = seat("pan").get(f"{ROOM}/mediators").content.decode()
    assert page.index(">Jie<") < page.index(">Tiao<"), "by name, not by how much is open"


@pytest.mark.usefixtures("counted")
def test_the_success_rate_stands_with_its_numerator_and_denominator(seat: Seat) -> None:
    page = seat("hu").get(f"{ROOM}/outcomes?period=2026").content.decode()
    tile = page[page.index('id="tile-mediation_success"') :][:1200]
    assert "75.0 %" in tile
    assert [count for _url, count in NUMBER.findall(tile)] == ["6", "8"]
    assert "agreed ÷ (agreed + failed)" in page


@pytest.mark.usefixtures("counted")
def test_the_figures_stand_in_the_order_in_which_a_dispute_goes_its_way(seat: Seat) -> None:
    page = seat("hu").get(f"{ROOM}/outcomes?period=2026").content.decode()
    assert re.findall(r'id="tile-(\w+)"', page) == [one.key for one in INDICATORS]


@pytest.mark.usefixtures("counted")
def test_every_number_leads_to_the_disputes_it_counts_or_to_the_bodies_of_its_level(seat: Seat) -> None:
    client = seat("hu")
    page = client.get(f"{ROOM}/outcomes?period=2026").content.decode()
    found = {unescape(url): int(count) for url, count in NUMBER.findall(page)}
    direct = {url: count for url, count in found.items() if "/figures/matters" in url}
    assert len(direct) > 6
    for url, count in direct.items():
        assert f'data-total="{count}"' in client.get(url).content.decode(), url
    assert any("level=community" in url for url in found)


@pytest.mark.usefixtures("counted")
def test_a_small_type_is_hidden_and_what_would_give_it_away_too(seat: Seat) -> None:
    page = seat("hu").get(f"{ROOM}/outcomes?period=2026").content.decode()
    types = page[page.index('id="table-types"') : page.index('id="part-levels"')]
    assert types.count("too few to show") >= 4 and "data-count" not in types.replace("no cases", "")


@pytest.mark.usefixtures("counted")
def test_the_table_to_take_away_holds_the_same_counts(seat: Seat) -> None:
    answer = seat("hu").get(f"{ROOM}/outcomes.xlsx?period=2026")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Mediation success" and not row[1]]
    assert rows[0][4:7] == (6, 8, 75)


def test_a_dispute_is_proposed_to_mediators_with_the_reasons(registers: Office, seat: Seat) -> None:
    stream = file(registers)
    do(registers, file(registers), "pan", "assign", unit=BODY, post="p-tiao")
    address = f"/console/cases/{stream.removeprefix('case/')}/do/assign"
    page = seat("pan").get(address).content.decode()
    assert page.index('value="p-tiao"') < page.index('value="p-jie"'), "this type goes before who has less open"
    assert "Takes this type: neighbours" in page and "1 open now" in page and "Nothing open now" in page
    chinese = seat("pan", language="zh-CN").get(address).content.decode()
    assert "村(社区)一级,离得最近" in chinese and "受理邻里纠纷" in chinese


def test_whom_the_desk_chooses_has_the_dispute_and_so_has_the_body(registers: Office, seat: Seat) -> None:
    stream = file(registers)
    address = f"/console/cases/{stream.removeprefix('case/')}/do/assign"
    answer = seat("pan").post(address, {"post": ["", "p-jie"], "unit": "", "command": "c" * 32})
    assert answer.status_code == 302
    state = load_states(registers.county_id, [stream])[stream]
    assert (state.holder.unit, state.holder.post) == (BODY, "p-jie")


def test_a_body_may_be_named_without_a_mediator_and_one_of_both_must_be(registers: Office, seat: Seat) -> None:
    stream, client = file(registers), seat("pan")
    address = f"/console/cases/{stream.removeprefix('case/')}/do/assign"
    assert "Please fill this in." in mistakes(
        client, client.post(address, {"post": "", "unit": "", "command": "d" * 32})
    )
    named = {"post": "", "unit_typed": cast.UNITS["mediation"].name, "command": "e" * 32}
    assert client.post(address, named).status_code == 302
    assert load_states(registers.county_id, [stream])[stream].holder.unit == BODY


def test_whoever_stepped_aside_is_offered_to_nobody(registers: Office, seat: Seat) -> None:
    stream = file(registers)
    do(registers, stream, "pan", "assign", unit=BODY, post="p-tiao")
    for party in ("a", "b"):
        do(registers, stream, "tiao", "add_party", party=party, party_name="某人")
    do(registers, stream, "tiao", "ask_consent")
    for part in ("p1", "p2"):
        do(registers, stream, "tiao", "give", part=part, how_given="on_paper")
    do(registers, stream, "tiao", "recuse", post="p-jie", reason="是一方的亲戚")
    address = f"/console/cases/{stream.removeprefix('case/')}/do/choose_mediator"
    client = seat("pan")
    page = client.get(address).content.decode()
    assert 'value="p-tiao"' not in page and 'value="p-jie"' in page
    refused = client.post(address, {"post": "p-tiao", "unit": "", "command": "f" * 32})
    assert "stepped aside" in mistakes(client, refused)


def test_the_form_of_the_register_keeps_several_types_and_names_every_mistake(registers: Office, seat: Seat) -> None:
    client, address = seat("admin"), "/console/setup/of/mediation_committee/one?unit=mediation"
    page = client.get(address).content.decode()
    assert page.count('name="types"') == 9
    given = {"unit": "mediation", "kind": "residents", "types": ["dispute.debt", "dispute.land"], "member_count": "7",
             "women_count": "0", "minority_count": "0", "chair": "tiao", "started_date": "2026-03-01",
             "ended_date": "", "is_active": "1"}  # fmt: skip
    assert "art. 8" in client.post(address, given).content.decode()
    assert client.post(address, {**given, "women_count": "3"}).status_code == 302
    found = the_office().directory.committees[BODY]
    assert (found.types, found.women_count) == (("dispute.debt", "dispute.land"), 3)
    assert client.get("/console/setup/of/mediator").status_code == 200
