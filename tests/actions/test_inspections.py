"""An inspection from its plan to its end: who may, what is fixed, what is lost (nothing), what becomes of findings."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.inspection_answers import Standing, answer, put_name, sign_for_place, take_batch
from linli.actions.inspection_end import decide_batch, finish
from linli.actions.inspection_paper import make_record, record_file
from linli.actions.inspections import cancel, plan_inspection, replan, start
from linli.domain import checklists as registry
from linli.domain.checklist import Checklist
from linli.domain.inspection import InspectionStage, Way
from linli.domain.inspection_checks import Answer
from linli.domain.problems import Refused
from linli.store import inspections as lists
from linli.store import journal, ledgers
from linli.store.inspection_streams import INSPECTIONS
from tests import cast, offices
from tests.actions import inspections_played as played
from tests.actions.inspections_played import AT, STROKES

HE, GU, WEI, SONG, JIN, CHA, CEN = (cast.POSTS[one] for one in ("he", "gu", "wei", "song", "jin", "cha", "cen"))


@pytest.fixture
def office(db: None) -> Office:
    """The cast's county with places."""
    return played.set_up()


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What is wrong, and where."""
    return [f"{one.code}@{one.at}" if one.at else one.code for one in refusal.value.problems]


def plan_refused(office: Office, who: str = "he", **changes: Any) -> list[str]:
    """What is wrong with a plan."""
    with pytest.raises(Refused) as refusal:
        played.planned(office, who=who, **changes)
    return codes(refusal)


def test_every_mistake_of_a_plan_is_named_at_once(office: Office) -> None:
    assert plan_refused(office, place="", checklist="", planned="", inspectors=(), kind="x") == [
        "required@place", "required@checklist", "unknown_choice@kind", "required@planned", "required@inspectors",
    ]  # fmt: skip
    assert plan_refused(office, place="pl-shut", checklist="none", planned="31.2.", inspectors=("p-hu",)) == [
        "inspected_place_closed@place", "unknown_choice@checklist", "not_a_date@planned", "inspector_unable@inspectors",
    ]  # fmt: skip
    assert plan_refused(office, place="nowhere", planned="2026-03-01") == [
        "place_not_there@place", "inspection_in_past@planned"
    ]  # fmt: skip
    assert plan_refused(office, planned="2036-03-01") == ["inspection_too_far@planned"]
    assert plan_refused(office, place="pl-school") == ["place_not_of_unit@place", "inspector_unable@inspectors"]
    assert plan_refused(office, kind="follow_up") == ["previous_unknown@previous"]
    assert plan_refused(office, kind="joint") == ["joint_needs_units@inspectors"]
    assert plan_refused(office, kind="leader_led") == ["leader_needed@inspectors"]
    assert plan_refused(office, inspectors=("p-he", "p-wei")) == ["inspectors_of_other_unit@inspectors"]
    assert plan_refused(office, who="hu") == ["not_yours"]


def test_a_department_sends_two_and_one_person_with_two_posts_is_one(office: Office) -> None:
    assert plan_refused(office, who="wei", inspectors=("p-wei",)) == ["inspectors_too_few@inspectors"]
    assert plan_refused(office, who="wei", inspectors=("p-wei", "p-wei")) == ["inspectors_one_person@inspectors"]
    assert played.planned(office, who="wei", inspectors=("p-wei", "p-song")).head.inspectors == ("p-wei", "p-song")
    assert played.planned(office, who="he").head.inspectors == ("p-he",), "a committee's own look needs one"


def test_the_same_command_plans_one_inspection(office: Office) -> None:
    first, again = (
        plan_inspection(office, HE, played.plan(), command_id="once", now=AT) for _ in range(2)
    )  # fmt: skip
    assert first == again
    with pytest.raises(Refused) as refusal:
        plan_inspection(office, HE, played.plan(place="pl-site"), command_id="once", now=AT)
    assert codes(refusal) == ["command_conflict"]


def test_a_plan_may_change_until_it_begins_and_be_called_off_until_it_ends(office: Office) -> None:
    inspection = played.planned(office)
    moved = replan(
        office, HE, inspection.id, played.plan(planned="2026-03-05", checklist="flood_site"), command_id="r1", now=AT
    )  # fmt: skip
    assert moved.planned_date == date(2026, 3, 5) and moved.head.checklist == "flood_site"
    start(office, HE, inspection.id, command_id="s1", now=AT)
    with pytest.raises(Refused) as refusal:
        replan(office, HE, inspection.id, played.plan(), command_id="r2", now=AT)
    assert codes(refusal) == ["inspection_started"]
    with pytest.raises(Refused) as refusal:
        cancel(office, HE, inspection.id, " ", command_id="c1", now=AT)
    assert codes(refusal) == ["required@reason"]
    off = cancel(office, HE, inspection.id, "暴雨", command_id="c2", now=AT)
    assert off.stage is InspectionStage.CANCELLED
    for act in (start, put_name, finish):
        with pytest.raises(Refused) as refusal:
            act(office, HE, inspection.id, command_id=offices.command_id(), now=AT)
        assert codes(refusal) == ["inspection_cancelled"]


def test_nobody_but_its_inspectors_looks_and_a_stranger_finds_nothing(office: Office) -> None:
    inspection = played.planned(office)
    for who, code in (("gu", "not_an_inspector"), ("bai", "not_found"), ("wei", "not_found"), ("admin", "not_found")):
        with pytest.raises(Refused) as refusal:
            start(office, cast.POSTS[who], inspection.id, command_id=offices.command_id(), now=AT)
        assert codes(refusal) == [code]
    with pytest.raises(Refused) as refusal:
        start(office, HE, "no such", command_id=offices.command_id(), now=AT)
    assert codes(refusal) == ["not_found"]


def test_an_unannounced_one_is_known_to_its_own_unit_alone_until_it_begins(office: Office) -> None:
    inspection = played.planned(office, who="wei", inspectors=("p-wei", "p-song"), kind="unannounced")
    for who in (HE, GU):
        with pytest.raises(Refused) as refusal:
            start(office, who, inspection.id, command_id=offices.command_id(), now=AT)
        assert codes(refusal) == ["not_found"]
        assert not found(office, who)
    assert found(office, JIN) == [inspection.id]
    start(office, WEI, inspection.id, command_id="s1", now=AT)
    assert found(office, GU) == [inspection.id]


def found(office: Office, post: Any) -> list[str]:
    """Inspections that a list shows to `post`."""
    from linli.actions.inspection_views import reach_of

    query = lists.InspectionQuery(county_id=office.county_id, reach=reach_of(office, post))
    return [line.id for line in lists.page(query).lines]


def test_a_good_answer_is_kept_beside_one_that_is_wrong(office: Office) -> None:
    inspection = played.begun(office)
    problems = played.say(
        office, inspection, "he", Answer(item="lanes", outcome="ok", photos=(b"one", b"two")),
        Answer(item="exits", outcome="not_ok"), Answer(item="gear", outcome="perhaps"), Answer(item="x", outcome="ok"),
        Answer(item="patrol", outcome="ok", note="字" * 501), Answer(item="manager", outcome="ok", photos=(b"p",) * 4),
    )  # fmt: skip
    assert problems == (
        "finding_needs_note@items.exits.note", "unknown_choice@items.gear.outcome", "item_not_on_list@items.x.item",
        "too_long@items.patrol.note", "too_many_photos@items.manager.photo",
    )  # fmt: skip
    after = played.one(office, inspection.id)
    assert set(after.answers) == {"lanes"} and len(after.answers["lanes"].photos) == 2
    with pytest.raises(Refused) as refusal:
        finish(office, HE, inspection.id, command_id="f1", now=AT)
    assert len(refusal.value.problems) == len(after.head.items) - 1 + 1, "each open item, and the signature"


def test_a_signature_is_for_what_stood_there(office: Office) -> None:
    inspection = played.answered(office, played.begun(office), "he")
    with pytest.raises(Refused) as refusal:
        sign_for_place(office, HE, inspection.id, Standing(way="maybe"), command_id="w1", now=AT)
    assert codes(refusal) == ["signature_way@way"]
    with pytest.raises(Refused) as refusal:
        sign_for_place(office, HE, inspection.id, Standing(way="signed"), command_id="w2", now=AT)
    assert codes(refusal)[0].startswith("signature_missing")
    with pytest.raises(Refused) as refusal:
        sign_for_place(office, HE, inspection.id, Standing(way="refused"), command_id="w3", now=AT)
    assert codes(refusal) == ["refusal_needs_reason@reason"]
    assert played.signed(office, inspection, "he").place_way is Way.SIGNED
    played.say(office, inspection, "he", Answer(item="lanes", outcome="ok"))
    assert played.one(office, inspection.id).place_way is Way.SIGNED, "the same answer again takes nothing off"
    played.say(office, inspection, "he", Answer(item="lanes", outcome="not_applicable"))
    assert played.one(office, inspection.id).place_way is None, "another answer does"
    with pytest.raises(Refused) as refusal:
        finish(office, HE, inspection.id, command_id="f1", now=AT)
    assert codes(refusal) == ["place_not_signed@signature"]
    sign_for_place(office, HE, inspection.id, Standing(way="refused", reason="负责人拒签"), command_id="w4", now=AT)
    done = finish(office, HE, inspection.id, command_id="f2", now=AT)
    assert done.place_way is Way.REFUSED and done.stage is InspectionStage.FINISHED


def test_two_inspectors_put_their_names_to_it_each_from_their_own_seat(office: Office) -> None:
    inspection = played.begun(office, who="wei", inspectors=("p-wei", "p-song"))
    played.answered(office, inspection, "wei")
    played.signed(office, inspection, "wei")
    with pytest.raises(Refused) as refusal:
        finish(office, WEI, inspection.id, command_id="f1", now=AT)
    assert codes(refusal) == ["inspectors_not_signed@inspectors"]
    put_name(office, SONG, inspection.id, command_id="n1", now=AT)
    put_name(office, SONG, inspection.id, command_id="n2", now=AT)
    done = finish(office, WEI, inspection.id, command_id="f2", now=AT)
    assert set(done.signed) == {"place", "p-song", "p-wei"}
    assert finish(office, WEI, inspection.id, command_id="f2", now=AT) == done


def test_each_finding_becomes_a_matter_in_the_same_moment(office: Office) -> None:
    done = played.finished(office, "exits", "gear")
    assert done.head.again_date == "2026-05-31" and [one.item for one in done.not_ok] == ["exits", "gear"]
    states = journal.load_states(office.county_id, [f"case/{one}" for one in done.cases])
    exits, _gear = (states[f"case/{one.case}"] for one in done.not_ok)
    assert (exits.category, exits.area, exits.urgency) == ("fire.blocked_exit", cast.GRID, "urgent")
    assert exits.title.startswith("桥东市场:") and "requester" not in exits.notes
    entries = journal.entries_of(office.county_id, [done.stream])[done.stream]
    told = json.dumps([[dict(one.pub), [dict(each) for each in one.effects]] for one in entries], ensure_ascii=False)
    assert "货物" not in told and "100,100" not in told, "no word and no stroke stands in an entry"
    row = lists.page(lists.InspectionQuery(county_id=office.county_id, reach=lists.Reach(post="p-he"))).lines[0]
    assert (row.not_ok, set(row.cases)) == (2, set(done.cases))
    assert audit().fault_count == 0


def test_a_finding_that_cannot_be_filed_finishes_nothing(office: Office) -> None:
    inspection = played.answered(office, played.begun(office), "he", "exits")
    played.signed(office, inspection, "he")
    closed = replace(office.directory.setup, categories=())
    bare = replace(office, directory=type(office.directory)(closed))
    with pytest.raises(Refused):
        finish(bare, HE, inspection.id, command_id="f1", now=AT)
    assert played.one(office, inspection.id).stage is InspectionStage.STARTED
    assert finish(office, HE, inspection.id, command_id="f2", now=AT).cases


def test_a_follow_up_looks_at_what_was_not_in_order_and_sets_no_new_day(office: Office) -> None:
    first = played.finished(office, "exits", "gear")
    at = AT + timedelta(days=7)
    assert plan_refused(office, kind="follow_up", previous=first.id, place="pl-site", now=at, planned="2026-03-09") == [
        "previous_elsewhere@previous"
    ]  # fmt: skip
    again = played.begun(office, now=at, kind="follow_up", previous=first.id, planned="2026-03-09")
    assert again.head.items == ("exits", "gear") and again.head.version == first.head.version
    played.answered(office, again, "he", now=at)
    played.signed(office, again, "he", now=at)
    done = finish(office, HE, again.id, command_id="f9", now=at)
    assert done.head.again_date == "" and done.not_ok == ()
    assert plan_refused(office, kind="follow_up", previous=done.id, now=at, planned="2026-03-09") == [
        "previous_all_ok@previous"
    ]  # fmt: skip
    assert lists.last_looks(office.county_id, "fire_market", cast.COUNTY)["pl-market"].id == first.id


def test_a_list_that_changes_in_the_middle_changes_nothing_of_an_inspection(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = played.begun(office)
    played.say(office, inspection, "he", Answer(item="exits", outcome="not_ok", note="上锁"))
    known = dict(registry.editions())
    old = known["fire_market"][-1]
    kept = tuple(one for one in old.items if one.key != "exits")
    newer = replace(old, version=old.version + 1, since=date(2026, 1, 2), items=kept)

    def now_known(versions: tuple[Checklist, ...]) -> None:
        monkeypatch.setattr(registry, "editions", lambda: {**known, "fire_market": versions})

    now_known((*known["fire_market"], newer))
    assert "exits" not in played.planned(office).head.items
    assert "exits" not in played.begun(office).head.items, "a new one takes the new list"
    inspection = played.one(office, inspection.id)
    assert inspection.head.items == old.item_keys and inspection.head.version == old.version
    now_known((newer,))  # a later Linli that no longer ships the old version at all
    inspection = played.answered(office, inspection, "he", "exits")
    played.signed(office, inspection, "he")
    done = finish(office, HE, inspection.id, command_id="f1", now=AT)
    assert [one.item for one in done.not_ok] == ["exits"] and len(done.answers) == len(old.items) and done.cases


def test_a_place_that_closes_while_it_is_looked_at_is_looked_at_to_the_end(office: Office) -> None:
    inspection = played.begun(office)
    shut = tuple(replace(one, is_active=False) for one in office.directory.setup.places)
    later = replace(office, directory=type(office.directory)(replace(office.directory.setup, places=shut)))
    played.answered(later, inspection, "he", "exits")
    played.signed(later, inspection, "he")
    assert finish(later, HE, inspection.id, command_id="f1", now=AT).cases
    gone = replace(office, directory=type(office.directory)(replace(office.directory.setup, places=())))
    other = played.begun(office)
    played.answered(gone, other, "he", "exits")
    played.signed(gone, other, "he")
    assert finish(gone, HE, other.id, command_id="f2", now=AT).cases


def test_samples_are_taken_in_batches_and_one_that_fails_becomes_a_matter(office: Office) -> None:
    inspection = played.begun(office, checklist="food_sampling")
    for product, samples, wrong in (
        ("", "", ["required@product", "required@samples"]), ("米", "x", ["not_a_number@samples"]),
        ("米", "0", ["too_small@samples"]), ("米", "99999999999", ["too_large@samples"]),
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            take_batch(office, HE, inspection.id, product, samples, command_id=offices.command_id(), now=AT)
        assert codes(refusal) == wrong
    for product in ("散装米线", "熟牛肉"):
        take_batch(office, HE, inspection.id, product, "3", command_id=offices.command_id(), now=AT)
    played.answered(office, inspection, "he")
    played.signed(office, inspection, "he")
    finish(office, HE, inspection.id, command_id="f1", now=AT)
    at = AT + timedelta(days=10)
    decide_batch(office, HE, inspection.id, "b1", "passed", command_id="d1", now=at)
    after = decide_batch(office, HE, inspection.id, "b2", "failed", command_id="d2", now=at)
    assert after.batches["b1"].case == "" and after.cases == (after.batches["b2"].case,)
    for batch, result, code in (
        ("b2", "passed", "batch_decided@batch"), ("b9", "passed", "batch_unknown@batch"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            decide_batch(office, HE, inspection.id, batch, result, command_id=offices.command_id(), now=at)
        assert codes(refusal) == [code]
    fire = played.begun(office)
    with pytest.raises(Refused) as refusal:
        take_batch(office, HE, fire.id, "米", "1", command_id=offices.command_id(), now=AT)
    assert codes(refusal) == ["no_batches_here"]


def test_nothing_changes_after_the_end(office: Office) -> None:
    done = played.finished(office)
    for act in (start, put_name, finish):
        with pytest.raises(Refused) as refusal:
            act(office, HE, done.id, command_id=offices.command_id(), now=AT)
        assert codes(refusal) == ["inspection_over"]
    with pytest.raises(Refused) as refusal:
        answer(office, HE, done.id, (Answer(item="lanes", outcome="ok"),), command_id="a9", now=AT)
    assert codes(refusal) == ["inspection_over"]
    assert STROKES and ledgers.kept(INSPECTIONS, office.county_id, "x/y") is None


def test_pages_of_a_list_hold_every_inspection_once(office: Office) -> None:
    for number in range(7):
        played.planned(office, planned=f"2026-03-{10 + number % 3}")
    query = lists.InspectionQuery(county_id=office.county_id, reach=lists.Reach(post="p-he"), limit=2)
    page = lists.page(query)
    seen = [line.id for line in page.lines]
    while page.next_cursor:
        page = lists.page(replace(query, cursor=page.next_cursor))
        seen += [line.id for line in page.lines]
    assert len(seen) == len(set(seen)) == 7
    assert lists.page(replace(query, cursor="nonsense_x")).lines == ()


def test_the_record_becomes_a_paper_once_with_its_number_and_what_was_found(office: Office) -> None:
    begun = played.begun(office)
    with pytest.raises(Refused) as refusal:
        make_record(office, HE, begun.id, command_id="m0", now=AT)
    assert codes(refusal) == ["inspection_not_over"]
    done = played.finished(office, "exits")
    first, again = (make_record(office, HE, done.id, command_id="m1", now=AT) for _ in range(2))
    assert first == again and first.paper_number.endswith("检〔2026〕1号")
    assert first.finished_at == done.finished_at and first.not_ok == done.not_ok
    with pytest.raises(Refused) as refusal:
        make_record(office, HE, done.id, command_id="m2", now=AT)
    assert codes(refusal) == ["inspection_paper_made"]
    found = record_file(office, GU, done.id, "docx")
    assert found is not None
    _template, words, rows = json.loads(found[1].decode())
    assert words["place_name"] == "桥东市场" and words["place_stands"].startswith("当场")
    assert words["inspection_time"] == "2026年3月2日 09:00 至 09:20" and "发现问题1项" in words["findings"]
    exits = rows["items"][1]
    assert exits[2:] == ["《中华人民共和国消防法》第28条", "不符合", "货物堵住通道"]
    electricity = rows["items"][5]
    assert electricity[2] == "《中华人民共和国消防法》", "an article that nobody compared is not printed"
    assert record_file(office, cast.POSTS["bai"], done.id, "docx") is None
    assert record_file(office, HE, done.id, "exe") is None and record_file(office, HE, begun.id, "pdf") is None
    assert audit().fault_count == 0
