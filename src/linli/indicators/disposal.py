"""Disposal on time: work done within its limit, as the clocks of the journal say, with pauses and extensions."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator

INDICATORS = (
    Indicator(
        key="on_time",
        name=Wording("按期处置率", "On-time disposal"),
        definition=Wording(
            "处置时限在期内到期的事项中,按期办完的占多少。依法暂停和批准的延期照算;一次超时,改派也不抹去。",
            "Of the matters whose handling limit fell due in the period, the share done in time. Lawful pauses and"
            " granted extensions count; a lapse is not washed away by sending the matter on.",
        ),
        formula=Wording("按期处置数 ÷ 应处置数", "handled in time ÷ due to handle"),
        source="成都金牛区城管考核:按期处置率 (Jinniu, Chengdu: on-time disposal)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="work_due_at_ms",
        population=lambda cases: cases.counts & (cases.is_late | cases.is_done) & cases.is_due,
        hits=lambda cases: ~cases.is_late,
        unit_column="work_unit",
    ),
)
