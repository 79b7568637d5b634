"""Retention 保存期限: how long personal data of each kind of matter are kept after it has ended.

Pure. Source: 个人信息保护法 arts. 19 (the shortest time needed) and 47 (erased when over; kept where a law says so).
A district sets each period; what is erased is who stands behind a matter, the fact of the matter stays.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long the data of reporters and parties in one kind of matter are kept."""

    procedure: str
    kind: Wording
    default_days: int
    why: Wording

    @property
    def title(self) -> Wording:
        """What the setting is called."""
        return Wording(f"{self.kind.zh}:办结后保存个人信息", f"{self.kind.en}: personal data kept after the end")

    @property
    def setting(self) -> str:
        """The key of the setting that holds the period."""
        return f"retention.{self.procedure}_days"


RULES: tuple[RetentionRule, ...] = (
    RetentionRule(procedure="grid_event", kind=Wording("网格事件", "Grid event"), default_days=730,
                  why=Wording("评价、重办和复查期过后再留两年备查",
                  "Two years after rating, reopening and review are over")),
    RetentionRule(procedure="petition", kind=Wording("信访事项", "Petition"), default_days=1825,
                  why=Wording("复查、复核、行政复议和诉讼可能用到",
                  "Reviews, administrative appeals and courts may need it")),
    RetentionRule(procedure="dispute", kind=Wording("矛盾纠纷", "Dispute"), default_days=1825,
                  why=Wording("调解协议的履行和诉讼时效", "Keeping of the agreement, and limitation periods")),
    RetentionRule(procedure="support", kind=Wording("帮扶", "Support"), default_days=1095,
                  why=Wording("复核和申诉", "Second looks and appeals")),
    RetentionRule(procedure="oversight", kind=Wording("巡察整改", "Oversight"), default_days=1825,
                  why=Wording("整改回头看", "Second looks at what was put right")),
    RetentionRule(procedure="data_right", kind=Wording("个人信息权利请求", "Data right"), default_days=1095,
                  why=Wording("说明请求怎样办的,参照评估记录三年(第五十六条)",
                              "To show how a request was answered; three years as for assessments (art. 56)")),
)  # fmt: skip
LOWEST_DAYS, HIGHEST_DAYS = 30, 36_500
LEGAL_BASIS = Wording("保存期限届满(个人信息保护法第四十七条)", "Retention over (PIPL art. 47)")


def is_over(closed_at: datetime, days: int, now: datetime) -> bool:
    """Say whether data of a matter that ended at `closed_at` have been kept long enough."""
    return closed_at + timedelta(days=days) <= now
