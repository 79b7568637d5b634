"""Dual control: what ASSURANCE S26 lists takes two people of different units, and both stand in the journal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import ProgrammingError, connections, transaction

from linli.actions import proposals, setup_sheets
from linli.actions.checklist_setup import next_edition, save_edition
from linli.actions.deciding import Office
from linli.actions.door_seats import AskedClient, let_in, seat_of_client
from linli.actions.office import open_office
from linli.actions.proposals import Saved, save_row
from linli.actions.settings import change_setting
from linli.actions.setup_records import Typed
from linli.actions.setup_workbook import write_workbook
from linli.actions.wizard import close_district, open_district
from linli.domain.door_scopes import SCOPES
from linli.domain.entry import Entry
from linli.domain.problems import Refused
from linli.domain.proposal import (
    DAYS_OPEN,
    FAMILY_CONTROL,
    OPEN_SETTING,
    SETTING_CONTROL,
    SHEET_CONTROL,
    Because,
    Control,
    Verdict,
    control_of_setting,
)
from linli.domain.setting import Setting
from linli.domain.setting_rule import SettingKind
from linli.domain.settings_catalogue import SETTINGS
from linli.domain.setup_records import Record
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Post, Role
from linli.store import journal, models
from linli.store.auditing import audit_store
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW, ADMIN = cast.MONDAY, cast.POSTS["admin"]
WHY = Because(reason_class="staff_change", words="区办〔2026〕9号")
PROPOSALS = "rules/minghe-proposals"
SAME_UNIT, OTHER_WITHOUT, OTHER_WITH = cast.POSTS["yuan"], cast.POSTS["jin"], cast.POSTS["bao"]
DECIDERS: Mapping[str, tuple[Post, tuple[str, ...]]] = {
    "same person": (ADMIN, ("second_person_needed",)),
    "same person at another post": (
        replace(SAME_UNIT, id="p-admin-2", staff_id=ADMIN.staff_id, unit_id="u-meeting"), ("second_person_needed",),
    ),
    "same unit": (SAME_UNIT, ("second_unit_needed",)),
    "other unit without right": (OTHER_WITHOUT, ("not_found",)),
    "other unit with right": (OTHER_WITH, ()),
}  # fmt: skip
"""Who decides what ADMIN proposed, and why not."""


def row(noun: str, **cells: str) -> Callable[[Office], Saved]:
    """What brings a form of a noun's sheet."""
    return lambda office: save_row(office, ADMIN, Typed(sheet=SHEETS[noun], cells=cells), now=NOW, because=WHY)


def by_setting(key: str, value: str) -> Callable[[Office], Saved]:
    """What brings the form of a setting."""

    def change(office: Office) -> Saved:
        given = {"value": value, "reason": "试行", "reason_class": "new_rule"}
        changed = change_setting(office, ADMIN, given, key=key, now=NOW)
        return Saved(plan=proposals.SetupPlan(), proposal_id=changed.proposal_id)

    return change


def by_workbook(office: Office) -> Saved:
    """A workbook with a limit and a line of a list: one proposal for all of it."""
    sheets = {"limit": ["", "", "一般", 9, "工作日", "区办〔2026〕1号", "是"], "list_item": ["任务清单", "1", "巡查"]}
    content = write_workbook(((SHEETS[noun], [cells]) for noun, cells in sheets.items()), "zh")
    setup_sheets.send_workbook(office, ADMIN, filename="x.xlsx", content=content, only="", now=NOW)
    return proposals.apply_workbook(office, ADMIN, NOW, because=WHY)


def by_checklist(office: Office) -> Saved:
    """The next version of a list: its head and its items, one proposal for all of them."""
    given = next_edition(office, "four_nones", NOW)
    assert given is not None
    return save_edition(office, ADMIN, replace(given, items=given.items[:3]), now=NOW, because=WHY)


