"""The service hall in figures: contacted or told in time, solved, satisfied, trips; matters only, never people."""

from ibis import Table
from ibis.expr.types import BooleanValue

from linli.domain.service_review import BAD_GRADES, SET_ASIDE
from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.satisfaction import LEAST_GOOD_GRADE

STUCK, VISIT = "stuck_matter", "service_visit"
TRIPS_MOST = 1
"""最多跑一次: handed in or fetched, not both and not again."""
LEFT_OUT = ("withdrawn",)


def is_service(cases: Table) -> BooleanValue:
    """A matter of the service hall that counts and was not withdrawn."""
    is_withdrawn = cases.result.isin(LEFT_OUT).fill_null(False)
    return cases.counts & cases.procedure.isin((STUCK, VISIT)) & ~is_withdrawn


def stands(cases: Table) -> BooleanValue:
    """The rating was not set aside as wrong."""
    return cases.appeal.fill_null("") != SET_ASIDE


def _bad(cases: Table) -> BooleanValue:
    return is_service(cases) & cases.grade.isin(BAD_GRADES).fill_null(False) & stands(cases)


INDICATORS = (
    Indicator(
        key="service_response",
        name=Wording("响应率(政务服务)", "Response (services)"),
        definition=Wording(
            "期内收到、响应期限已到或已响应的办事和办不成事中,期限内联系本人(办不成事:当日)或核对材料、一次告知"
            "(办事:五个工作日)的占多少。",
            "Of the service matters received in the period that were answered or fell due, the share answered in time:"
            " contacted the same day (stuck matters), papers checked or what is missing told (applications).",
        ),
        formula=Wording("期限内响应数 ÷ 收到数", "responded in time ÷ received"),
        source="行政许可法第三十二条;办不成事当日联系(本区约定) (Licensing Law art. 32; same-day contact)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="filed_at_ms",
        population=lambda cases: is_service(cases) & (cases.is_first_over | cases.first_done_at_ms.notnull()),
        hits=lambda cases: (cases.first_done_at_ms < cases.first_due_at_ms).fill_null(False),
        by_channel=True,
    ),
    Indicator(
        key="stuck_solved",
        name=Wording("办不成事解决率", "Stuck matters solved"),
        definition=Wording(
            "期内答复的办不成事中,核实为办成了的占多少。部分办成、依法不能办的不算办成。",
            "Of the stuck matters answered in the period, the share found solved. Partly solved ones and those that the"
            " law forbids do not count as solved.",
        ),
        formula=Wording("办成数 ÷ 答复数", "solved ÷ answered"),
        source="FIELD 10;办不成事反映窗口 (window for stuck matters)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="closed_at_ms",
        population=lambda cases: is_service(cases) & (cases.procedure == STUCK) & (cases.stage == "closed"),
        hits=lambda cases: cases.result == "solved",
        unit_column="done_unit",
    ),
    Indicator(
        key="service_satisfaction",
        name=Wording("满意率(政务服务)", "Satisfaction (services)"),
        definition=Wording(
            "期内评价过的办事和办不成事中,最后一次评价为基本满意及以上的占多少。没评价的不算;认定为误评的不算。",
            "Of the service matters rated in the period, the share graded “fairly satisfied” or better. Who did not"
            " rate and what was set aside as wrong counts neither way.",
        ),
        formula=Wording("基本满意及以上数 ÷ 评价数", "graded 3 or better ÷ rated"),
        source="国办发〔2019〕51号 政务服务“好差评” (ratings of public services)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="rated_at_ms",
        population=lambda cases: is_service(cases) & cases.grade.notnull() & stands(cases),
        hits=lambda cases: cases.grade >= LEAST_GOOD_GRADE,
    ),
    Indicator(
        key="bad_review_called_back",
        name=Wording("差评回访率", "Bad reviews called back"),
        definition=Wording(
            "期内给出的差评中,整改后已经回访的占多少;认定为误评的不算。",
            "Of the bad reviews given in the period, the share called back after it was put right;"
            " set aside ones left out.",
        ),
        formula=Wording("已回访数 ÷ 差评数", "called back ÷ bad reviews"),
        source="国办发〔2019〕51号:实名差评回访整改 100% (named bad reviews are all called back)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="rated_at_ms",
        population=_bad,
        hits=lambda cases: cases.called_back.notnull(),
    ),
    Indicator(
        key="bad_review_not_reached",
        name=Wording("差评回访未联系上", "Bad reviews: not reached"),
        definition=Wording(
            "已回访的差评中,没有联系上本人的占多少。没联系上不当作满意。",
            "Of the bad reviews called back, the share in which nobody was reached."
            " Not reached is never taken as satisfied.",
        ),
        formula=Wording("未联系上数 ÷ 已回访数", "not reached ÷ called back"),
        source="FIELD 10;未联系上单列 (not reached is its own result)",
        unit=FigureUnit.PERCENT,
        direction=Direction.NEITHER,
        period_column="rated_at_ms",
        population=lambda cases: _bad(cases) & cases.called_back.notnull(),
        hits=lambda cases: cases.called_back == "not_reached",
    ),
    Indicator(
        key="service_one_trip",
        name=Wording("最多跑一次", "One trip at most"),
        definition=Wording(
            "期内办结的申请中,申请人到窗口不超过一次(交件、补材料、取件各算一次)的占多少。按事项记,不按人记。",
            "Of the applications finished in the period, the share for which the applicant came to the desk once or not"
            " at all (handing in, bringing papers, fetching). Counted per matter, never per person.",
        ),
        formula=Wording("跑动不超过一次数 ÷ 办结数", "at most one trip ÷ finished"),
        source="优化营商环境条例第三十六条:当场办结、一次办结 (art. 36: done in one go)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="closed_at_ms",
        population=lambda cases: is_service(cases) & (cases.procedure == VISIT) & (cases.stage == "given_out"),
        hits=lambda cases: cases.trips + (cases.channel == "visit").ifelse(1, 0) <= TRIPS_MOST,
    ),
)
