"""Story: a deputy's suggestion: the first answer did not satisfy, so it was done again."""

from datetime import timedelta
from typing import Any

from linli.actions.deciding import FiledCase
from linli.demo.stories import Acting, Attempt, Scene, Story, district, has_done
from linli.domain.area import AreaLevel
from linli.domain.engine.state import CaseState
from linli.domain.suggestion import listed_as
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording as W

CASE_PAGE = "/console/cases/{id}"
UNIT = "dept-city"
LIST_NUMBER = 901
"""Beyond the list of any session of the demo; a visitor's own story takes the next free one."""
RESOLVED: dict[str, Any] = {"disposition": "resolved", "answer_class": "A"}


def _register(acting: Acting) -> FiledCase:
    centre = acting.cast.centre(acting.grid, AreaLevel.COUNTY)
    day = acting.office.directory.calendar.local_date(acting.now)
    number = LIST_NUMBER + int.from_bytes(acting.token.encode()[:6], "big") % 90_000
    fields = {
        "category": "suggestion.suggestion", "topic": "building", "listed_as": listed_as(day.year, number),
        "session": "云溪区第十六届人民代表大会第五次会议", "list_number": number, "publish": "yes",
        "proposed_date": (day - timedelta(days=4)).isoformat(), "area": centre.area_path, "channel": "letter",
        "title": "背街小巷增设夜间照明",
        "suggestion_text": "东片十一条背街小巷没有路灯,老人和上晚自习的学生出行不便。建议分批补装,并公布时间表。",
    }  # fmt: skip
    return acting.take_in("suggestion", acting.cast.posts(centre, Role.OPERATOR)[0], fields)


def _hand_over(acting: Acting) -> None:
    office = _office(acting)
    acting.move("add_proposer", office, party="d1", deputy_name="周文静")
    step = acting.fresh()
    step.move("assign", office, unit=acting.cast.unit(UNIT).id)


def _office(acting: Acting) -> Post:
    centre = acting.cast.centre(acting.grid, AreaLevel.COUNTY)
    return acting.cast.posts(centre, Role.OPERATOR)[0]


def _drafter(acting: Acting) -> Post:
    return acting.cast.posts(acting.cast.unit(UNIT), Role.HANDLER)[0]


def _head(acting: Acting) -> Post:
    return acting.cast.posts(acting.cast.unit(UNIT), Role.UNIT_HEAD)[0]


def _visit(acting: Acting) -> None:
    acting.move("accept", _drafter(acting))
    step = acting.fresh()
    day = acting.office.directory.calendar.local_date(acting.now)
    step.move(
        "record_visit", _drafter(acting), visit_date=day.isoformat(), visit_place="东片背街小巷", attended=6,
        note="代表晚上八点走了三条巷子,最暗的一段有一百四十米没有灯。",
    )  # fmt: skip


def _draft(acting: Acting) -> None:
    acting.move(
        "draft", _drafter(acting), **RESOLVED, contacted="visit",
        answer="周文静代表:您好。已在东片背街小巷补装路灯二十盏,其余路段将适时安排。感谢您的支持和监督。",
    )  # fmt: skip


def _sign_oneself(acting: Acting) -> None:
    acting.move("sign", _drafter(acting), **RESOLVED)


def _sign(acting: Acting) -> None:
    acting.move("sign", _head(acting), **RESOLVED)


def _asked(acting: Acting) -> str:
    return next(one.id for one in acting.state.parts.values() if one.rule == "feedback" and one.stage == "asked")


def _ask_redo(acting: Acting) -> None:
    acting.move(
        "ask_redo", _office(acting), part=_asked(acting), dissatisfied_with="2", attitude="4",
        comment="“适时安排”是什么时候?请给出每条巷子的时间。",
    )  # fmt: skip


def _redo(acting: Acting) -> None:
    acting.move(
        "draft", _drafter(acting), **RESOLVED, contacted="meeting",
        answer="周文静代表:您好。十一条巷子共补装路灯三十六盏,已全部亮灯,清单和亮灯日期附后,并在巷口公示。",
    )  # fmt: skip
    step = acting.fresh()
    step.move("sign", _head(acting), **RESOLVED)


def _satisfied(acting: Acting) -> None:
    acting.move(
        "satisfied", _office(acting), part=_asked(acting), satisfied_with="5", attitude="5",
        comment="晚上又走了一遍,都亮了。",
    )  # fmt: skip


def _was_redone(state: CaseState) -> bool:
    return len(state.actors_of(("sign",))) > 1


def _deputy(acting: Acting) -> Post | None:
    return district(Role.OPERATOR)(acting)


