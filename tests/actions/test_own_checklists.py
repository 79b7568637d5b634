"""A district's own checklists: proposed by one unit, agreed by another, and never changed under an inspection."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.actions import checklist_setup, proposals, setup_sheets
from linli.actions.checklist_setup import Edition
from linli.actions.deciding import Office
from linli.actions.inspection_end import finish
from linli.actions.inspection_views import open_inspection
from linli.actions.inspections import start
from linli.actions.office import open_office
from linli.actions.setup_workbook import write_workbook
from linli.actions.wizard import open_district
from linli.domain.inspection_checks import Answer
from linli.domain.own_checklist_changes import ItemChange
from linli.domain.problems import Refused
from linli.domain.proposal import Because
from linli.domain.setup_sheets import SHEETS
from tests import cast, offices
from tests.actions import inspections_played as played

AT, HE, ADMIN, BAO = played.AT, cast.POSTS["he"], cast.POSTS["admin"], cast.POSTS["bao"]
WHY = Because(reason_class="new_rule", words="区安委办〔2026〕3号")
NIGHT = {
    "key": "night_market", "version": "101", "title": "夜市检查清单", "title_en": "Night market", "category": "safety",
    "from_date": "2026-03-02", "kinds": "market", "again_days": "30", "inspectors": "1", "has_batches": "0",
    "is_active": "1",
}  # fmt: skip
LAMP = {
    "position": "1", "key": "", "title": "照明完好", "title_en": "Lamps work", "basis": "夜市管理标准", "basis_en": "",
    "article": "", "grade": "local", "part": "", "part_en": "", "is_urgent": "0", "category": "",
}  # fmt: skip
GAS = {
    **LAMP,
    "position": "2",
    "title": "燃气软管不过期",
    "basis": "城镇燃气管理条例",
    "article": "29",
    "grade": "cited",
}


@pytest.fixture
def office(db: None) -> Office:
    """The played county before it opens."""
    return played.set_up()


def fresh(office: Office) -> Office:
    return open_office(office.ports, office.county_id)


def refused(office: Office, given: Edition, because: Because = WHY) -> list[str]:
    with pytest.raises(Refused) as found:
        checklist_setup.save_edition(office, ADMIN, given, now=AT, because=because)
    return [f"{one.code}@{one.at}" for one in found.value.problems]


def next_of(office: Office, key: str) -> Edition:
    found = checklist_setup.next_edition(office, key, AT)
    assert found is not None
    return found


def agreed(office: Office, given: Edition) -> Office:
    """Propose as the administrator and agree as somebody of another unit."""
    saved = checklist_setup.save_edition(office, ADMIN, given, now=AT, because=WHY)
    proposals.agree(fresh(office), BAO, saved.proposal_id, AT + timedelta(hours=1))
    return fresh(office)


def without(given: Edition, *keys: str) -> Edition:
    return replace(given, gone=frozenset(keys))


def test_a_new_list_holds_once_another_unit_agrees_and_is_inspected_by(office: Office) -> None:
    open_district(office, ADMIN, "可以开放", AT - timedelta(days=2))
    office = fresh(office)
    given = Edition(head=NIGHT, items=(LAMP, GAS))
    saved = checklist_setup.save_edition(office, ADMIN, given, now=AT, because=WHY)
    assert saved.proposal_id and "night_market" not in fresh(office).directory.checklists.on(AT.date())
    with pytest.raises(Refused) as mine:
        proposals.agree(fresh(office), ADMIN, saved.proposal_id, AT)
    assert mine.value.codes == ("second_person_needed",)
    view = proposals.view_of(fresh(office), BAO, saved.proposal_id, AT)
    assert view is not None and view.may_decide and view.plan is not None and len(view.plan.changes) == 3
    proposals.agree(fresh(office), BAO, saved.proposal_id, AT + timedelta(hours=1))
    office = fresh(office)
    found = office.directory.checklists.on(AT.date())["night_market"]
    assert [one.key for one in found.items] == ["item_1", "item_2"] and found.version == 101
    basis = found.items[1].basis
    assert (basis.words.zh, basis.printed) == ("《城镇燃气管理条例》第29条", "《城镇燃气管理条例》")
    done = played.finished(office, "item_2", checklist="night_market")
    assert done.head.version == 101 and done.head.again_date == "2026-04-01" and len(done.cases) == 1
    step = checklist_setup.history(office, "night_market")[0]
    assert (step.version, step.proposal) == (101, saved.proposal_id)


def test_every_mistake_of_a_list_is_named_at_once_at_its_field(office: Office) -> None:
    wrong = Edition(
        head={**NIGHT, "key": "Night", "title": "", "again_days": "0", "from_date": "2026-02-01", "kinds": ""},
        items=({**LAMP, "basis": "", "position": "x"}, {**GAS, "article": "二十九", "category": "none"}),
    )
    assert sorted(refused(office, wrong)) == sorted(
        ["required@title", "required@kinds", "required@items.0.basis", "not_a_number@items.0.position",
         "not_a_number@items.1.article", "category_unknown@items.1.category"]
    )  # fmt: skip
    head = {**NIGHT, "key": "Night", "again_days": "0", "from_date": "2026-02-01", "inspectors": "99"}
    assert sorted(refused(office, Edition(head={**head, "category": "none"}, items=(LAMP,)))) == sorted(
        ["checklist_key_bad@key", "too_small@again_days", "too_large@inspectors", "category_unknown@category",
         "not_before_today@from_date"]
    )  # fmt: skip
    assert refused(office, Edition(head=NIGHT, items=())) == ["checklist_empty@"]
    parted = (LAMP, {**GAS, "part": "用火"})
    assert refused(office, Edition(head=NIGHT, items=parted)) == ["checklist_parts@"]
    assert refused(office, next_of(office, "fire_market")) == ["checklist_unchanged@"]
    open_district(office, ADMIN, "可以开放", AT - timedelta(days=2))
    found = refused(fresh(office), Edition(head={**NIGHT, "title": ""}, items=(LAMP,)), Because())
    assert sorted(found) == ["reason_class_needed@reason_class", "reason_needed@because", "required@title"]


def test_a_version_in_force_stays_as_it_is_by_form_and_by_workbook(office: Office) -> None:
    checklist_setup.save_edition(office, ADMIN, Edition(head=NIGHT, items=(LAMP, GAS)), now=AT)
    office = fresh(office)
    again = Edition(head={**NIGHT, "again_days": "60"}, items=(LAMP,))
    assert refused(office, again) == ["checklist_stands@version", "checklist_stands@items.0.version"]
    content = setup_sheets.workbook_of(office, language="zh", only="checklist_item")
    plan = setup_sheets.plan_of(office.directory, content, only="checklist_item", now=AT)
    assert (plan.problems, plan.changes, plan.rows) == ((), (), 2), "what is taken away comes back and changes nothing"
    rows = [
        ["night_market", 101, 1, "item_1", "照明", "", "夜市管理标准"],
        ["night_market", 103, 1, "x1", "A", "", "B"],
    ]
    content = write_workbook([(SHEETS["checklist_item"], rows)], "zh")
    plan = setup_sheets.plan_of(office.directory, content, only="checklist_item", now=AT)
    assert {(one.row, one.problem.code) for one in plan.problems} == {
        (3, "checklist_stands"), (4, "checklist_unknown")
    }  # fmt: skip
    following = next_of(office, "night_market")
    assert following.head["version"] == "102" and following.items[0]["key"] == "item_1"
    early = {**following.head, "from_date": "2026-03-20", "again_days": "60"}
    checklist_setup.save_edition(office, ADMIN, replace(following, head=early), now=AT)
    office = fresh(office)
    coming = next_of(office, "night_market")
    assert coming.head["version"] == "102" and coming.head["from_date"] == "2026-03-20"
    later = without(coming, "item_1")
    checklist_setup.save_edition(office, ADMIN, later, now=AT)
    known = fresh(office).directory.checklists
    assert [one.key for one in known.on(AT.date() + timedelta(days=20))["night_market"].items] == ["item_2"]
    assert len(known.on(AT.date())["night_market"].items) == 2


def test_a_list_changed_in_the_middle_of_an_inspection_changes_nothing_of_it(office: Office) -> None:
    open_district(office, ADMIN, "可以开放", AT - timedelta(days=2))
    office = fresh(office)
    running = played.begun(office)
    played.say(office, running, "he", Answer(item="exits", outcome="not_ok", note="上锁"))
    waiting = played.planned(office)
    change = without(next_of(office, "fire_market"), "exits")
    change = replace(change, items=(*change.items, {**GAS, "position": "99"}))
    kinds = [one.change for one in checklist_setup.changes_of(office, change, AT)]
    assert kinds == [ItemChange.ADDED, ItemChange.REMOVED]
    office = agreed(office, change)
    assert office.directory.checklists.on(AT.date())["fire_market"].version == 101
    view = open_inspection(office, HE, running.id, AT, "zh")
    assert view is not None and view.newer is not None and view.newer.version == 101
    assert view.checklist is not None and view.checklist.version == running.head.version == 2
    begun = start(office, HE, waiting.id, command_id="late", now=AT)
    assert begun.head.version == 101 and "exits" not in begun.head.items and begun.head.items[-1] == "item_1"
    second = without(next_of(office, "fire_market"), "item_1")
    office = agreed(office, second)
    ended = next_of(office, "fire_market")
    office = agreed(office, replace(ended, head={**ended.head, "is_active": "0"}))
    assert "fire_market" not in office.directory.checklists.on(AT.date())
    for one, key in ((running, "exits"), (begun, "item_1")):
        kept = played.answered(office, played.one(office, one.id), "he", key)
        assert kept.head == one.head
        played.signed(office, kept, "he")
        done = finish(office, HE, one.id, command_id=offices.command_id(), now=AT)
        assert [item.item for item in done.not_ok] == [key] and done.cases and done.head.again_date
    with pytest.raises(Refused) as gone:
        played.planned(office)
    assert gone.value.codes == ("unknown_choice",)
    again = played.begun(office, kind="follow_up", previous=begun.id)
    assert (again.head.version, again.head.items) == (101, ("item_1",)), "what was found is followed up all the same"
