"""Rework: matters that a check sent back."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.populations import due_to_close

INDICATORS = (
    Indicator(
        key="rework",
        name=Wording("返工率", "Rework"),
        definition=Wording(
            "总时限在期内到期的事项中,核查没通过、退回重做过的占多少。",
            "Of the matters whose whole time ended in the period, the share that a check sent back at least once.",
        ),
        formula=Wording("返工数 ÷ 应结案数", "reworked ÷ due to close"),
        source="成都金牛区城管考核:返工率 (Jinniu, Chengdu: rework rate)",
        unit=FigureUnit.PERCENT,
        direction=Direction.DOWN,
        period_column="wait_due_at_ms",
        population=due_to_close,
        hits=lambda cases: cases.reworks > 0,
        unit_column="done_unit",
    ),
)
