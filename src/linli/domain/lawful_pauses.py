"""Lawful pauses: the closed list of what may stop a clock in each kind of matter, and by what right.

A procedure declares the reasons beside its clocks; whoever pauses, and whoever reads how a deadline was counted,
sees the basis here. A reason that a procedure declares without a basis, or a basis that no clock uses, fails a test.
"""

from collections.abc import Mapping
from datetime import datetime

from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.shared_fields import PAUSE_REASONS
from linli.domain.engine.state import CaseState
from linli.domain.wording import Wording

_AGREED = "(本区约定)"
_AGREED_EN = "(agreed in this district)"
PAUSE_BASES: Mapping[tuple[str, str], Wording] = {
    ("petition", "hearing"): Wording(
        "信访工作条例第三十六条:举行听证所需时间不计算在复核期限内",
        "Petition Regulations art. 36: the time that a hearing takes is not counted in a final review",
    ),
    ("dispute", "appraisal"): Wording(
        f"委托检测鉴定的时间不计入调解期限{_AGREED}", f"The time of a test or appraisal is not counted {_AGREED_EN}"
    ),
    ("dispute", "waiting_for_requester"): Wording(
        f"等待当事人补充材料的时间不计入调解期限{_AGREED}",
        f"The time of waiting for a party's documents is not counted {_AGREED_EN}",
    ),
    ("support", "waiting_for_requester"): Wording(
        f"等待家庭补充材料的时间不计入审定期限{_AGREED}",
        f"The time of waiting for the household's documents is not counted {_AGREED_EN}",
    ),
    ("grid_event", "waiting_for_requester"): Wording(
        f"等待反映人补充情况的时间不计入处置时限{_AGREED}",
        f"The time of waiting for whoever reported is not counted {_AGREED_EN}",
    ),
    ("grid_event", "appraisal"): Wording(
        f"检测鉴定的时间不计入处置时限{_AGREED}", f"The time of a test or appraisal is not counted {_AGREED_EN}"
    ),
    ("grid_event", "weather"): Wording(
        f"恶劣天气无法作业的时间不计入处置时限{_AGREED}",
        f"The time in which weather prevents the work is not counted {_AGREED_EN}",
    ),
    ("grid_event", "court"): Wording(
        f"司法程序期间不计入处置时限{_AGREED}", f"The time of a court procedure is not counted {_AGREED_EN}"
    ),
    ("grid_event", "stage.deferred"): Wording(
        f"经批准缓办的时间不计入处置时限{_AGREED}", f"The time of an approved deferral is not counted {_AGREED_EN}"
    ),
    ("hazard", "appraisal"): Wording(
        f"检测鉴定的时间不计入整改期限{_AGREED}", f"The time of a test or appraisal is not counted {_AGREED_EN}"
    ),
    ("hazard", "weather"): Wording(
        f"恶劣天气无法施工的时间不计入整改期限{_AGREED}",
        f"The time in which weather prevents the work is not counted {_AGREED_EN}",
    ),
    ("hazard", "court"): Wording(
        f"司法程序期间不计入整改期限{_AGREED}", f"The time of a court procedure is not counted {_AGREED_EN}"
    ),
    ("service_visit", "stage.incomplete"): Wording(
        "行政许可法第三十二条、第四十二条:期限自受理之日起算,申请人补齐材料的时间不计入",
        "Licensing Law arts. 32 and 42: counted from when it is taken in; the time in which the applicant brings what "
        "is missing does not count",
    ),
    ("service_visit", "hearing"): Wording(
        "行政许可法第四十五条:听证所需时间不计算在办理期限内,须书面告知申请人",
        "Licensing Law art. 45: the time that a hearing takes is not counted; the applicant is told in writing",
    ),
    ("service_visit", "appraisal"): Wording(
        "行政许可法第四十五条:检验、检测、鉴定、专家评审所需时间不计算在办理期限内,须书面告知申请人",
        "Licensing Law art. 45: tests and expert appraisals are not counted; the applicant is told in writing",
    ),
    ("difficult_case", "stage.reported"): Wording(
        f"已报化解、等待包案领导确认的时间不计入化解时限{_AGREED}",
        f"The time in which the sponsor confirms what was reported solved is not counted {_AGREED_EN}",
    ),
    ("difficult_case", "stage.calling"): Wording(
        f"等待回访的时间不计入化解时限{_AGREED}", f"The time of waiting for the call-back is not counted {_AGREED_EN}"
    ),
}
STAGE_PAUSES: Mapping[str, Wording] = {
    "stage.deferred": Wording("缓办期间", "Deferred"),
    "stage.incomplete": Wording("等待申请人补齐材料", "Waiting for what the applicant still has to bring"),
    "stage.reported": Wording("等待包案领导确认", "Waiting for the sponsor to confirm"),
    "stage.calling": Wording("等待回访", "Waiting for the call-back"),
}
"""How a pause for as long as a stage lasts is told."""
STOPPED = Wording("停表期间", "Standing still")
"""How a pause is told that an older version of a procedure declared."""


def pause_title(reason: str) -> Wording:
    """Return what a pause is called."""
    by_hand = next((one.title for one in PAUSE_REASONS if one.key == reason), None)
    return by_hand or STAGE_PAUSES.get(reason, STOPPED)


def pause_basis(procedure: str, reason: str) -> Wording | None:
    """Return by what right a clock of a procedure stands still for `reason`."""
    return PAUSE_BASES.get((procedure, reason))


def declared_pauses(procedure: Procedure) -> frozenset[str]:
    """Return every reason for which some clock of a procedure may stand still."""
    rules = (*procedure.clocks, *(part.clock for part in procedure.parts if part.clock))
    return frozenset(reason for rule in rules for reason in rule.pauses)


def lawful_now(state: CaseState, procedure: Procedure, now: datetime) -> Mapping[str, Wording | None]:
    """Return the reasons for which a clock may be paused by hand now, each with its basis, in the order of the list."""
    running = [clock for clock in state.open_clocks() if clock.status == "running" and clock.due_at > now]
    reasons = {reason for clock in running for reason in rule_of(procedure, clock.key).pauses}
    return {one.key: pause_basis(state.procedure, one.key) for one in PAUSE_REASONS if one.key in reasons}
