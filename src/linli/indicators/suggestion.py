"""Deputies' suggestions: how many are answered, how many resolved, and what the deputies think of it."""

from ibis import Table
from ibis.expr.types import BooleanValue

from linli.domain.suggestion import KEY, LEAST_GOOD_GRADE, WITHDRAWN
from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator


def was_taken_in(cases: Table) -> BooleanValue:
    """A motion or suggestion stands on the list; one that its deputies withdrew does not."""
    return cases.counts & (cases.procedure == KEY) & (cases.result.fill_null("") != WITHDRAWN)


def was_answered(cases: Table) -> BooleanValue:
    """Its deputies were given a signed answer."""
    return was_taken_in(cases) & (cases.answers > 0)


INDICATORS = (
    Indicator(
        key="suggestion_answered",
        name=Wording("议案建议办复率", "Suggestions answered"),
        definition=Wording(
            "期内登记的议案和建议中,已书面答复代表的占多少。代表撤回的不计。",
            "Of the motions and suggestions registered in the period, the share whose deputies were answered by now."
            " Those that were withdrawn do not count.",
        ),
        formula=Wording("已答复数 ÷ 登记数", "answered ÷ registered"),
        source="REQUIREMENTS 000-50 (办理率)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="filed_at_ms",
        population=was_taken_in,
        hits=lambda cases: cases.answers > 0,
    ),
    Indicator(
        key="suggestion_resolved",
        name=Wording("议案建议解决率", "Suggestions resolved"),
        definition=Wording(
            "期内登记、已经答复的议案和建议中,已经解决或基本解决的占多少。",
            "Of the motions and suggestions registered in the period and answered, the share that was resolved.",
        ),
        formula=Wording("解决数 ÷ 已答复数", "resolved ÷ answered"),
        source="REQUIREMENTS 000-49 (54 ÷ 67 = 80.6 %)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="filed_at_ms",
        population=was_answered,
        hits=lambda cases: cases.result == "resolved",
    ),
    Indicator(
        key="suggestion_satisfaction",
        name=Wording("代表满意率", "Deputies satisfied"),
        definition=Wording(
            "期内代表评价过的议案和建议中,最后一次评价为基本满意及以上的占多少。没反馈的不算满意,也不算不满意。",
            "Of the motions and suggestions that deputies judged in the period, the share whose last grade was “fairly"
            " satisfied” or better. Who said nothing counts neither way.",
        ),
        formula=Wording("基本满意及以上数 ÷ 评价数", "graded 3 or better ÷ judged"),
        source="REQUIREMENTS 000-50 (代表满意率); 河南省人大代表建议办理办法 (2017) art. 22",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="rated_at_ms",
        population=lambda cases: was_taken_in(cases) & cases.grade.notnull(),
        hits=lambda cases: cases.grade >= LEAST_GOOD_GRADE,
    ),
)
