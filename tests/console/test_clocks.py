"""Both clocks on every page that shows a matter, each marked while its year has no notice, each explained."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from linli.actions.deciding import Office
from linli.domain.calendar import YearTable
from linli.store import setup
from tests import cast, offices
from tests.console.conftest import NOW, Seat


@pytest.fixture
def unpublished(office: Office) -> Office:
    """The county in a year of which no notice is known."""
    table = YearTable(year=2026, provisional=True, version=2)
    setup.save_records(office.county_id, [table], actor=offices.SYSTEM, now=NOW)
    return replace(office, directory=setup.directory_of(office.county_id))


def handled(office: Office) -> str:
    return offices.handled_case(office).partition("/")[2]


def shown(seat: Seat, who: str, path: str, language: str = "en") -> str:
    answer = seat(who, language=language).get(f"/console/{path}")
    assert answer.status_code == 200, (path, answer.get("Location"))
    return str(answer.content.decode())


@pytest.mark.parametrize("path", ["cases", "", "cases/{id}", "phone/matter/{id}", "cases/{id}/clock/wait"])
def test_every_page_that_shows_a_provisional_deadline_marks_it(unpublished: Office, seat: Seat, path: str) -> None:
    case_id = handled(unpublished)
    who = "wei" if not path else "pan"
    assert "provisional" in shown(seat, who, path.format(id=case_id))


def test_a_published_year_is_marked_nowhere(office: Office, seat: Seat) -> None:
    case_id = handled(office)
    for path in ("cases", f"cases/{case_id}"):
        assert "provisional" not in shown(seat, "pan", path)


def test_a_list_shows_the_step_and_by_when_whoever_asked_is_answered(office: Office, seat: Seat) -> None:
    handled(office)
    page = shown(seat, "pan", "cases")
    assert "row__wait" in page and "answer by 17 Mar" in page, "15 days from Mon 2 March"
    assert "前答复" in shown(seat, "pan", "cases", language="zh-hans")


def test_the_table_holds_both_deadlines_and_the_mark(unpublished: Office, seat: Seat) -> None:
    handled(unpublished)
    sheet = load_workbook(BytesIO(seat("pan").get("/console/cases.xlsx").content)).worksheets[0]
    head, row = ([cell.value for cell in sheet[line]] for line in (2, 3))
    told = dict(zip(head, row, strict=True))
    assert told["Due"] is not None and told["Answer by"] is not None
    assert told["Deadline provisional"] == "holidays not published yet"


def test_the_page_of_a_clock_names_calendar_pauses_with_their_basis_and_who_may_extend(
    office: Office, seat: Seat
) -> None:
    case_id = handled(office)
    page = shown(seat, "pan", f"cases/{case_id}/clock/handling")
    for words in (
        "2026: chinesecalendar", "Weather prevents the work", "The time in which weather prevents the work",
        "once more, by at most 10 working days", "one tier up, and never by whoever asks",
    ):  # fmt: skip
        assert words in page, words
    assert "It cannot be extended." in shown(seat, "pan", f"cases/{case_id}/clock/wait")
    assert "Nothing may stop it." in shown(seat, "pan", f"cases/{case_id}/clock/wait")


def test_the_page_tells_a_pause_as_it_was_recorded(office: Office, seat: Seat) -> None:
    stream = offices.handled_case(office)
    at = cast.MONDAY + timedelta(hours=5)
    offices.move(office, stream, "wei", "pause", at=at, pause_reason="weather", reason="暴雨")
    page = shown(seat, "pan", f"cases/{stream.partition('/')[2]}/clock/handling")
    assert "it stands still (Weather prevents the work)" in page
    assert "agreed in this district" in page


def test_only_lawful_reasons_are_offered_each_with_its_basis(office: Office, seat: Seat) -> None:
    case_id = handled(office)
    page = shown(seat, "wei", f"cases/{case_id}/do/pause")
    assert "Weather prevents the work" in page and "The time in which weather prevents" in page
    assert 'value="hearing"' not in page
