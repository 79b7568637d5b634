"""Story: a letter about a school place: routed, answered, and looked at again one tier up, each step by its clock."""

from typing import Any

from linli.actions.deciding import FiledCase
from linli.demo.stories import Acting, Attempt, Scene, Story, handler, has_done, holder, resident
from linli.domain.area import AreaLevel
from linli.domain.engine.context import RESIDENT
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording as W

CASE_PAGE = "/console/cases/{id}"
RECEIPT_PAGE = "/r/{receipt}"
LAW = "《义务教育法》第十二条"
FIRST: dict[str, Any] = {
    "petition_result": "not_supported", "request_words": "请求调整入学学校。",
    "facts": "户籍与房产登记不满一年,所在地段学校的学位已经排满。",
    "opinion": "按今年的招生办法,不予调整。", "legal_basis": LAW,
    "answer": "您好。孩子的户籍和房产登记还不满一年,地段学校今年的学位已经排满,所以这次不能调整。"
    "不同意的,三十日内可以请求复查。",
}  # fmt: skip
SECOND: dict[str, Any] = {
    "petition_result": "supported", "request_words": "请求调整入学学校。",
    "facts": "复查时到社区核实,申请人一家在此实际居住已满三年,同一学区另一所学校尚有学位。",
    "opinion": "撤销原处理意见,同意在同一学区调剂入学。", "legal_basis": LAW,
    "answer": "您好。复查查清你们实际住了三年,同一学区的第二小学还有学位,离家八百米,孩子可以去那里报到。"
    "原来的答复撤销。",
}  # fmt: skip


def _receive(acting: Acting) -> FiledCase:
    desk = acting.cast.posts(acting.cast.centre(acting.grid), Role.OPERATOR)[0]
    fields = {
        "category": "petition.request", "area": acting.grid, "channel": "letter", "requester": "known",
        "requester_phone": "000-70000004", "title": "请求调整小学入学学校",
        "words": "搬过来三年了,孩子上学被分到两公里外的学校,天天要接送。请按实际居住的地方安排。",
    }  # fmt: skip
    return acting.take_in("petition", desk, fields)


def _route(acting: Acting) -> None:
    acting.move("route", holder(acting), unit=acting.cast.unit("dept-education").id, petition_route="petition_opinion")


def _take_in(acting: Acting) -> None:
    acting.move("notify_receipt", holder(acting), receipt_note="已收到您的来信,六十日内书面答复。")
    step = acting.fresh()
    step.move("accept", holder(step))


def _decide(acting: Acting) -> None:
    acting.move("decide", holder(acting), **FIRST)


def _ask_review(acting: Acting) -> None:
    acting.move("ask_review", RESIDENT, reason="没有人来核实我们住在哪里,只看了房产证的日期。")


def _review_oneself(acting: Acting) -> None:
    acting.move("answer_review", handler(acting), **SECOND)


def _review(acting: Acting) -> None:
    acting.move("answer_review", _reviewer(acting), **SECOND)


def _reviewer(acting: Acting) -> Post:
    """Somebody of the district's centre who gave no opinion on it."""
    centre = acting.cast.centre(acting.state.area, AreaLevel.COUNTY)
    posts = acting.cast.posts(centre, Role.UNIT_HEAD, Role.DISPATCHER)
    post = acting.cast.free(posts, acting.state, ("decide", "accept")).post
    if post is None:
        raise LookupError(acting.state.number)
    return post


def _accept_answer(acting: Acting) -> None:
    acting.move("accept_answer", RESIDENT, comment="可以,离家近。")


def _rate(acting: Acting) -> None:
    acting.move("rate", RESIDENT, grade=4, comment="复查的人真的来看了。")


