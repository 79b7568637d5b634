"""The registers of mediation by workbook and by CSV: all mistakes at once, all or nothing, history kept, round trip."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from linli.actions import mediation, setup_sheets
from linli.actions.deciding import Office
from linli.actions.load_sheets import SheetFile, load_sheet
from linli.actions.office import open_office
from linli.actions.proposals import apply_workbook
from linli.domain.engine.state import CaseState, Holder
from linli.domain.mediation_committee import CommitteeKind, TermState
from linli.domain.mediator import MediatorKind
from linli.domain.problems import Refused
from linli.domain.setup_sheets import SHEETS
from linli.store import models
from linli.store.auditing import audit_store
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.actions.test_setup_sheets import NOW, book, send, told

BODY = ["mediation", "村(社区)调解委员会", "", "家庭、邻里", 5, 2, "", "否", "tiao", "2025-03-01", "", "是"]
ROSTER = [
    ["mediation", "tiao", "专职", "邻里", "法律、心理", "是", 6, "", "", "是"],
    ["mediation", "jie", "义务", "", "", "", "", "2026-02-20", "2026-03-10", ""],
]


@pytest.fixture
def office(db: None) -> Office:
    return with_people()


def with_people() -> Office:
    found = offices.set_up_office()
    save_staff(StaffMember(username=name, pseudonym=f"s-{name}", name=name.title()) for name in ("tiao", "jie", "song"))
    return found


def fresh(office: Office) -> Office:
    return open_office(SILENT_PORTS, office.county_id)


def kept(
    office: Office, *, bodies: list[list[object]] | None = None, roster: list[list[object]] | None = None
) -> Office:
    plan = send(office, book(mediation_committee=bodies or [BODY], mediator=roster or ROSTER))
    assert plan.problems == ()
    apply_workbook(office, cast.POSTS["admin"], NOW)
    return fresh(office)


def test_every_mistake_is_named_by_row_and_column_and_nothing_is_half_imported(office: Office) -> None:
    before = models.Entry.objects.count()
    content = book(
        mediation_committee=[
            BODY,
            ["nowhere", "区级调解组织", "", "", 5, 1, "", "", "tiao", "2025-03-01"],
            ["follow-up", "行业性、专业性调解委员会", "", "", 2, 0, "", "", "tiao", "2025-13-01"],
            ["empty", "行业性、专业性调解委员会", "", "打架", 12, 13, "", "", "", "2025-03-01", "2029-03-01"],
        ],
        mediator=[
            ["mediation", "song", "专职"],
            ["mediation", "tiao", "全天", "", "", "", 0, "明天"],
            ["mediation", "jie", "义务", "", "", "", "", "2026-03-10", "2026-03-01"],
        ],
    )
    assert told(send(office, content)) == {
        ("调解组织", 3, "A", "unit_unknown"),
        ("调解组织", 4, "J", "not_a_date"),
        ("调解组织", 5, "D", "unknown_choice"),
        ("调解员", 2, "B", "mediator_unknown"),
        ("调解员", 3, "C", "unknown_choice"),
        ("调解员", 3, "H", "not_a_date"),
        ("调解员", 4, "I", "ends_before_it_begins"),
    }
    with pytest.raises(Refused):
        apply_workbook(office, cast.POSTS["admin"], NOW)
    assert models.Entry.objects.count() == before
    assert models.MediationCommittee.objects.count() == models.Mediator.objects.count() == 0


def test_what_the_law_asks_is_told_at_the_cells_all_at_once(office: Office) -> None:
    row = ["mediation", "区级调解组织", "物业", "", 2, 0, "", "是", "", "2025-03-01", "2029-03-01"]
    assert told(send(office, book(mediation_committee=[row]))) == {
        ("调解组织", 2, "B", "committee_of_other_level"), ("调解组织", 2, "C", "sector_of_no_body"),
        ("调解组织", 2, "E", "members_out_of_range"), ("调解组织", 2, "F", "woman_needed"),
        ("调解组织", 2, "G", "minority_needed"), ("调解组织", 2, "I", "chair_needed"),
        ("调解组织", 2, "K", "term_too_long"),
    }  # fmt: skip


def test_merged_cells_and_long_numbers_are_named_where_they_stand(office: Office) -> None:
    """What is merged over rows stands in the first of them only; a number of 18 digits lost its end long before."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "调解员"
    page.append(["调解员名册"])
    page.merge_cells("A1:J1")
    page.append([column.title.zh for column in SHEETS["mediator"].columns])
    page.append(["mediation", "tiao", "专职"])
    page.append([None, "jie", "义务"])
    page.merge_cells("A3:A4")
    page.append(["mediation", 110101199003078888.0, "专职"])
    buffer = io.BytesIO()
    made.save(buffer)
    assert told(send(office, buffer.getvalue())) == {
        ("调解员", 4, "A", "required"), ("调解员", 5, "B", "digits_lost"),
    }  # fmt: skip


