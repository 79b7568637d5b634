"""Repetition: the same kind of matter at the same place, again within 30 days."""

from linli.domain.wording import Wording
from linli.indicators.case_facts import DAY_MS, REPEAT_DAYS
from linli.indicators.declaring import Direction, FigureUnit, Indicator

INDICATORS = (
    Indicator(
        key="repeat",
        name=Wording("30 天重复率", "Repeated in 30 days"),
        definition=Wording(
            "期内登记的事项中,同一网格、同一类别在此前 30 天内已经有人反映过的占多少。只看地点和类别,不看是谁。",
            "Of the matters filed in the period, the share with an earlier one of the same kind in the same grid within"
            " 30 days. It looks at place and kind, never at who reported.",
        ),
        formula=Wording("30 天内重复数 ÷ 登记数", "repeated within 30 days ÷ filed"),
        source="本系统:防止办结只做样子 (ours, against closing for show)",
        unit=FigureUnit.PERCENT,
        direction=Direction.DOWN,
        period_column="filed_at_ms",
        population=lambda cases: cases.counts,
        hits=lambda cases: (cases.filed_at_ms - cases.alike_filed_at_ms <= REPEAT_DAYS * DAY_MS).fill_null(False),
    ),
)
