"""What falling stones cost somebody: the dispute beside the hazard, from the desk to the signed agreement."""

from collections.abc import Callable
from typing import Any

from linli.actions.deciding import FiledCase
from linli.demo.hazard_steps import going_on, raised_from
from linli.demo.paper_steps import issue
from linli.demo.stories import Acting, holder, street_dispatcher, street_operator
from linli.domain.unit import Post

PARTIES = (
    ("a", "某物业公司", "小区物业"),
    ("b", "某开发公司", "楼栋建设单位"),
    ("c", "车主代表罗某", "三位电动车车主推选"),
)
AGREEMENT: dict[str, Any] = {
    "main_facts": "楼体老化,外墙石块脱落,砸坏楼下三辆电动车,没有伤人。",
    "issues": "石块脱落由谁负责,修车和误工损失的数额。",
    "agreement": "物业公司与开发公司各承担一半,赔偿三位车主修车款两千四百元;外墙修缮另行办理,不影响赔偿。",
    "manner": "签订之日起七日内一次付清,由车主代表签收分发。",
}


def claim(acting: Acting) -> None:
    """Register the dispute at the desk, and link it to the hazard from which it came."""
    operator = street_operator(acting)
    fields = {
        "category": "dispute.property", "area": acting.state.area, "channel": "visit", "found_by": "application",
        "title": "坠石砸坏电动车的赔偿", "words": "三辆电动车被楼上掉的石头砸坏,物业说找开发商,开发商说过了保修期。",
    }  # fmt: skip
    filed: FiledCase = acting.take_in("dispute", operator, fields)
    acting.move("relate", operator, other_case=filed.stream)


def on_dispute(acting: Acting) -> Acting:
    """Return what goes on with the dispute."""
    return going_on(acting, f"case/{raised_from(acting.state)}")


def mediator(acting: Acting) -> Post:
    """Return who mediates it."""
    return holder(on_dispute(acting))


def moved(*verbs: str) -> Callable[[Acting], bool]:
    """Say of the dispute whether one of `verbs` was made on it."""
    return lambda acting: bool(raised_from(acting.state)) and bool(on_dispute(acting).state.actors_of(verbs))


def assign(acting: Acting) -> None:
    """Give it to the community's mediators."""
    step = on_dispute(acting)
    step.move("assign", street_dispatcher(acting), unit=acting.cast.mediators(acting.state.area).id)


def consent(acting: Acting) -> None:
    """Enter the three sides, ask them, and let each of them agree to mediation."""
    step = on_dispute(acting)
    entered = {part.party for part in step.state.parts.values() if part.rule == "consent"}
    for party, name, about in PARTIES:
        if party not in entered:
            step = step.fresh()
            step.move("add_party", holder(step), party=party, party_name=name, party_about=about)
    step = step.fresh()
    if step.state.stage == "registered":
        step.move("ask_consent", holder(step))
    _all_give(step, "consent")


def has_consent(acting: Acting) -> bool:
    """Say whether all sides agreed to be mediated, or it went beyond that."""
    stage = on_dispute(acting).state.stage if raised_from(acting.state) else "registered"
    return stage not in ("registered", "consent_asked")


def _all_give(step: Acting, rule: str) -> None:
    step = step.fresh()
    while parts := sorted(one.id for one in step.state.parts.values() if one.rule == rule and one.stage == "asked"):
        step.move("give", holder(step), part=parts[0], how_given="on_paper")
        step = step.fresh()


def agree(acting: Acting) -> None:
    """Mediate in one sitting, write the agreement, let all sign, and issue it as a paper."""
    step = on_dispute(acting)
    if step.state.stage == "accepted":
        step.move("begin", holder(step))
        step = step.fresh()
    if not step.state.actors_of(("hold_session",)):
        step.move(
            "hold_session", holder(step), session_kind="closed", attended=5,
            session_note="当场清点三辆车的损失,物业和开发公司同意各出一半。",
        )  # fmt: skip
        step = step.fresh()
    if not step.state.actors_of(("propose_agreement",)):
        step.move("propose_agreement", holder(step), **AGREEMENT)
    _all_give(step, "signature")
    step = step.fresh()
    step.move("conclude", holder(step), answer="已达成协议:七日内付清修车款两千四百元。协议书各方一份。")
    step = step.fresh()
    issue(step, holder(step), "agreement")
