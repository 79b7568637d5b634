"""What comes in: matters filed, per 1,000 residents of the area."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator

INDICATORS = (
    Indicator(
        key="filed",
        name=Wording("收到事项", "Matters received"),
        definition=Wording(
            "期内登记的事项,按每千名居民计。并案、拆出的分件、作废和导入的历史件不算。来件多不是坏事。",
            "Matters filed in the period, per 1,000 residents. Merged and split-off matters, void ones and imported"
            " history do not count. Many reports are no fault.",
        ),
        formula=Wording("期内登记数 ÷ 居民人数 × 1000", "filed in the period ÷ residents × 1,000"),
        source="本系统章程:反映多不是扣分 (charter: a rise in reports is no minus)",
        unit=FigureUnit.PER_1000,
        direction=Direction.NEITHER,
        period_column="filed_at_ms",
        population=lambda cases: cases.counts,
        by_channel=True,
    ),
)
