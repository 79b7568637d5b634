"""Follow-up calls: whom the desk reached, and what they said; who was not reached is never taken for satisfied."""

from ibis import Table
from ibis.expr.types import BooleanValue

from linli.domain.follow_up import TRIES_MAX
from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator


def was_called(cases: Table) -> BooleanValue:
    """The calls came to an end: the person was reached, or the last try passed without an answer."""
    return cases.counts & ((cases.reached == "reached") | (cases.follow_ups >= TRIES_MAX)).fill_null(False)


def was_asked(cases: Table) -> BooleanValue:
    """The person was reached and said whether they are satisfied."""
    is_reached = (cases.reached == "reached").fill_null(False)
    return cases.counts & is_reached & cases.satisfied.isin(("satisfied", "not_satisfied")).fill_null(False)


INDICATORS = (
    Indicator(
        key="follow_up_reached",
        name=Wording("回访联系上的", "Reached by follow-up calls"),
        definition=Wording(
            "期内回访完的事项中,联系上本人的占多少。打三次没联系上的,算没联系上。",
            "Of the matters whose follow-up calls ended in the period, the share whose person was reached. Three tries"
            " without an answer count as not reached.",
        ),
        formula=Wording("联系上的事项数 ÷ 回访完的事项数", "reached ÷ followed up to the end"),
        source="001-65 回访;信访工作条例 第二十一条",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="called_at_ms",
        population=was_called,
        hits=lambda cases: (cases.reached == "reached").fill_null(False),
    ),
    Indicator(
        key="follow_up_satisfied",
        name=Wording("回访满意率", "Satisfied in follow-up calls"),
        definition=Wording(
            "期内回访联系上并问过是否满意的事项中,回答满意的占多少。没联系上的不在其中。",
            "Of the matters whose person was reached in the period and asked, the share that said satisfied. Who was"
            " not reached is not among them.",
        ),
        formula=Wording("满意数 ÷ 联系上并问过的事项数", "satisfied ÷ reached and asked"),
        source="001-78 群众是否满意;001-65 回访",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="called_at_ms",
        population=was_asked,
        hits=lambda cases: cases.satisfied == "satisfied",
        unit_column="done_unit",
    ),
)