OFFICE = W("代表工作机构", "The deputies' office")
DEPUTY = W("人大代表", "The deputy")
CITY = W("区城市管理局", "City Management Bureau")
SUGGESTION = Story(
    key="suggestion",
    title=W("一件代表建议:不满意,重新办", "A deputy's suggestion: not satisfied, done again"),
    shows=W(
        "建议怎样交办、怎样当面沟通、谁来签发、由代表自己评价;不满意的一个月内重办,结果向社会公开。",
        "How a suggestion is handed over, talked about, signed by the head and judged by the deputy; one that does not "
        "satisfy is done again within a month, and the outcome is published.",
    ),
    is_rated=False,
    scenes=(
        Scene(
            key="register",
            who=_office,
            page="",
            do=_register,
            has_happened=lambda state: state.seq > 0,
            role=OFFICE,
            title=W("会议上提出的建议,登记编号", "Registered with its number at the session"),
            told=W(
                "整份清单可以从表格一次导入:错一格,每一处错误都列出来,一件也不会先进去。代表履职公开,姓名会公布。",
                "A whole list comes in from a sheet; one wrong cell and nothing goes in. Deputies act in public.",
            ),
        ),
        Scene(
            key="hand_over",
            who=_office,
            page=CASE_PAGE,
            do=_hand_over,
            has_happened=has_done("assign"),
            role=OFFICE,
            title=W("登记代表,交区城管局主办", "Enters the deputy and hands it to the lead unit"),
            told=W(
                "主办单位十个工作日内可以提出异议,不能自己转给别人。三个月内答复,复杂的六个月。",
                "The unit may object within 10 working days; it may not pass it on. Answered within 3 months.",
            ),
        ),
        Scene(
            key="visit",
            who=_drafter,
            page=CASE_PAGE,
            do=_visit,
            has_happened=has_done("record_visit"),
            role=CITY,
            title=W("接办,请代表晚上去现场看", "Takes it on, and walks the lanes with the deputy at night"),
            told=W(
                "答复之前先沟通:走访、座谈、电话,怎么沟通的要写进答复。", "First they talk; how is part of the answer."
            ),
        ),
        Scene(
            key="draft",
            who=_drafter,
            page=CASE_PAGE,
            do=_draft,
            has_happened=has_done("draft"),
            role=CITY,
            title=W("拟写答复", "Drafts the answer"),
            told=W(
                "写明办理结果(A、B、C 类)和沟通方式。有协办单位的,协办意见齐了才能拟。", "With its outcome and class."
            ),
        ),
        Scene(
            key="sign",
            who=_head,
            page=CASE_PAGE,
            do=_sign,
            has_happened=has_done("sign"),
            role=W("单位负责人", "Head of the unit"),
            title=W("负责人签发,答复代表", "The head signs; the deputy is answered"),
            told=W(
                "答复由单位负责人签发,拟稿的人自己签不了。联名的建议,一位一位地答复。",
                "The head signs. Whoever drafted it cannot: try it. Each deputy is answered.",
            ),
            attempt=Attempt(title=W("让拟稿人自己签发", "Let the drafter sign it"), do=_sign_oneself),
        ),
        Scene(
            key="redo",
            who=_deputy,
            page=CASE_PAGE,
            do=_ask_redo,
            has_happened=has_done("feedback_ask_redo"),
            role=DEPUTY,
            title=W("代表不满意,要求重办", "Not satisfied: it is to be done again"),
            told=W(
                "代表用自己的链接评价,十个工作日内;没有反馈的单独列,不算满意。不满意要求重办的,一个月内重新答复。",
                "By a link of their own, within 10 working days. No reply counts neither way.",
            ),
        ),
        Scene(
            key="again",
            who=_drafter,
            page=CASE_PAGE,
            do=_redo,
            has_happened=_was_redone,
            role=CITY,
            title=W("全部装完,重新答复", "All lamps stand; answered again"),
            told=W("第二次还不满意,就提请人大评议。", "A second time it would go to the congress for evaluation."),
        ),
        Scene(
            key="satisfied",
            who=_deputy,
            page=CASE_PAGE,
            do=_satisfied,
            has_happened=lambda state: state.is_final,
            role=DEPUTY,
            title=W("代表满意,办结并公开", "Satisfied; it ends and is published"),
            told=W(
                "全区 67 件建议:54 件解决、12 件列入计划、1 件待以后解决,每一个数都点得开。",
                "67 suggestions in the district: 54 resolved, 12 planned, 1 put off; each figure opens.",
            ),
        ),
    ),
)
