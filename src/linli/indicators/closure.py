"""Closure: matters whose whole time is over, and how many of them are closed."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.populations import due_to_close

INDICATORS = (
    Indicator(
        key="closure",
        name=Wording("结案率", "Closure"),
        definition=Wording(
            "总时限在期内到期的事项中,已经办结的占多少。经批准缓办的和居民撤回的不在内;超时后办结的也算办结。",
            "Of the matters whose whole time ended in the period, the share closed by now. Matters deferred with"
            " approval or withdrawn are left out; closed late is closed too.",
        ),
        formula=Wording("结案数 ÷(应结案数 − 缓办数)", "closed ÷ (due to close − deferred)"),
        source="金华城管考核:结案率 (Jinhua: closure rate)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="wait_due_at_ms",
        population=due_to_close,
        hits=lambda cases: cases.is_final,
    ),
)