YEAR = {"year": "2027", "off_days": "2027-01-01", "work_days": "", "notice": "", "provisional": "1"}
CHANGES: Mapping[str, Callable[[Office], Saved]] = {
    "role given": row("post", unit="liuan", role="operator", login="newcomer", person="Newcomer"),
    "role of a new account": row("post", unit="meeting", role="district_coordinator", login="fresh.one", person="F"),
    "duty": row("duty", category="municipal", area="minghe", role="sector", unit="housing", is_active="1"),
    "limit": row("limit", urgency="ordinary", length="9", unit="working_day", source="区办", is_active="1"),
    "calendar": row("year_table", **YEAR),
    "statistic rule": by_setting("public.figure_days", "60"),
    "closing the district": by_setting("public.is_open", "0"),
    "workbook": by_workbook,
    "checklist": by_checklist,
}  # fmt: skip


@pytest.fixture
def office(db: None) -> Office:
    """The cast's county after its opening, with an account that has no post."""
    found = offices.set_up_office()
    save_staff([StaffMember(username="newcomer", pseudonym="s-newcomer", name="Newcomer")])
    return opened(found)


def opened(office: Office) -> Office:
    """The office of a county that was opened."""
    open_district(office, ADMIN, "可以开放", NOW - timedelta(days=2))
    return fresh(office)


def fresh(office: Office) -> Office:
    return open_office(SILENT_PORTS, office.county_id)


def told(office: Office, stream: str = PROPOSALS) -> list[Entry]:
    return journal.entries_of(office.county_id, [stream])[stream]


def set_up_of(office: Office) -> Any:
    return replace(fresh(office).directory.setup, version="")


@pytest.mark.parametrize(("what", "who"), list(product(CHANGES, DECIDERS)))
def test_a_change_holds_only_when_another_unit_agrees_and_both_stand_in_the_journal(
    what: str, who: str, office: Office
) -> None:
    before = set_up_of(office)
    saved = CHANGES[what](office)
    assert saved.proposal_id and set_up_of(office) == before
    decider, codes = DECIDERS[who]
    later = NOW + timedelta(hours=1)
    if codes:
        with pytest.raises(Refused) as refused:
            proposals.agree(fresh(office), decider, saved.proposal_id, later)
        assert refused.value.codes == codes
        assert set_up_of(office) == before
        assert [one.type for one in told(office)] == ["rules.proposed"]
        return
    proposals.agree(fresh(office), decider, saved.proposal_id, later)
    assert set_up_of(office) != before
    first, second = told(office)
    assert (first.type, first.actor["post"], first.actor["staff"]) == ("rules.proposed", "p-admin", "s-admin")
    assert (second.type, second.actor["post"], second.pub["proposed_post"]) == ("rules.agreed", "p-bao", "p-admin")
    assert first.pub["reason_class"] == second.pub["reason_class"] != ""
    assert WHY.words not in str(first.pub) + str(second.pub)
    rows = models.Entry.objects.filter(county_id=office.county_id, recv=later).exclude(stream=PROPOSALS)
    streams = list(dict.fromkeys(rows.values_list("stream", flat=True)))
    assert streams
    for stream in streams:
        last = told(office, stream)[-1]
        assert (last.actor["post"], last.pub["proposed_post"]) == ("p-bao", "p-admin")
        assert last.pub["proposal"] == saved.proposal_id


