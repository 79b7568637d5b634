"""Story: an oversight round of 50 days over a street with its communities; a rate that comes with its open list."""

from datetime import timedelta

from linli.actions.deciding import FiledCase, receipt_of
from linli.actions.oversight import end_period
from linli.demo import oversight_steps as steps
from linli.demo.stories import Acting, Attempt, Fact, Scene, Story, resident
from linli.domain.engine.state import CaseState
from linli.domain.oversight_rate import percent_of
from linli.domain.oversight_round import OversightRound
from linli.domain.unit import Post
from linli.domain.wording import Wording as W
from linli.store import journal

RATE_PAGE = "/console/oversight/{round}/rate"
HANDED_OVER, VERIFIED = 248, 220
"""220 of 248 is 88.7 %. Source: the districts' own account of a round over a street with its communities."""
OPENS = 9.25
"""Hour at which a day of the team begins."""


def _mark(acting: Acting) -> str:
    return f"story/{acting.token}/oversight"


def _round(acting: Acting) -> OversightRound | None:
    """Return the round of this telling, or None before there is one."""
    id_ = acting.state.notes.get("round", "")
    if not id_:
        known = journal.known_command(acting.office.county_id, f"{_mark(acting)}/plan")
        id_ = str(known.result["stream"]).partition("/")[2] if known else ""
    return steps.round_of(acting.office, id_) if id_ else None


def _there(acting: Acting) -> OversightRound:
    found = _round(acting)
    if found is None:
        raise LookupError("the round was not played yet")
    return found


def _past(acting: Acting) -> FiledCase:
    office, calendar = acting.office, acting.office.directory.calendar
    first = calendar.local_date(acting.now) - timedelta(days=steps.LENGTH_DAYS - 1)
    street = steps.smallest_street(office)
    course = steps.Course(
        street=street.path, starts_at=calendar.midnight(first) + timedelta(hours=OPENS),
        title=f"{first.year}年{street.name}及所辖社区巡察", handed_over=HANDED_OVER, verified=VERIFIED,
        mark=_mark(acting),
    )  # fmt: skip
    found = _round(acting)  # a second press finds the round there
    round_id = found.id if found is not None else steps.play_round(office, course)
    last = steps.problem_of_first_community(office, round_id, acting.now)
    stream = f"case/{last.case}"
    receipt = receipt_of(last.case, office.ports.secret)
    return FiledCase(case_id=last.case, number=last.number, receipt=receipt, stream=stream)


def _end(acting: Acting) -> None:
    _end_by(acting, steps.leader_of(acting.cast))


def _end_by(acting: Acting, post: Post) -> None:
    end_period(
        acting.office, post, _there(acting).id, command_id=f"{_mark(acting)}/end/{post.id}", now=acting.now
    )  # fmt: skip


def _end_as_member(acting: Acting) -> None:
    _end_by(acting, steps.member_of(acting.cast))


def _is_ended(acting: Acting) -> bool:
    found = _round(acting)
    return found is not None and found.ended is not None


def _part(state: CaseState) -> str:
    """Return the one problem of the community's list that is not verified."""
    return next(part.id for part in state.parts.values() if part.stage != "verified")


def _community(acting: Acting) -> Post:
    unit = acting.office.directory.units[acting.state.parts[_part(acting.state)].unit]
    return steps.answering(acting.cast, unit)


def _rectify(acting: Acting) -> None:
    acting.move(
        "rectify", _community(acting), part=_part(acting.state),
        measures="楼道已清空,加装充电桩十二处,楼长和物业每周一起走一遍,记录贴在单元门口。",
    )  # fmt: skip


def _verify(acting: Acting) -> None:
    acting.move("verify", _member(acting), part=_part(acting.state), note="随机走了三个单元,楼道是空的。")


def _verify_oneself(acting: Acting) -> None:
    acting.move("verify", _community(acting), part=_part(acting.state))


def _leader(acting: Acting) -> Post:
    return steps.leader_of(acting.cast)


def _member(acting: Acting) -> Post:
    return steps.member_of(acting.cast)


def _round_page(acting: Acting) -> str:
    return f"/console/oversight/{_there(acting).id}"


def _answers_page(_acting: Acting) -> str:
    """Return where a unit finds what was handed over to it."""
    return "/console/oversight/answers"


def _unit_page(acting: Acting) -> str:
    return f"{_round_page(acting)}/units/{acting.state.parts[_part(acting.state)].unit}"


def _rate_page(acting: Acting) -> str:
    return RATE_PAGE.format(round=_there(acting).id)


