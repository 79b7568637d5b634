"""Sittings of the joint meeting in the year that is over: matters that nobody settled, fixed, ordered, called back.

A sitting makes a paper and orders at one press, which no batch can; so these few are played one action at a time, a
season in one transaction, so that nobody meets a matter half-way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from linli.actions.deciding import Office
from linli.actions.meeting_minutes import press_minutes
from linli.actions.meetings import fix_item, leave_out, plan_meeting, propose
from linli.demo import meeting_steps as steps
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting, caller, desk_that_closes, district, grid_worker, holder
from linli.demo.story_meeting import UNIT, reported, run_over
from linli.domain.engine.state import CaseState
from linli.domain.meeting import Sitting
from linli.domain.meeting_checks import Fixing, Minutes, Plan
from linli.domain.unit import Role
from linli.domain.working_time import next_working_moment
from linli.store import journal, ledgers
from linli.store.meetings import SITTINGS

STUCK_DAYS, AHEAD_DAYS, DUE_DAYS = 60, 2, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hard:
    """One hard matter: what was reported, what the meeting fixed, what came of it."""

    title: str
    words: str
    measures: str
    result: str
    is_missed: bool = False
    """Whether the deadline passes, so that the next sitting orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One sitting: how many days ago, and the matters that come new before it."""

    days_ago: int
    matters: tuple[Hard, ...]


SEASONS: tuple[tuple[Held, ...], ...] = (
    (
        Held(days_ago=125, matters=(
            Hard(title="老旧小区化粪池外溢", words="三号楼后面的化粪池一下雨就往外冒,物业说是市政的,市政说是物业的。",
                 measures="住建局牵头,先清掏、后改管,十五日内接入市政管网。",
                 result="化粪池已清掏,出水管改接市政管网,连下两天雨没有外溢。"),
            Hard(title="断头路夜间无照明", words="新修的路一直没有移交,路灯装好了没人通电,晚上骑车摔过人。",
                 measures="先通电后移交,电费由区财政垫付,十日内亮灯。",
                 result="路灯已通电,移交协议已签,沿线四十二盏全部亮灯。"),
        )),
    ),
    (
        Held(days_ago=80, matters=(
            Hard(title="安置小区电梯停运", words="九号楼电梯停了两个月,维修资金动不了,八十岁的老人下不了楼。",
                 measures="住建局协调应急使用维修资金,十五日内更换主板并检验。",
                 result="主板已更换并通过检验,电梯恢复运行。",
                 is_missed=True),
            Hard(title="河边步道护栏缺失", words="步道护栏断了十几米,孩子放学从那里走,反映三回都没有修。",
                 measures="先设硬质围挡,再补装护栏,由包案领导验收。", result="补装护栏十六米,逐根做了推力检查。"),
        )),
        Held(days_ago=45, matters=(
            Hard(title="菜场污水排进雨水沟", words="菜场洗地水直接进雨水沟,夏天一条街都是臭味。",
                 measures="封堵混接口,建隔油池,市场方承担费用。", result="混接口已封堵,隔油池投入使用,沟内积泥清走。"),
        )),
    ),
)  # fmt: skip
"""What one season plays together: a deadline that is missed at one sitting is ordered at the next."""


def hold_past(office: Office, now: datetime, label: str, *, is_whole: bool = True) -> int:
    """Play the sittings that lie behind, of a small year the first season alone; return how many were held now."""
    if office.ports.papers is None:
        return 0
    house, held = steps.with_documents(office), 0
    for number, season in enumerate(SEASONS if is_whole else SEASONS[:1]):
        token = f"{label}/season{number}"
        if journal.known_command(office.county_id, f"story/{token}/0/plan") is None:
            with transaction.atomic():
                _Season(house, now, token).play(season)
            held += len(season)
    return held


class _Season:
    """Sittings that hang together, played in order of time."""

    def __init__(self, office: Office, now: datetime, token: str) -> None:
        self._office, self._now, self._token = office, now, token
        self._numbers = 0
        self._marks: dict[str, str] = {}
        """By stream, what begins the ids of its commands."""

    def play(self, season: Sequence[Held]) -> None:
        missed: list[tuple[str, str, Hard]] = []
        for number, held in enumerate(season):
            starts_at = self._morning(self._now - timedelta(days=held.days_ago))
            parents = [self._stuck(one, starts_at) for one in held.matters]
            for _parent, item, _hard in missed:
                run_over(self._at(item, starts_at - timedelta(days=AHEAD_DAYS)))
            wanted = (*parents, *(item for _parent, item, _hard in missed))
            sitting = self._hold(number, starts_at, wanted, held.matters)
            for parent, item, hard in missed:
                self._obey(item, starts_at)
                self._end(parent, item, hard, starts_at)
            missed = []
            for parent, hard in zip(parents, held.matters, strict=True):
                item = f"case/{sitting.items[parent.removeprefix('case/')].child}"
                if hard.is_missed:
                    missed.append((parent, item, hard))
                else:
                    self._end(parent, item, hard, starts_at)

    def _morning(self, day: datetime) -> datetime:
        calendar = self._office.directory.calendar
        return next_working_moment(calendar.midnight(calendar.local_date(day)) + timedelta(hours=9.5), calendar)

    def _after(self, moment: datetime, days: float) -> datetime:
        return next_working_moment(moment + timedelta(days=days), self._office.directory.calendar)

    def _at(self, stream: str, when: datetime) -> Acting:
        state = journal.load_states(self._office.county_id, [stream])[stream]
        mark = self._marks.setdefault(stream, f"{self._token}/stream{len(self._marks)}")
        return Acting(office=self._office, now=when, token=mark, state=state)

    def _stuck(self, hard: Hard, starts_at: datetime) -> str:
        """Enter a matter that ran over at every tier until the sitting is planned; return its stream."""
        self._numbers += 1
        token = f"{self._token}/matter{self._numbers}"
        begun = Acting(office=self._office, now=starts_at, token=token, state=CaseState(stream="case/none"))
        filed = reported(begun, at=starts_at - timedelta(days=STUCK_DAYS), words=hard.words, title=hard.title)
        run_over(self._at(filed.stream, starts_at - timedelta(days=AHEAD_DAYS, hours=1)))
        return filed.stream

    def _hold(self, number: int, starts_at: datetime, wanted: Sequence[str], matters: Sequence[Hard]) -> Sitting:
        """Plan a sitting, fix what is wanted, and make its minutes; return it as it stands then."""
        office, cast = self._office, self._at(wanted[0], starts_at).cast
        mark, ahead = f"story/{self._token}/{number}", starts_at - timedelta(days=AHEAD_DAYS)
        post, chair = steps.coordinator_of(cast), steps.convener_of(cast)
        given = Plan(starts_at=starts_at, place=steps.PLACE, chair=chair.id, units=steps.circle(cast))
        id_ = plan_meeting(office, post, given, command_id=f"{mark}/plan", now=ahead)
        ids = [one.removeprefix("case/") for one in wanted]
        agenda = self._sitting(id_).agenda
        for place, item in enumerate(one for one in agenda if one.case not in ids):
            leave_out(
                office,
                post,
                id_,
                item.case,
                reason="承办单位已在办理,本次不议",
                command_id=f"{mark}/out{place}",
                now=ahead,
            )
        for stream in wanted[: len(matters)]:
            state = self._at(stream, ahead).state
            if all(one.case != state.id for one in agenda):
                propose(office, post, id_, state.number, command_id=f"{mark}/propose/{state.id}", now=ahead)
        for place, case in enumerate(ids):
            fixing = self._fixing(starts_at, matters[place] if place < len(matters) else None)
            fix_item(office, post, id_, case, given=fixing, command_id=f"{mark}/fix{place}", now=ahead)
        minutes = Minutes(
            summary=f"会议逐项听取了{len(ids)}件事项的情况汇报,明确了包案领导、责任人、措施和时限。",
            present=given.units,
        )
        press_minutes(office, chair, id_, minutes, command_id=f"{mark}/press", now=starts_at + timedelta(hours=1))
        return self._sitting(id_)

    def _sitting(self, id_: str) -> Sitting:
        found = ledgers.kept(SITTINGS, self._office.county_id, id_)
        if found is None:
            raise LookupError(id_)
        return found

    def _fixing(self, starts_at: datetime, hard: Hard | None) -> Fixing:
        """Return the four for a new matter; an order for one whose deadline passed."""
        day = (self._office.directory.calendar.local_date(starts_at) + timedelta(days=DUE_DAYS)).isoformat()
        if hard is None:
            return Fixing(strength="order", measures="到期没有化解,也没有说明原因,请专人负责按期完成。", due_date=day)
        cast = Acting(office=self._office, now=starts_at, token="", state=CaseState(stream="case/none")).cast
        handler = cast.posts(cast.unit(UNIT), Role.HANDLER)[0]
        return Fixing(sponsor=steps.sponsor_of(cast).id, handler=handler.id, measures=hard.measures, due_date=day)

    def _obey(self, item: str, starts_at: datetime) -> None:
        """Let the unit answer its order, and the convener settle it."""
        step = self._at(item, self._after(starts_at, 2))
        part = steps.part_of(step.state, "issued")
        step.move("respond", holder(step), part=part, order_answer="检验机构排期晚了,已改请外区机构,五日内检验。")
        step = self._at(item, self._after(starts_at, 3))
        step.move("settle", steps.convener_of(step.cast), part=part)

    def _end(self, parent: str, item: str, hard: Hard, starts_at: datetime) -> None:
        """Solve an item, confirm it and call; then finish and answer the matter itself."""
        for days, verb in ((1, "accept"), (8, "report_solved"), (9, "confirm"), (11, "call_solved")):
            step = self._at(item, self._after(starts_at, days + 3 * hard.is_missed))
            who = {"confirm": steps.sponsor_of(step.cast), "call_solved": caller(step)}.get(verb) or holder(step)
            given: dict[str, Any] = {"result": hard.result} if verb == "report_solved" else {}
            step.move(verb, who, **given)
        step = self._at(parent, self._after(starts_at, 12 + 3 * hard.is_missed))
        run_over(step)
        step = step.fresh()
        unit = step.cast.unit(UNIT).id
        step.move(
            "reassign", district(Role.DISPATCHER)(step) or holder(step), unit=unit, reason="会上已明确由住建局办结。"
        )
        for verb in ("accept", "start", "report_result"):
            step = step.fresh()
            fields: dict[str, Any] = {"condition": "repaired", "photo_after": (snapshot(7),), "result": hard.result}
            step.move(verb, holder(step), **(fields if verb == "report_result" else {}))
        step = replace(step.fresh(), now=self._after(step.now, 0.2))
        step.move("check", grid_worker(step), note="到现场看过,已经解决。")
        step = step.fresh()
        if step.state.notes.get("answered") != "yes":
            step.move("answer", desk_that_closes(step), answer=f"您反映的事经区联席会议研究,已经办好:{hard.result}")
            step = step.fresh()
        if not step.state.is_final:
            step.move("close", desk_that_closes(step))
