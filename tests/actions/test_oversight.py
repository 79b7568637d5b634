"""Oversight rounds on a real database: notice, letter boxes, questionnaires, problems, documents, rate, open list."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.oversight import (
    cancel,
    close_round,
    end_period,
    leave_out,
    note_finding,
    open_box,
    plan_round,
    replan,
    take_sheet,
)
from linli.actions.oversight_papers import Document, hand_over, paper_file, publish_notice
from linli.domain.oversight_checks import Noted, Opening, Sheet
from linli.domain.oversight_rate import Recovered
from linli.domain.oversight_round import RoundStage
from linli.domain.problems import Refused
from linli.store import journal, meetings, models
from linli.store import oversight as stored
from tests import cast, offices
from tests.actions import oversight_played as played
from tests.actions.oversight_played import CEN, CHA, ENDED_AT, STARTED_AT
from tests.actions.plain_press import PlainPress

TODAY = STARTED_AT.date().isoformat()


@pytest.fixture
def press() -> PlainPress:
    return PlainPress()


@pytest.fixture
def office(db: None, press: PlainPress) -> Office:
    return played.set_up(press)


def codes(refusal: Any) -> list[str]:
    return [f"{one.code}@{one.at}" if one.at else one.code for one in refusal.value.problems]


def test_who_is_not_of_a_team_plans_none_and_who_may_not_read_finds_none(office: Office) -> None:
    for who in ("hu", "gu", "yuan", "wei", "admin", "hui", "tang"):
        with pytest.raises(Refused) as refusal:
            plan_round(office, cast.POSTS[who], played.PLAN, command_id=offices.command_id(), now=STARTED_AT)
        assert refusal.value.codes == ("not_yours",), who
    one = played.on_site(office)
    noted = Noted(kind="individual", topic="funds", units=("u-liuan",), words="台账不全")
    for who, code in (("hu", "not_found"), ("wei", "not_found"), ("yuan", "oversight_team_acts")):
        with pytest.raises(Refused) as refusal:
            note_finding(office, cast.POSTS[who], one.id, noted, command_id=offices.command_id(), now=STARTED_AT)
        assert refusal.value.codes == (code,), who
    with pytest.raises(Refused) as refusal:
        end_period(office, CEN, one.id, command_id=offices.command_id(), now=ENDED_AT)
    assert refusal.value.codes == ("oversight_leader_signs",)


def test_a_plan_is_changed_until_the_notice_is_out(office: Office) -> None:
    one = played.planned(office)
    assert [each.unit for each in one.visited][:3] == ["u-liuan", "u-bridge-east", "u-bridge-west"]
    assert one.units["u-lotus"].parent == "u-dongtang" and one.ends_on == ENDED_AT.date()
    fewer = replace(played.PLAN, units=("u-lotus", "u-housing"), length_days=30)
    after = replan(office, CEN, one.id, fewer, command_id="re", now=STARTED_AT)
    assert [each.unit for each in after.visited] == ["u-lotus", "u-housing"]
    assert replan(office, CEN, one.id, fewer, command_id="re", now=STARTED_AT) == after
    publish_notice(office, CHA, one.id, "公告", ("visit",), command_id="n", now=STARTED_AT)
    with pytest.raises(Refused) as refusal:
        replan(office, CHA, one.id, fewer, command_id="re2", now=STARTED_AT)
    assert refusal.value.codes == ("oversight_not_now",)
    other = played.planned(office)
    assert cancel(office, CHA, other.id, "推迟", command_id="c", now=STARTED_AT).stage is RoundStage.CANCELLED
    row = models.OversightRound.objects.get(pk=after.id)
    assert (row.stage, row.visited, row.notice_number) == (
        "on_site",
        ["u-lotus", "u-housing"],
        "区巡察组巡告〔2026〕1号",
    )


def test_the_notice_is_a_paper_with_its_number_and_its_words_stand_in_no_entry(office: Office) -> None:
    one = played.planned(office)
    with pytest.raises(Refused) as refusal:
        publish_notice(office, CHA, one.id, " ", ("fax",), command_id="n", now=STARTED_AT)
    assert codes(refusal) == ["required@notice_words", "unknown_choice@channels"]
    after = publish_notice(office, CHA, one.id, "受理群众反映", ("letter",), command_id="n2", now=STARTED_AT)
    again = publish_notice(office, CHA, one.id, "受理群众反映", ("letter",), command_id="n2", now=STARTED_AT)
    assert again.seq == after.seq
    file = paper_file(office, CEN, one.id, after.notice_seq, "docx")
    assert file is not None
    words = json.loads(file[1])[1]
    assert words["notice_words"] == "受理群众反映" and words["paper_number"] == after.head.notice_number == file[0]
    assert words["period"] == "2026年3月2日至2026年4月20日，共50天" and "荷塘村委会" in words["visited"]
    for who in ("hu", "lian", "admin"):
        assert paper_file(office, cast.POSTS[who], one.id, after.notice_seq, "docx") is None
    stream = journal.entries_of(office.county_id, [one.stream])[one.stream]
    assert "受理群众反映" not in json.dumps([[dict(e.pub), list(e.effects)] for e in stream], ensure_ascii=False)
    assert [line.id for line in stored.on_site(office.county_id)] == [one.id]


def test_another_notice_that_took_the_number_meanwhile_costs_no_number(office: Office, press: PlainPress) -> None:
    first, second = played.planned(office), played.planned(office)
    press.while_making.append(
        lambda: publish_notice(office, CHA, second.id, "公告", ("letter",), command_id="b", now=STARTED_AT) and None
    )
    publish_notice(office, CHA, first.id, "公告", ("letter",), command_id="a", now=STARTED_AT)
    numbers = [played.found(office, one.id).head.notice_number for one in (second, first)]
    assert numbers == ["区巡察组巡告〔2026〕1号", "区巡察组巡告〔2026〕2号"]


def test_letter_boxes_and_questionnaires_are_counted_and_mark_the_visit(office: Office) -> None:
    one = played.on_site(office)
    box = Opening(unit="u-lotus", day=TODAY, letters=3, witness="p-cen")
    open_box(office, CHA, one.id, box, command_id="b", now=STARTED_AT)
    open_box(office, CHA, one.id, box, command_id="b", now=STARTED_AT)
    sheet = Sheet(unit="u-stone", place_kind="market", day=TODAY, answers={"rubbish": "poor", "lamps": "good"})
    take_sheet(office, CEN, one.id, sheet, command_id="s", now=STARTED_AT)
    after = played.found(office, one.id)
    assert [each.letters for each in after.boxes] == [3] and after.sheets[0].answers == ("lamps=good", "rubbish=poor")
    assert [key for key, each in after.units.items() if each.visited_date] == ["u-lotus", "u-stone"]
    with pytest.raises(Refused) as refusal:
        open_box(office, CHA, one.id, replace(box, witness="p-cha", letters=None), command_id="b2", now=STARTED_AT)
    assert codes(refusal) == ["not_a_number@letters", "oversight_second_person@witness"]


def test_a_shared_problem_is_each_units_own_and_what_is_left_out_is_not_handed_over(office: Office) -> None:
    one = played.noted(office, played.on_site(office), "u-lotus", "u-stone", words="公开不及时")
    one = played.noted(office, one, "u-lotus", words="账目不清")
    assert [(each.id, each.unit, each.shared) for each in one.findings.values()] == [
        ("f1", "u-lotus", "f1"), ("f2", "u-stone", "f1"), ("f3", "u-lotus", ""),
    ]  # fmt: skip
    one = leave_out(office, CEN, one.id, "f3", reason="核实后不属实", command_id="l", now=STARTED_AT)
    with pytest.raises(Refused) as refusal:
        leave_out(office, CEN, one.id, "f3", reason="再撤", command_id="l2", now=STARTED_AT)
    assert refusal.value.codes == ("oversight_finding_gone",)
    with pytest.raises(Refused) as refusal:
        played.handed(office, one, "u-housing")
    assert refusal.value.codes == ("oversight_nothing_to_hand_over",)
    one = played.handed(office, one, "u-lotus")
    one = played.handed(office, one, "u-stone")
    cases = journal.load_states(office.county_id, [f"case/{case}" for case in one.cases])
    assert [[part.unit for part in state.parts.values()] for state in cases.values()] == [["u-lotus"], ["u-stone"]]
    assert {state.holder.unit for state in cases.values()} == {"u-inspection"}
    texts = meetings.texts_of(office.county_id, [one.stream], ["problem_words", "reason"])
    assert sorted(texts.values()) == ["公开不及时", "核实后不属实", "账目不清"]


def test_a_document_is_refused_whole_and_pressed_once(office: Office, press: PlainPress) -> None:
    one = played.noted(office, played.on_site(office), "u-lotus", words="账目不清")
    given = Document(unit="u-lotus", findings=("f1", "f9"), rectify_date=TODAY, demands="")
    with pytest.raises(Refused) as refusal:
        hand_over(office, CHA, one.id, given, command_id="h", now=STARTED_AT)
    assert codes(refusal) == ["oversight_finding_gone@findings", "required@demands", "not_in_future@rectify_date"]
    with pytest.raises(Refused) as refusal:
        hand_over(office, CEN, one.id, given, command_id="h", now=STARTED_AT)
    assert refusal.value.codes == ("oversight_leader_signs",)
    good = Document(unit="u-lotus", findings=("f1",), rectify_date=played.RECTIFY_BY, demands="限期整改")
    press.while_making.append(lambda: played.noted(office, one, "u-stone") and None)
    with pytest.raises(Refused) as refusal:
        hand_over(office, CHA, one.id, good, command_id="h", now=STARTED_AT)
    assert refusal.value.codes == ("stale",), "the team wrote something down meanwhile"
    after = hand_over(office, CHA, one.id, good, command_id="h", now=STARTED_AT)
    assert hand_over(office, CHA, one.id, good, command_id="h", now=STARTED_AT).seq == after.seq
    ((seq, paper),) = after.papers
    file = paper_file(office, CHA, one.id, seq, "pdf")
    assert paper.document == "区巡察组巡移〔2026〕1号" and file is not None and "账目不清" in file[1].decode()
    assert models.Case.objects.filter(procedure="oversight").count() == 1


def test_a_unit_answers_for_its_own_and_what_it_recovered_counts_once_it_is_verified(office: Office) -> None:
    one = played.handed(office, played.noted(office, played.on_site(office), "u-lotus"), "u-lotus")
    problem = played.rate(office, one).problems[0]
    with pytest.raises(Refused):
        played.act(office, problem.case, "shi", "rectify", part=problem.part, measures="不是我们的")
    money = {"recovered_fen": 1_000_050, "recovered_mu_hundredths": 1_250, "recovered_m2_hundredths": 8_000}
    played.act(office, problem.case, "lian", "rectify", part=problem.part, measures="已追回", rules_made=2, **money)
    assert played.rate(office, one).recovered.is_nothing and played.rate(office, one).open[0].stage == "rectified"
    with pytest.raises(Refused):
        played.act(office, problem.case, "lian", "verify", part=problem.part)
    played.act(office, problem.case, "cen", "verify", part=problem.part)
    back = Recovered(fen=1_000_050, mu_hundredths=1_250, m2_hundredths=8_000, rules=2)
    assert played.rate(office, one).recovered == back


def test_248_handed_over_220_rectified_28_open_and_the_round_closes_only_when_nothing_is(office: Office) -> None:
    one = played.on_site(office)
    for number in range(31):  # eight units share each: 248 problems
        one = played.noted(office, one, *played.UNITS, words=f"第{number + 1}类问题")
    for unit in played.UNITS:
        one = played.handed(office, one, unit)
    problems = played.rate(office, one).problems
    assert len(problems) == 248 and len(one.cases) == 8
    for problem in problems[:220]:
        played.rectified(office, problem)
    rate = played.rate(office, one)
    assert (rate.rectified, rate.handed_over, rate.percent, len(rate.open)) == (220, 248, 88.7, 28)
    early = ENDED_AT - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        end_period(office, CHA, one.id, command_id="e0", now=early)
    assert refusal.value.codes == ("oversight_period_runs",)
    ended = end_period(office, CHA, one.id, command_id="e", now=ENDED_AT).ended
    assert ended is not None and (ended.handed_over, ended.rectified) == (248, 220)
    assert ended.open == tuple(problem.finding for problem in problems[220:])
    late = ENDED_AT + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        close_round(office, CHA, one.id, command_id="c0", now=late)
    assert refusal.value.codes == ("oversight_open",) and refusal.value.problems[0].params["count"] == 28
    assert all(each.is_late for each in played.rate(office, one, late).open), "the documents' limit has passed"
    for problem in problems[220:]:
        played.rectified(office, problem)
    with pytest.raises(Refused) as refusal:
        close_round(office, CHA, one.id, command_id="c1", now=late)
    assert refusal.value.codes == ("oversight_not_looked_back",)
    for case in one.cases:
        played.act(office, case, "cha", "look_back", at=late, findings="未反弹")
    assert close_round(office, CHA, one.id, command_id="c", now=late).stage is RoundStage.CLOSED
    after = played.found(office, one.id)
    assert after.ended == ended and played.rate(office, one).percent == 100.0, "what was frozen stays"
    assert audit().fault_count == 0


def test_what_comes_up_again_at_the_look_back_is_open_again(office: Office) -> None:
    one = played.handed(office, played.noted(office, played.on_site(office), "u-lotus"), "u-lotus")
    problem = played.rate(office, one).problems[0]
    played.rectified(office, problem)
    end_period(office, CHA, one.id, command_id="e", now=ENDED_AT)
    again = {"findings": "又堆上了", "rectify_date": (ENDED_AT + timedelta(days=30)).date().isoformat()}
    played.act(office, problem.case, "cha", "relapse", part=problem.part, at=ENDED_AT, **again)
    rate = played.rate(office, one, ENDED_AT)
    assert (rate.rectified, rate.open[0].relapses, rate.open[0].due_date) == (0, 1, again["rectify_date"])
    with pytest.raises(Refused) as refusal:
        close_round(office, CHA, one.id, command_id="c", now=ENDED_AT)
    assert refusal.value.codes == ("oversight_open",)


def test_a_period_does_not_end_over_problems_that_nobody_handed_over(office: Office) -> None:
    one = played.noted(office, played.on_site(office), "u-lotus")
    with pytest.raises(Refused) as refusal:
        end_period(office, CHA, one.id, command_id="e", now=ENDED_AT)
    assert refusal.value.codes == ("oversight_noted_left",)
