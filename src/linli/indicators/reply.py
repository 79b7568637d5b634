"""Replies: whoever asked is answered, whichever door they came through."""

from linli.domain.wording import Wording
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.populations import due_to_close

INDICATORS = (
    Indicator(
        key="reply",
        name=Wording("答复率", "Reply"),
        definition=Wording(
            "有人等答复、总时限在期内到期的事项中,已经答复的占多少。可按来件渠道分开看。",
            "Of the matters that somebody waits for and whose whole time ended in the period, the share answered."
            " It can be read by channel.",
        ),
        formula=Wording("已答复数 ÷ 应答复数", "answered ÷ due to be answered"),
        source="热线回复率;各渠道一样对待 (hotline reply rate; all channels equal)",
        unit=FigureUnit.PERCENT,
        direction=Direction.UP,
        period_column="wait_due_at_ms",
        population=lambda cases: due_to_close(cases) & (cases.requester != "none"),
        hits=lambda cases: cases.answers > 0,
        by_channel=True,
    ),
)
