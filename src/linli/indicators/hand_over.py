"""Wrong hand-overs: matters sent to a unit whose duty they were not, on account of the unit that sent them."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator

INDICATORS = (
    Indicator(
        key="wrong_hand_over",
        name=Wording("错派率", "Wrong hand-overs"),
        definition=Wording(
            "期内第一次派出的事项中,被承办单位以“不归我们管”退回过的占多少。记在派出单位名下,不记在人名下。",
            "Of the matters first dispatched in the period, the share that came back as nobody's duty there. It counts"
            " for the unit that sent them, never for a person.",
        ),
        formula=Wording("退回过的事项数 ÷ 派遣事项数", "came back at least once ÷ dispatched"),
        source="城管通行指标准确派遣率的反面 (dispatch accuracy, turned round)",
        unit=FigureUnit.PERCENT,
        direction=Direction.DOWN,
        period_column="dispatched_at_ms",
        population=lambda cases: cases.counts & cases.dispatched_at_ms.notnull(),
        hits=lambda cases: cases.wrong_hand_overs > 0,
        unit_column="dispatch_unit",
    ),
)
