"""Satisfaction: what those who rated said; nobody is asked twice and nobody is guessed."""

from linli.domain.service_review import SET_ASIDE
from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator

LEAST_GOOD_GRADE = 3
"""基本满意; 不满意 and 非常不满意 are bad reviews. Source: 政务服务“好差评” (国办 2019)."""

INDICATORS = (
    Indicator(
        key="satisfaction",
        name=Wording("满意率", "Satisfaction"),
        definition=Wording(
            "期内评价过的事项中,最后一次评价为基本满意及以上的占多少。没评价的不算满意,也不算不满意;认定为误评的不算。",
            "Of the matters rated in the period, the share whose last grade was “fairly satisfied” or better."
            " Who did not rate counts neither way, nor what was set aside as wrong.",
        ),
        formula=Wording("基本满意及以上数 ÷ 评价数", "graded 3 or better ÷ rated"),
        source="国办 2019 好差评:五级中后两级为差评 (the two lowest of five grades are bad)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="rated_at_ms",
        population=lambda cases: cases.counts & cases.grade.notnull() & (cases.appeal.fill_null("") != SET_ASIDE),
        hits=lambda cases: cases.grade >= LEAST_GOOD_GRADE,
        unit_column="done_unit",
    ),
)