def _is_reported(state: CaseState) -> bool:
    return bool(state.parts) and all(part.stage in ("rectified", "verified") for part in state.parts.values())


def _is_verified(state: CaseState) -> bool:
    return state.stage in ("look_back", "closed")


def _facts(acting: Acting) -> tuple[Fact, ...]:
    """Return the rate as it stands with its open list, and what stood when the period ended."""
    found = _round(acting)
    if found is None:
        return ()
    rate = steps.rate_of_round(acting.office, found.id, acting.now)
    facts = [
        Fact(label=W("已移交", "Handed over"), words=_count(rate.handed_over)),
        Fact(
            label=W("核验整改到位", "Rectified and verified"),
            words=W(f"{rate.rectified} 个,{rate.percent}%", f"{rate.rectified}, {rate.percent}%"),
        ),
        Fact(
            label=W("还没整改到位", "Open"), words=_count(len(rate.open)), page=_rate_page(acting),
            opens=W("坐到组长的位子,打印清单", "Take the leader's seat and print the list"), post=_leader(acting),
        ),
    ]  # fmt: skip
    if found.ended is not None:
        done, every = found.ended.rectified, found.ended.handed_over
        share = f"{done} / {every} = {percent_of(done, every)}%"
        left = len(found.ended.open)
        words = W(f"{share},清单 {left} 个,不再改", f"{share}, with {left} listed, for good")
        facts.append(Fact(label=W("期满时", "When the period ended"), words=words))
    return tuple(facts)


def _count(number: int) -> W:
    return W(f"{number} 个", f"{number}")


TEAM = W("巡察组", "Oversight team")
OVERSIGHT = Story(
    key="oversight",
    title=W("五十天的巡察:88.7% 和没做完的 28 个", "An oversight round of 50 days: 88.7% and the 28 left"),
    shows=W(
        "整改率从来不单独出现:分母是移交的全部问题,没做完的逐个列出;单位说改了不算,要巡察组核验。",
        "A rate never stands alone: it is over everything handed over, with what is open listed one by one. "
        "What the unit says does not count until the team has verified it.",
    ),
    is_rated=False,
    ends_at="look_back",
    facts=_facts,
    scenes=(
        Scene(
            key="past", who=resident, page="", do=_past, has_happened=lambda state: bool(state.seq),
            role=W("巡察组、街道和各社区", "The team, a street and its communities"),
            title=W("五十天前进驻:移交 248 个问题", "50 days ago: the team comes, and hands 248 problems over"),
            told=W("演示等不了五十天,公告、信箱、问卷、移交单和每一次核验都按当时的时间补录;用的是同样的操作和规则,要几秒钟。",
                   "A demo cannot wait 50 days: notice, letter boxes, questionnaires, documents and every check are "
                   "entered with the times they would have had, by the same actions. It takes some seconds."),
        ),
        Scene(
            key="end", who=_leader, page="", leads=_round_page, do=_end, has_happened=_is_verified, sees=_is_ended,
            role=W("巡察组组长", "Leader of the team"),
            title=W("期满:220 / 248,28 个列在清单上", "The period ends: 220 of 248, and 28 on the list"),
            told=W("期满那天的数字记下来就不再改。点开“整改率和未完成清单”,28 个逐个列着,可以打印。",
                   "What stands on the last day is entered for good. The page lists all 28, and prints."),
            attempt=Attempt(title=W("让组员来结束", "Let a member end it"), do=_end_as_member),
        ),
        Scene(
            key="rectify", who=_community, page="", leads=_answers_page, do=_rectify, has_happened=_is_reported,
            role=W("社区居委会", "Residents' committee"),
            title=W("社区报告:最后一个也改好了", "A community reports its last problem rectified"),
            told=W("写明做了什么、到哪里查验。这时候整改率还没有变。",
                   "What was done, and where it can be checked. The rate has not moved yet."),
        ),
        Scene(
            key="verify", who=_member, page="", leads=_unit_page, do=_verify, has_happened=_is_verified, role=TEAM,
            title=W("巡察组到现场核验", "The team looks and verifies"),
            told=W("核验通过,才从清单上划掉一个;期满时的 28 个仍然留在记录里。核验完了,从旁边打印现在的清单。",
                   "Only now one comes off the list; the 28 of the last day stay in the record. "
                   "Then print today's list from the panel beside."),
            attempt=Attempt(title=W("让社区自己核验", "Let the community verify it itself"), do=_verify_oneself),
        ),
    ),
)  # fmt: skip
