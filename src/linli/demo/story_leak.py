"""Story: water came through the ceiling. One search, three levels, three rosters, one mechanism: "1331"."""

from datetime import timedelta
from typing import Any

from linli.actions.deciding import FiledCase
from linli.demo.stories import Acting, Attempt, Scene, Story, has_done, holder, resident, street_dispatcher
from linli.domain.engine.context import RESIDENT
from linli.domain.engine.state import CaseState
from linli.domain.unit import Role
from linli.domain.wording import Wording as W

CASE_PAGE = "/console/cases/{id}"
PARTIES = (("a", "林某", "男,五十二岁,楼上住户"), ("b", "郭某", "女,三十七岁,楼下住户"))
AGREEMENT: dict[str, Any] = {
    "main_facts": "楼上卫生间地漏周边防水失效,四月以来三次渗水,楼下吊顶和一组衣柜受损。",
    "issues": "漏水原因、维修责任,以及吊顶和衣柜的损失数额。",
    "agreement": "甲方十日内重做卫生间防水;赔偿乙方吊顶和衣柜损失两千六百元;完工后双方共同试水四十八小时。",
    "manner": "赔偿款在签订之日起七日内转账付清,防水十日内完工。",
}


def _apply(acting: Acting) -> FiledCase:
    centre = acting.cast.centre(acting.grid)
    desk = acting.cast.posts(centre, Role.OPERATOR)[0]
    fields = {
        "category": "dispute.neighbour", "area": acting.grid, "channel": "visit", "requester": "known",
        "found_by": "application", "requester_phone": "000-70000003", "title": "楼上漏水损坏吊顶",
        "words": "楼上卫生间往下漏水三回了,吊顶和衣柜都泡坏了。上门说过两次,越说越僵,想请你们调解。",
    }  # fmt: skip
    return acting.take_in("dispute", desk, fields)


def _assign(acting: Acting) -> None:
    acting.move("assign", street_dispatcher(acting), unit=acting.cast.mediators(acting.state.area).id)


def _ask(acting: Acting) -> None:
    for party, name, about in PARTIES:
        step = acting.fresh()
        step.move("add_party", holder(step), party=party, party_name=name, party_about=about)
    step = acting.fresh()
    step.move("ask_consent", holder(step))


def _parts(acting: Acting, rule: str) -> list[str]:
    return [one.id for _id, one in sorted(acting.state.parts.items()) if one.rule == rule and one.stage == "asked"]


def _give(acting: Acting, rule: str, how: str) -> None:
    """Let every party who was asked say yes, one after the other."""
    while asked := _parts(acting := acting.fresh(), rule):
        acting.move("give", holder(acting), part=asked[0], how_given=how)


def _consent(acting: Acting) -> None:
    _give(acting, "consent", "on_paper")


def _begin_too_early(acting: Acting) -> None:
    acting.move("begin", holder(acting))


def _sit(acting: Acting) -> None:
    acting.move("begin", holder(acting))
    step = acting.fresh()
    step.move(
        "hold_session", holder(step), session_kind="closed", attended=4,
        session_note="到现场试水,确认漏点在楼上地漏。双方愿意各让一步:先修防水,再赔吊顶和衣柜。",
    )  # fmt: skip


def _sign(acting: Acting) -> None:
    step = acting.fresh()
    step.move("propose_agreement", holder(step), **AGREEMENT)
    _give(step, "signature", "on_paper")
    step = acting.fresh()
    step.move("conclude", holder(step), answer="已达成协议:十日内修好防水,七日内付清赔偿。协议书双方各一份。")


def _confirmation(acting: Acting) -> None:
    step = acting.fresh()
    step.move("ask_confirmation", holder(step))
    _give(step, "application", "on_paper")
    step = acting.fresh()
    step.move("apply_confirmation", holder(step))
    step = acting.fresh()
    step.move("record_confirmed", holder(step), court_number=f"({acting.now.year})云溪民特18号")


def _perform(acting: Acting) -> None:
    step = acting.fresh()
    day = acting.office.directory.calendar.local_date(acting.now) + timedelta(days=10)
    step.move("arrange_performance", holder(step), performance_date=day.isoformat())
    step = acting.fresh()
    step.move("visit", holder(step), solved="solved", note="到现场看过,防水已做好,试水四十八小时不漏;赔偿款已付清。")
    step = acting.fresh()
    step.move("confirm_performed", holder(step), note="已按协议履行。")


def _agree_alone(acting: Acting) -> None:
    """A colleague of the same committee agrees: that is no second unit."""
    mine = holder(acting)
    unit = acting.office.directory.units[mine.unit_id]
    other = next((one for one in acting.cast.posts(unit) if one.id != mine.id), mine)
    acting.move("agree", other, proposal="confirm_performed")


def _agree(acting: Acting) -> None:
    acting.move("agree", street_dispatcher(acting), proposal="confirm_performed")


def _rate(acting: Acting) -> None:
    acting.move("rate", RESIDENT, grade=5, comment="没花一分钱,半个月就谈妥了。")


def _was_confirmed(state: CaseState) -> bool:
    return bool(state.actors_of(("record_confirmed", "arrange_performance")))


