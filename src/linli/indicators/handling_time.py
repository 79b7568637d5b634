"""Handling time: from the first dispatch to the result that stood, as median and as the time nine in ten needed."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.populations import was_done

_SOURCE = "城管通行指标平均办理用时;另公布中位数,九成位线性插值 (mean time in use; median and p90 by interpolation)"
_NATURAL = Wording(
    "按自然时间,从第一次派遣到最后一次反馈结果,暂停也算在内。",
    "By the clock on the wall, from the first dispatch to the last result, pauses included.",
)
_WORKING = Wording(
    "只算工作时间,从第一次派遣到最后一次反馈结果,扣除依法暂停。",
    "Working time only, from the first dispatch to the last result, lawful pauses taken out.",
)


def _joined(first: Wording, second: Wording) -> Wording:
    return Wording(f"{first.zh}{second.zh}", f"{first.en} {second.en}")


def _declared(key: str, name: Wording, quantile: float, *, is_working: bool) -> Indicator:
    rank = Wording("一半事项不超过这个时间。", "Half of the matters took no longer.")
    if quantile > 0.5:
        rank = Wording("十件里九件不超过这个时间。", "Nine in ten matters took no longer.")
    of = "工作" if is_working else "自然"
    return Indicator(
        key=key,
        name=name,
        definition=_joined(_WORKING if is_working else _NATURAL, rank),
        formula=Wording(
            f"期内办完事项的处置{of}时间的{'中位数' if quantile == 0.5 else '第 90 百分位数'}",
            f"{'median' if quantile == 0.5 else '90th percentile'} of the handling time of matters done in the period",
        ),
        source=_SOURCE,
        unit=FigureUnit.WORKING_HOURS if is_working else FigureUnit.HOURS,
        direction=Direction.DOWN,
        period_column="done_at_ms",
        population=was_done,
        value=(lambda cases: cases.work_worked_s.cast("float64") / 3_600.0)
        if is_working
        else (lambda cases: cases.work_natural_ms.cast("float64") / 3_600_000.0),
        quantile=quantile,
        unit_column="done_unit",
    )


INDICATORS = (
    _declared("median_hours", Wording("处置用时(中位数)", "Handling time, median"), 0.5, is_working=False),
    _declared("p90_hours", Wording("处置用时(九成)", "Handling time, 90 %"), 0.9, is_working=False),
    _declared("median_working_hours", Wording("工作用时(中位数)", "Working time, median"), 0.5, is_working=True),
    _declared("p90_working_hours", Wording("工作用时(九成)", "Working time, 90 %"), 0.9, is_working=True),
)