@pytest.mark.parametrize("what", CHANGES)
def test_a_proposal_without_a_class_and_a_reason_is_refused(
    what: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what in ("statistic rule", "closing the district"):
        with pytest.raises(Refused) as refused:
            change_setting(office, ADMIN, {"value": "0", "reason": "x"}, key="public.is_open", now=NOW)
        assert refused.value.codes == ("reason_class_needed",)
        return
    monkeypatch.setattr("tests.actions.test_proposals.WHY", Because())
    with pytest.raises(Refused) as refused:
        CHANGES[what](office)
    assert refused.value.codes == ("reason_class_needed", "reason_needed")
    assert told(office) == []


@pytest.mark.parametrize("record", ["post", "duty", "limit"])
def test_no_page_saves_past_the_second_person(record: str, office: Office) -> None:
    """The one way in which pages save refuses by itself, whoever calls it."""
    found: dict[str, Record] = {
        "post": replace(cast.POSTS["ren"], role=Role.OPERATOR),
        "duty": replace(cast.setup().duties[0], is_active=False),
        "limit": replace(cast.setup().limits[0], length=99),
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        setup_sheets.save_changes(office, ADMIN, (found[record],), NOW)
    assert refused.value.codes == ("second_unit_needed",)


def test_before_the_opening_one_administrator_changes_everything_alone(db: None) -> None:
    office = offices.set_up_office()
    save_staff([StaffMember(username="newcomer", pseudonym="s-newcomer", name="Newcomer")])
    assert not proposals.is_dual(office, NOW)
    for what in CHANGES:
        before = set_up_of(office)
        assert CHANGES[what](fresh(office)).proposal_id == "", what
        assert set_up_of(office) != before, what


def test_closing_the_district_again_does_not_bring_single_control_back(office: Office) -> None:
    proposal_id = close_district(office, ADMIN, "暂停", NOW)
    proposals.agree(office, OTHER_WITH, proposal_id, NOW)
    closed = fresh(office)
    assert closed.directory.settings.text(OPEN_SETTING, NOW.date()) == "0"
    assert proposals.is_dual(closed, NOW)
    assert CHANGES["limit"](closed).proposal_id


@pytest.mark.parametrize("cells", [{"ended": "2026-03-02"}, {"title": "受理岗"}, {"login": ""}])
def test_taking_rights_away_and_renaming_take_one_person(cells: dict[str, str], office: Office) -> None:
    save_staff([StaffMember(username="hu.one", pseudonym="s-hu", name="Hu")])
    standing = {"unit": "liuan", "role": "operator", "login": "hu.one", "started": "2026-01-04", "id": "p-hu"}
    saved = save_row(office, ADMIN, Typed(sheet=SHEETS["post"], cells={**standing, **cells}), now=NOW)
    assert saved.plan.changes and not saved.proposal_id


@pytest.mark.parametrize(
    "cells", [{"role": "dispatcher"}, {"login": "newcomer"}, {"unit": "dongtang"}, {"started": "2025-01-04"}]
)
def test_another_role_holder_unit_or_an_earlier_beginning_take_two(cells: dict[str, str], office: Office) -> None:
    save_staff([StaffMember(username="hu.one", pseudonym="s-hu", name="Hu")])
    standing = {"unit": "liuan", "role": "operator", "login": "hu.one", "started": "2026-01-04", "id": "p-hu"}
    brought = Typed(sheet=SHEETS["post"], cells={**standing, **cells})
    assert save_row(office, ADMIN, brought, now=NOW, because=WHY).proposal_id


def test_a_machine_gets_its_post_only_when_another_unit_agrees(office: Office) -> None:
    place = {"area_path": cast.COUNTY, "unit_id": "u-liuan", "role": "operator"}
    asked = AskedClient(name="Hotline", scopes=(next(iter(SCOPES)),), **place)
    with pytest.raises(Refused) as refused:
        let_in(office, ADMIN, asked, now=NOW)
    assert refused.value.codes == ("reason_class_needed", "reason_needed")
    client, _key = let_in(office, ADMIN, replace(asked, because=WHY), now=NOW)
    assert seat_of_client(fresh(office), client.id, NOW + timedelta(hours=1)) is None
    [waiting] = proposals.waiting_for(office, OTHER_WITH, NOW)
    proposals.agree(office, OTHER_WITH, waiting.id, NOW)
    seat = seat_of_client(fresh(office), client.id, NOW + timedelta(hours=1))
    assert seat is not None and (seat.unit_id, seat.role) == ("u-liuan", Role.OPERATOR)


def test_nobody_agrees_to_a_post_of_their_own(office: Office) -> None:
    save_staff([StaffMember(username="bao", pseudonym="s-bao", name="Bao")])
    saved = row("post", unit="centre", role="administrator", login="bao")(office)
    with pytest.raises(Refused) as refused:
        proposals.agree(office, OTHER_WITH, saved.proposal_id, NOW)
    assert refused.value.codes == ("proposal_for_oneself",)
    assert proposals.agree(office, cast.POSTS["tang"], saved.proposal_id, NOW).plan.changes


def test_a_proposal_expires_after_a_fortnight(office: Office) -> None:
    saved = CHANGES["limit"](office)
    last = NOW + timedelta(days=DAYS_OPEN)
    assert proposals.waiting_for(office, OTHER_WITH, last - timedelta(seconds=1))
    assert not proposals.waiting_for(office, OTHER_WITH, last)
    with pytest.raises(Refused) as refused:
        proposals.agree(office, OTHER_WITH, saved.proposal_id, last)
    assert refused.value.codes == ("proposal_expired",)
    view = proposals.view_of(office, ADMIN, saved.proposal_id, last)
    assert view is not None and view.standing is Verdict.EXPIRED


def test_it_is_decided_once_refused_with_a_reason_or_taken_back_by_its_proposer(office: Office) -> None:
    refused_one, own = CHANGES["limit"](office).proposal_id, CHANGES["duty"](office).proposal_id
    with pytest.raises(Refused) as refused:
        proposals.refuse(office, OTHER_WITH, refused_one, " ", NOW)
    assert refused.value.codes == ("reason_needed",)
    proposals.refuse(office, OTHER_WITH, refused_one, "没有依据", NOW)
    with pytest.raises(Refused) as refused:
        proposals.withdraw(office, cast.POSTS["yuan"], own, NOW)
    assert refused.value.codes == ("not_found",)
    proposals.withdraw(office, ADMIN, own, NOW)
    for one in (refused_one, own):
        with pytest.raises(Refused) as refused:
            proposals.agree(office, OTHER_WITH, one, NOW)
        assert refused.value.codes == ("proposal_decided",)
    assert [one.type for one in told(office)][2:] == ["rules.refused", "rules.withdrawn"]


def test_what_was_proposed_cannot_be_altered_before_it_is_agreed_to(fresh_database: str) -> None:
    """The app role cannot change it, and what the owner of the tables changed is not carried out."""
    office = opened(offices.set_up_office())
    saved = CHANGES["limit"](office)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        models.Proposal.objects.filter(pk=saved.proposal_id).update(payload={"rows": []})
    with connections["owner"].cursor() as cursor:
        cursor.execute("""UPDATE proposal SET payload = replace(payload::text, '"9"', '"90"')::jsonb""")
        assert cursor.rowcount == 1
    with pytest.raises(Refused) as refused:
        proposals.agree(office, OTHER_WITH, saved.proposal_id, NOW)
    assert refused.value.codes == ("proposal_altered",)


def test_what_two_people_did_stands_the_audit(fresh_database: str) -> None:
    office = opened(offices.set_up_office())
    proposals.agree(office, OTHER_WITH, CHANGES["limit"](office).proposal_id, NOW)
    proposals.agree(office, OTHER_WITH, by_checklist(office).proposal_id, NOW)
    assert audit_store(workers=1).faults == ()


def test_every_sheet_and_setting_says_how_many_people_it_takes() -> None:
    """A new one fails here until somebody has thought about it."""
    assert set(SHEET_CONTROL) - {"place"} == set(SHEETS)
    alone = {key for key in SETTINGS if not key.startswith(tuple(FAMILY_CONTROL))}
    assert set(SETTING_CONTROL) == alone
    assert all(any(key.startswith(family) for key in SETTINGS) for family in FAMILY_CONTROL)


@pytest.mark.parametrize("key", [key for key in SETTINGS if control_of_setting(key) is Control.DUAL])
def test_each_setting_under_dual_control_is_proposed(key: str, office: Office) -> None:
    rule = SETTINGS[key]
    if rule.kind is SettingKind.TIME:
        assert by_setting(key, "05:45")(office).proposal_id
        return
    value = {"0": "1", "1": "0"}.get(rule.default) if rule.lowest is None else str(rule.lowest)
    value = value if value is not None and value != rule.default else str(rule.highest)
    assert by_setting(key, value)(office).proposal_id
    setting = Setting(key=key, value=value, from_date=NOW.date(), reason="x")
    with pytest.raises(Refused):
        setup_sheets.save_changes(office, ADMIN, (setting,), NOW)