MEDIATOR = W("调解员", "Mediator")
LEAK = Story(
    key="leak",
    title=W("一场漏水纠纷:从申请到履行", "A leak between floors: from the application to performance"),
    shows=W(
        "“1331”怎样走:中心牵头、社区先调;各方都同意才调,协议书、司法确认、履行,每一步都有凭据。",
        "How “1331” goes: the centre leads, the community mediates first, only with everybody's consent; agreement, "
        "judicial confirmation and performance each leave their proof.",
    ),
    ends_at="performed",
    scenes=(
        Scene(
            key="apply",
            who=resident,
            page="",
            do=_apply,
            has_happened=lambda state: state.seq > 0,
            role=W("居民", "Resident"),
            title=W("到综治中心申请调解", "Applies for mediation at the centre"),
            told=W(
                "调解不收费。有人身危险时先报警,页面第一行就是 110 和求助电话。当事人的姓名、住址和说的话全部密封。",
                "Mediation is free. Where somebody is in danger the police come first. Names and words are sealed.",
            ),
        ),
        Scene(
            key="assign",
            who=street_dispatcher,
            page=CASE_PAGE,
            do=_assign,
            has_happened=has_done("assign"),
            role=W("街道派遣员", "Street dispatcher"),
            title=W("交给社区调委会,中心牵头", "Hands it to the community committee; the centre leads"),
            told=W(
                "三级调解:社区(村)先调,街道(镇)再调,区里最后;专业纠纷有行业调委会。谁调都行,只有牵头的中心能了结。",
                "Three levels: the community first, then the street, then the district, or a sector's own mediators.",
            ),
        ),
        Scene(
            key="ask",
            who=holder,
            page=CASE_PAGE,
            do=_ask,
            has_happened=has_done("ask_consent"),
            role=MEDIATOR,
            title=W("登记双方,征求同意", "Enters both parties and asks for their consent"),
            told=W(
                "三个工作日内联系各方。给每一方讲清:可以选调解员、可以不同意、随时可以不调了去打官司。",
                "Each party is contacted within three working days, and told that it may choose, refuse or sue.",
            ),
        ),
        Scene(
            key="consent",
            who=holder,
            page=CASE_PAGE,
            do=_consent,
            has_happened=lambda state: (
                bool(state.actors_of(("begin",)))
                or state.stage
                not in (
                    "registered",
                    "consent_asked",
                )
            ),
            role=W("双方当事人", "Both parties"),
            title=W("双方同意,正式受理", "Both consent; it is accepted"),
            told=W(
                "每一方的同意单独记录。有一方明确拒绝,就依法终止,并告诉双方其他途径。没有都同意就想开始,系统不让。",
                "Each consent is a record of its own. One clear refusal ends it by law. Beginning before is refused.",
            ),
            attempt=Attempt(title=W("还没都同意,先开始调解", "Begin before both have consented"), do=_begin_too_early),
        ),
        Scene(
            key="sit",
            who=holder,
            page=CASE_PAGE,
            do=_sit,
            has_happened=has_done("hold_session"),
            role=MEDIATOR,
            title=W("到现场试水,坐下来谈", "Tests the floor on the spot, then sits down with both"),
            told=W(
                "一个月内调完;要延长,也得各方都同意。每次调解有笔录:谁来了、谈了什么,只有经办的调解员看得到。",
                "Done within a month, longer only by both parties' consent. Each sitting has its sealed record.",
            ),
        ),
        Scene(
            key="sign",
            who=holder,
            page=CASE_PAGE,
            do=_sign,
            has_happened=has_done("conclude"),
            role=MEDIATOR,
            title=W("写协议书,双方签字,盖章生效", "The agreement is written, signed by both, sealed"),
            told=W(
                "协议书写明事实、争议、内容、怎样履行和期限(人民调解法第二十九条)。双方签字、调委会盖章后生效。",
                "It holds what the law asks for: facts, issues, what is agreed, how and by when.",
            ),
        ),
        Scene(
            key="confirmation",
            who=holder,
            page=CASE_PAGE,
            do=_confirmation,
            has_happened=_was_confirmed,
            role=W("双方当事人 · 法院", "Both parties and the court"),
            title=W("三十日内共同申请,法院确认有效", "Jointly applied for within 30 days; the court confirms it"),
            told=W(
                "确认要双方一起申请,一方不愿意就不申请。法院确认后,不履行的可以直接申请执行。期限从达成协议起算三十日。",
                "Only jointly. Once confirmed it can be enforced. The 30 days run from the agreement.",
            ),
        ),
        Scene(
            key="perform",
            who=holder,
            page=CASE_PAGE,
            do=_perform,
            has_happened=has_done("visit"),
            role=MEDIATOR,
            title=W("约定履行,到现场看过", "Sees to performance on the spot"),
            told=W(
                "调委会督促履行。到期没有履行的,要告诉对方可以起诉或者申请执行。",
                "The committee sees to performance. A breach is recorded with the ways to court.",
            ),
        ),
        Scene(
            key="second",
            who=street_dispatcher,
            page=CASE_PAGE,
            do=_agree,
            has_happened=lambda state: state.is_final,
            role=W("街道派遣员", "Street dispatcher"),
            title=W("另一个单位核对,了结", "Another unit checks, and it ends"),
            told=W(
                "“已履行”要两个单位都认:调委会报,牵头的中心核。同一个调委会的同事点“同意”,不算。",
                "“Performed” takes two units: the committee reports, the leading centre agrees; no colleague does.",
            ),
            attempt=Attempt(
                title=W("让同一个调委会的同事点同意", "Let a colleague of the committee agree"), do=_agree_alone
            ),
        ),
        Scene(
            key="rate",
            who=resident,
            page="/r/{receipt}",
            do=_rate,
            has_happened=has_done("rate", "rate_by_proxy"),
            role=W("居民", "Resident"),
            title=W("凭回执评价", "Rates it by the receipt"),
            told=W(
                "五档评价,不预填。不满意可以申请重新调解,也可以仲裁或者起诉。",
                "Five grades, never filled in beforehand. Whoever is unhappy may ask again, or go to court.",
            ),
        ),
    ),
)
