"""Outcomes of mediation: what was accepted, what came of it, and whether agreements are kept.

A dispute ended by a party's refusal or withdrawal is neither agreed nor failed: consent is the parties' own.
"""

from ibis import Table
from ibis.expr.types import BooleanValue

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator

MEDIATED = "dispute"
"""The procedure of disputes."""


def was_found(cases: Table) -> BooleanValue:
    """A dispute was registered, whoever found it and whatever came of it."""
    return cases.counts & (cases.procedure == MEDIATED)


def was_accepted(cases: Table) -> BooleanValue:
    """Every party consented, and the dispute was accepted for mediation."""
    return cases.counts & (cases.procedure == MEDIATED) & cases.accepted_at_ms.notnull()


def came_out(cases: Table) -> BooleanValue:
    """The mediation ended in an agreement or failed."""
    return cases.counts & (cases.procedure == MEDIATED) & cases.outcome.notnull()


def was_agreed(cases: Table) -> BooleanValue:
    """The parties came to an agreement that stands."""
    return came_out(cases) & (cases.outcome == "agreed")


INDICATORS = (
    Indicator(
        key="mediation_solved",
        name=Wording("纠纷化解率", "Disputes solved"),
        definition=Wording(
            "期内登记的纠纷中,到现在达成协议的占多少。没达成的,点开就能看到是在调解、调解不成,还是撤回或拒绝。",
            "Of the disputes registered in the period, the share in which the parties agreed by now. Those that did not"
            " can be opened: being mediated, failed, withdrawn or refused.",
        ),
        formula=Wording("达成协议数 ÷ 登记数", "agreed ÷ registered"),
        source="REQUIREMENTS 001-33 (排查 235 件、化解 223 件)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="filed_at_ms",
        population=was_found,
        hits=lambda cases: (cases.outcome == "agreed").fill_null(False),
        unit_column="mediation_unit",
        by_category=True,
    ),
    Indicator(
        key="mediation_ended",
        name=Wording("受理后已有结果", "Accepted and come to an end"),
        definition=Wording(
            "期内受理的纠纷中,到现在达成协议或者调解不成的占多少。其余的还在调解,或者当事人撤回、拒绝。",
            "Of the disputes accepted in the period, the share that ended in an agreement or failed by now. The others"
            " are being mediated, or a party withdrew or refused.",
        ),
        formula=Wording("(达成协议数 + 调解不成数)÷ 受理数", "(agreed + failed) ÷ accepted"),
        source="人民调解法 第十七条、第二十七条 (consent of every party; a register is kept)",
        unit=FigureUnit.PERCENT,
        direction=Direction.NEITHER,
        period_column="accepted_at_ms",
        population=was_accepted,
        hits=lambda cases: cases.outcome.notnull(),
        unit_column="mediation_unit",
        by_category=True,
    ),
    Indicator(
        key="mediation_success",
        name=Wording("调解成功率", "Mediation success"),
        definition=Wording(
            "期内有结果的调解中,达成协议的占多少。当事人撤回或拒绝的,不算成功,也不算失败。",
            "Of the mediations that came out in the period, the share that ended in an agreement. A dispute that a"
            " party withdrew or refused counts neither way.",
        ),
        formula=Wording("达成协议数 ÷(达成协议数 + 调解不成数)", "agreed ÷ (agreed + failed)"),
        source="REQUIREMENTS 000-29;人民调解法 第二十六条、第二十八条",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="outcome_at_ms",
        population=came_out,
        hits=lambda cases: cases.outcome == "agreed",
        unit_column="mediation_unit",
        by_category=True,
    ),
    Indicator(
        key="mediation_performed",
        name=Wording("协议履行率", "Agreements performed"),
        definition=Wording(
            "期内达成的协议中,到现在已经确认履行的占多少。没到履行期限的也在分母里。",
            "Of the agreements reached in the period, the share confirmed as performed by now. Those not yet due are"
            " in the denominator too.",
        ),
        formula=Wording("已履行数 ÷ 达成协议数", "performed ÷ agreed"),
        source="人民调解法 第三十一条 (the committee sees to performance)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="outcome_at_ms",
        population=was_agreed,
        hits=lambda cases: cases.stage == "performed",
        unit_column="mediation_unit",
        by_category=True,
    ),
    Indicator(
        key="mediation_confirmed",
        name=Wording("司法确认率", "Judicially confirmed"),
        definition=Wording(
            "期内达成的协议中,法院确认有效的占多少。申请不申请由各方决定,所以不分好坏。",
            "Of the agreements reached in the period, the share that a court confirmed. Whether to apply is for the"
            " parties to decide, so neither way is better.",
        ),
        formula=Wording("法院确认数 ÷ 达成协议数", "confirmed by a court ÷ agreed"),
        source="人民调解法 第三十三条;民事诉讼法 (2023) 第二百零五条",
        unit=FigureUnit.PERCENT,
        direction=Direction.NEITHER,
        period_column="outcome_at_ms",
        population=was_agreed,
        hits=lambda cases: cases.confirmed_at_ms.notnull() & (cases.confirmed_at_ms >= cases.outcome_at_ms),
        unit_column="mediation_unit",
        by_category=True,
    ),
)