WRITER = W("信访人", "Who wrote")
PETITION = Story(
    key="petition",
    title=W("一封来信:答复不服,请求复查", "A letter, an answer not accepted, a review"),
    shows=W(
        "信访这件事上,管的是机关的期限:十五日转交、六十日答复、三十日复查;对写信的人,不查、不记、不评。",
        "The clocks are on the authority: routed in 15 days, answered in 60, reviewed in 30. Nothing is kept about the "
        "person beyond what answering needs.",
    ),
    scenes=(
        Scene(
            key="receive",
            who=resident,
            page="",
            do=_receive,
            has_happened=lambda state: state.seq > 0,
            role=WRITER,
            title=W("写信反映,当天登记,拿到查询码", "Writes; registered the same day, with a code to follow it"),
            told=W(
                "来信、来访、电话、网上,进同一个登记台,一样的期限。给一个查询码,凭它随时看到哪一步、谁在办、下一个法定步骤是什么。",
                "Letter, visit, phone and net come to one desk with the same clocks, and everybody gets a code.",
            ),
        ),
        Scene(
            key="route",
            who=holder,
            page=CASE_PAGE,
            do=_route,
            has_happened=has_done("route"),
            role=W("街道综治中心", "The street's centre"),
            title=W("转给有权处理的区教育局", "Routes it to the body with the power"),
            told=W(
                "十五日内转给有权处理的机关(信访工作条例第二十二条)。转错了,对方五个工作日内可以提出异议退回。",
                "Within 15 days. A wrong unit may object within five working days.",
            ),
        ),
        Scene(
            key="take_in",
            who=holder,
            page=CASE_PAGE,
            do=_take_in,
            has_happened=has_done("accept"),
            role=W("区教育局", "Education Bureau"),
            title=W("告知收到,决定受理", "Tells of receipt and takes it in"),
            told=W(
                "十五日内要书面告诉写信的人收到没有、办不办。不告诉,页面上就是机关欠着一步。",
                "Within 15 days the person is told in writing. Until then the page says what the authority owes.",
            ),
        ),
        Scene(
            key="decide",
            who=holder,
            page=CASE_PAGE,
            do=_decide,
            has_happened=has_done("decide"),
            role=W("区教育局", "Education Bureau"),
            title=W("出具处理意见书:不予支持", "Gives its opinion: not supported"),
            told=W(
                "意见书必须写清请求、事实、意见、依据,少一样都发不出去。最后一句写明:三十日内可以请求复查。",
                "Request, facts, opinion, legal basis: none may be missing. It says what may be done next.",
            ),
        ),
        Scene(
            key="ask_review",
            who=resident,
            page=RECEIPT_PAGE,
            do=_ask_review,
            has_happened=has_done("ask_review"),
            role=WRITER,
            title=W("凭查询码请求复查", "Asks for a review, by the code"),
            told=W(
                "不服,点一下就是复查请求,不用再写一封信。请求复查是权利,不会有人因此给您打电话劝您。",
                "One press. Asking is a right; nobody calls to talk you out of it.",
            ),
        ),
        Scene(
            key="review",
            who=_reviewer,
            page=CASE_PAGE,
            do=_review,
            has_happened=has_done("answer_review"),
            role=W("上一级机关", "One tier up"),
            title=W("上一级换人复查,撤销原答复", "Somebody else, one tier up, overturns it"),
            told=W(
                "复查自动上移一级,三十日内答复。作出原意见的人不能参加:让他自己来复查,系统不让。",
                "It moves up by itself. Who gave the first opinion has no part in it: try it.",
            ),
            attempt=Attempt(title=W("让原来的承办人自己复查", "Let the first decider review it"), do=_review_oneself),
        ),
        Scene(
            key="accept",
            who=resident,
            page=RECEIPT_PAGE,
            do=_accept_answer,
            has_happened=lambda state: state.is_final,
            role=WRITER,
            title=W("接受答复,办结", "Accepts the answer; it ends"),
            told=W(
                "不接受还可以请求复核。什么都不做,期满自动办结;没有“劝返”“息访”这种办法,也不拿数量考核。",
                "There would be a final review too. Doing nothing, it ends when the time is over.",
            ),
        ),
        Scene(
            key="rate",
            who=resident,
            page=RECEIPT_PAGE,
            do=_rate,
            has_happened=has_done("rate", "rate_by_proxy"),
            role=WRITER,
            title=W("评价这次答复", "Rates the answer"),
            told=W(
                "评价只影响单位的满意率,不影响您以后反映任何事。",
                "It counts for the units alone, and for nothing else of yours.",
            ),
        ),
    ),
)