def test_a_table_in_gb18030_is_read_by_page_and_by_command(office: Office, tmp_path: Path) -> None:
    text = "单位代码,登录名,专兼职,受理类型\r\nmediation,tiao,专职,邻里、债务\r\nmediation,jie,兼职,\r\n"
    content = text.encode("gb18030")
    plan = setup_sheets.send_workbook(
        office, cast.POSTS["admin"], filename="x.csv", content=content, only="", now=NOW
    )  # fmt: skip
    assert [one.noun for one in plan.changes] == ["mediator", "mediator"] and plan.problems == ()
    loaded = load_sheet(office, SheetFile(what="mediators", content=content), now=NOW)
    assert len(loaded.records) == 2
    found = fresh(office).directory.mediators["p-tiao"]
    assert (found.kind, found.types) == (MediatorKind.FULL_TIME, ("dispute.neighbour", "dispute.debt"))
    worse = (text + "mediation,song,专职,\r\n").encode("gb18030")
    broken = load_sheet(office, SheetFile(what="mediators", content=worse), now=NOW)
    assert [(one.row, one.problem.code) for one in broken.problems] == [(4, "mediator_unknown")]
    assert broken.records == ()


def test_the_registers_come_back_as_they_were_taken_away(office: Office) -> None:
    office = kept(office)
    for language in ("zh", "en"):
        for noun, rows in (("mediation_committee", 1), ("mediator", 2)):
            content = setup_sheets.workbook_of(office, language=language, only=noun)
            assert len(list(load_workbook(io.BytesIO(content)).active.values)) == 2 + rows
            plan = send(office, content, only=noun)
            assert (plan.problems, plan.changes, plan.rows) == ((), (), rows)


def test_a_term_left_open_is_one_of_three_years(office: Office) -> None:
    found = kept(office).directory.committees["u-mediation"]
    assert (found.started_date, found.ended_date) == (date(2025, 3, 1), date(2028, 2, 29))
    assert (found.kind, found.types) == (CommitteeKind.RESIDENTS, ("dispute.family", "dispute.neighbour"))
    assert (found.member_count, found.women_count, found.chair_post_id) == (5, 2, "p-tiao")


def test_the_register_says_whose_term_ends_and_keeps_how_a_body_stood_before(office: Office) -> None:
    office = kept(office)
    (body,) = mediation.bodies(office, NOW)
    assert (body.term, body.mediator_count, body.chair_name) == (TermState.RUNNING, 2, "Tiao")
    assert body.lead is not None and body.lead.id == "u-liuan", "the lead is the centre of the subdistrict"
    late = datetime(2028, 1, 15, 9, tzinfo=cast.MONDAY.tzinfo)
    assert mediation.bodies(office, late)[0].term is TermState.ENDING
    renewed = [*BODY[:4], 7, 3, "", "否", "jie", "2026-03-02", "", "是"]
    after = kept(office, bodies=[renewed])
    assert [one.committee.member_count for one in mediation.editions(after, "u-mediation")] == [7, 5]
    assert after.directory.committees["u-mediation"].chair_post_id == "p-jie"


def test_the_app_role_can_remove_nothing_and_the_audit_stands(fresh_database: str) -> None:
    kept(with_people())
    report = audit_store(workers=1)
    assert report.faults == ()


def test_the_roster_says_who_is_away_and_how_much_is_open_only_to_those_who_plan(office: Office) -> None:
    office = kept(office)
    away = {line.post.id: line.is_away for line in mediation.roster(office, NOW)}
    assert away == {"p-tiao": False, "p-jie": True}
    assert {line.open_count for line in mediation.roster(office, NOW)} == {None}
    assert {line.open_count for line in mediation.roster(office, NOW, with_load=True)} == {0}
    planners = {name for name, post in cast.POSTS.items() if mediation.is_planner(office, post)}
    assert planners == {"hu", "pan", "zhou_at_desk", "deng", "fan", "cheng", "peng", "yuan"}


def test_a_dispute_is_offered_to_whoever_is_there_and_has_less_open(office: Office) -> None:
    office = kept(office)
    state = replace(_dispute(), category="dispute.neighbour")
    back = NOW + timedelta(days=20)
    choice = mediation.mediator_choice(office, state, NOW)
    assert [one.post_id for one in choice.proposed] == ["p-tiao"]
    assert [post.id for post in choice.others] == ["p-jie"], "the parties may still choose whoever is away"
    assert [one.post_id for one in mediation.mediator_choice(office, state, back).proposed] == ["p-tiao", "p-jie"]
    chosen = mediation.mediator_choice(office, state, NOW, chosen_post="p-jie")
    assert [(one.post_id, one.is_chosen) for one in chosen.proposed] == [("p-jie", True), ("p-tiao", False)]


def _dispute() -> CaseState:
    return CaseState(stream="case/x", seq=1, procedure="dispute", area=cast.GRID, holder=Holder(unit="u-liuan"))
